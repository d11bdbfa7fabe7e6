package dev.earshot.core.relay;

import dev.earshot.core.recogniser.RecogniserException;
import dev.earshot.core.recogniser.RecogniserException.Busy;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.core.recogniser.RecogniserException.Lost;
import dev.earshot.core.recogniser.RecogniserException.Refused;
import dev.earshot.core.transcript.Trouble;

/// What an error means to the one who waits for words.
final class Troubles {
  private Troubles() {}

  static Trouble of(Throwable error) {
    return error instanceof RecogniserException known
        ? switch (known) {
          case Busy _ -> Trouble.BUSY;
          case Refused _ -> Trouble.REFUSED;
          case Garbled _ -> Trouble.GARBLED;
          case Lost _ -> Trouble.LOST;
        }
        : Trouble.LOST;
  }
}
