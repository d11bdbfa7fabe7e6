package dev.earshot.gateway.ops;

import dev.earshot.core.stream.EndReason;
import dev.earshot.gateway.dialect.Refusal;
import java.util.Optional;

/// Why somebody who wanted a stream was not let in, whichever dialect told it.
public enum Refused {
  /// The request cannot be honoured as it stands, or is no handshake.
  BAD_REQUEST,
  /// No key, or one that does not let anybody in.
  KEY,
  /// The key or the page may not open streams.
  NOT_ALLOWED,
  /// Nothing is left to pay with.
  NO_CREDIT,
  /// The account has what it may.
  TOO_MANY,
  /// As many speak as the recogniser has room for.
  NO_RECOGNISER,
  /// The recogniser is too far behind.
  RECOGNISER_LATE,
  /// An event loop is too late.
  LOOP_LATE,
  /// Heap or direct memory is too full.
  MEMORY_FULL,
  /// A store could not be asked.
  STORE_AWAY;

  /// As it was answered before the upgrade, where there was room.
  public static Refused of(Refusal why) {
    return switch (why) {
      case Refusal.BadRequest _,Refusal.NoUpgrade _ -> BAD_REQUEST;
      case Refusal.NotKnown _ -> KEY;
      case Refusal.NotAllowed _ -> NOT_ALLOWED;
      case Refusal.NoCredit _ -> NO_CREDIT;
      case Refusal.TooMany _ -> TOO_MANY;
      case Refusal.Busy _ -> STORE_AWAY;
    };
  }

  /// As it was told on the socket; empty where it was not for us to let anybody in.
  public static Optional<Refused> of(EndReason why) {
    return switch (why) {
      case KEY_MISSING, KEY_UNKNOWN, KEY_EXPIRED, KEY_REVOKED, KEY_LATE, KEY_NOT_JSON,
          KEY_NOT_FIRST, KEY_LEFT_OUT, KEY_NOT_TEXT ->
        Optional.of(KEY);
      case KEY_NOT_ALLOWED -> Optional.of(NOT_ALLOWED);
      case TOO_MANY_STREAMS, TOO_MANY_HANDSHAKES -> Optional.of(TOO_MANY);
      case CREDITS_EXHAUSTED -> Optional.of(NO_CREDIT);
      case RECOGNISER_BUSY -> Optional.of(NO_RECOGNISER);
      case INTERNAL -> Optional.of(STORE_AWAY);
      case FINISHED, CLIENT_CLOSED, CLIENT_VANISHED, IDLE, DRAINED, PROTOCOL_ERROR, FORMAT_ERROR,
          NOT_UTF8, TOO_MANY_BAD_FRAMES, SLOW_READER, SESSION_TOO_LONG, SOUND_TOO_FAST,
          FRAME_TOO_LONG, RECOGNISER_FAILED ->
        Optional.empty();
    };
  }
}
