package dev.earshot.gateway.dialect.deepgram;

import dev.earshot.core.stream.EndReason;
import dev.earshot.gateway.dialect.Dialect.Goodbye;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The close frame for every end of a stream. SDKs connect again after every code but 1000.
final class Endings {
  private static final String NO_DATA = "DATA-0000: The payload cannot be decoded as audio. It is "
      + "either not audio data or is a codec unsupported here.";
  private static final String NO_ANSWER = "NET-0000: Deepgram did not provide a response message "
      + "within the timeout window. See https://dpgr.am/net0000";
  private static final String NO_RECOGNISER = "NET-0000: the recogniser failed, and no other could "
      + "take over";
  private static final String NO_SOUND = "NET-0001: Deepgram did not receive audio data or a text "
      + "message within the timeout window. See https://dpgr.am/net0001";

  /// Those in which what came before is still heard to its end, and its price told.
  private static final Set<EndReason> SETTLED = EnumSet.of(EndReason.FINISHED,
      EndReason.CLIENT_CLOSED, EndReason.IDLE, EndReason.DRAINED, EndReason.FORMAT_ERROR,
      EndReason.KEY_REVOKED, EndReason.KEY_EXPIRED, EndReason.SESSION_TOO_LONG);

  private Endings() {}

  /// Whether a stream that ends so is told its price.
  static boolean isSettled(EndReason why) {
    return SETTLED.contains(why);
  }

  static Goodbye of(EndReason why) {
    return switch (why) {
      case FINISHED, CLIENT_CLOSED -> close(1000, "");
      case CLIENT_VANISHED -> Goodbye.of(why); // nobody hears it
      case IDLE -> close(1011, NO_SOUND);
      case DRAINED -> close(1012, "the server is going away, connect again");
      case PROTOCOL_ERROR, NOT_UTF8, FRAME_TOO_LONG -> Goodbye.of(why);
      case FORMAT_ERROR -> close(1008, NO_DATA);
      case TOO_MANY_BAD_FRAMES -> close(1008,
          "too many text messages that are none of KeepAlive, Finalize, CloseStream");
      case SLOW_READER -> close(1011, "NET-0000: the client does not read");
      case KEY_MISSING, KEY_UNKNOWN, KEY_LATE, KEY_NOT_JSON, KEY_NOT_FIRST, KEY_LEFT_OUT,
          KEY_NOT_TEXT, KEY_REVOKED, KEY_EXPIRED, KEY_NOT_ALLOWED ->
        close(1008, "INVALID_AUTH: " + why.text());
      case SESSION_TOO_LONG -> close(1008, why.text());
      case CREDITS_EXHAUSTED -> close(1008, "ASR_PAYMENT_REQUIRED");
      case TOO_MANY_STREAMS, TOO_MANY_HANDSHAKES -> close(1008, "TOO_MANY_REQUESTS: " + why.text());
      case SOUND_TOO_FAST -> close(1008, why.text());
      case INTERNAL -> close(1011, NO_ANSWER);
      case RECOGNISER_FAILED -> close(1011, NO_RECOGNISER);
      case RECOGNISER_BUSY -> close(1013, why.text());
    };
  }

  private static Goodbye close(int code, String text) {
    return new Goodbye(List.of(), code, text);
  }
}
