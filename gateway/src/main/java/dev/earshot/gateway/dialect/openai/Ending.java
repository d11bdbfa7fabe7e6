package dev.earshot.gateway.dialect.openai;

import dev.earshot.core.stream.EndReason;
import dev.earshot.gateway.dialect.Dialect.Goodbye;
import java.util.List;
import java.util.Optional;

/// How the end of a stream is told: a fatal one by an error event, then the close frame.
final class Ending {
  private static final int GOING_AWAY = 1_001;
  private static final String TOO_LONG = "Your session hit the maximum duration of its token.";

  private Ending() {}

  /// The last error event; empty where the client wanted it to end.
  static Optional<Fault> fault(EndReason why) {
    return switch (why) {
      case FINISHED, CLIENT_CLOSED, CLIENT_VANISHED -> Optional.empty();
      case IDLE -> Optional.of(invalid("session_idle", why));
      case DRAINED -> Optional.of(Fault.server("server_going_away",
          "The server is going away, connect again (expected: at another instance)"));
      case SESSION_TOO_LONG -> Optional.of(Fault.invalid("session_expired", TOO_LONG, null));
      case CREDITS_EXHAUSTED -> Optional.of(Fault.quota(
          "credits: none left (expected: more than 0 ms); the session ends here"));
      case PROTOCOL_ERROR, NOT_UTF8, FRAME_TOO_LONG -> Optional.of(invalid("invalid_frame", why));
      case FORMAT_ERROR, TOO_MANY_BAD_FRAMES -> Optional.of(invalid("too_many_errors", why));
      case SLOW_READER -> Optional.of(invalid("slow_reader", why));
      case SOUND_TOO_FAST -> Optional.of(invalid("audio_buffer_overflow", why));
      case KEY_MISSING, KEY_UNKNOWN, KEY_LATE, KEY_NOT_JSON, KEY_NOT_FIRST, KEY_LEFT_OUT,
          KEY_NOT_TEXT, KEY_REVOKED, KEY_EXPIRED, KEY_NOT_ALLOWED ->
        Optional.of(invalid("invalid_api_key", why));
      case TOO_MANY_STREAMS, TOO_MANY_HANDSHAKES ->
        Optional.of(new Fault("rate_limit_error", "rate_limit_exceeded",
            why.text(), null));
      case INTERNAL -> Optional.of(Fault.server("server_error", why.text()));
      case RECOGNISER_FAILED -> Optional.of(Fault.server("transcription_failed", why.text()));
      case RECOGNISER_BUSY -> Optional.of(Fault.server("server_overloaded", why.text()));
    };
  }

  /// Why an item will not be completed.
  static Fault ofItems(EndReason why) {
    return fault(why).orElseGet(() -> Fault.server("transcription_failed",
        "the session ended before the last word"));
  }

  /// @param messages the last ones
  static Goodbye goodbye(EndReason why, List<String> messages) {
    return why == EndReason.SESSION_TOO_LONG
        ? new Goodbye(messages, GOING_AWAY, TOO_LONG)
        : new Goodbye(messages, why.closeCode(), why.text());
  }

  private static Fault invalid(String code, EndReason why) {
    return Fault.invalid(code, why.text(), null);
  }
}
