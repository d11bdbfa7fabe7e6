package dev.earshot.gateway.dialect.device;

import dev.earshot.core.stream.EndReason;
import dev.earshot.core.transcript.Trouble;
import java.util.BitSet;
import java.util.List;

/// Knows which channels wait for a recogniser: a device has one status, whatever becomes of its channels.
/// It is told of the first that waits, and of the moment in which none waits any more.
final class Outages {
  private final BitSet waiting = new BitSet();
  private Trouble last = Trouble.LOST;

  List<String> degraded(int channel, Trouble why) {
    last = why;
    var first = waiting.isEmpty();
    waiting.set(channel);
    return first ? List.of(DeviceMessages.degraded(why)) : List.of();
  }

  /// @param engine which recogniser hears the channel again
  List<String> recovered(int channel, String engine) {
    if (!waiting.get(channel)) {
      return List.of();
    }
    waiting.clear(channel);
    return waiting.isEmpty() ? List.of(DeviceMessages.recovered(engine)) : List.of();
  }

  /// What is told before the close, where it is the recogniser that ends the stream.
  List<String> ended(EndReason why) {
    return switch (why) {
      case RECOGNISER_FAILED -> List.of(DeviceMessages.failed(last));
      case RECOGNISER_BUSY -> List.of(DeviceMessages.failed(Trouble.BUSY));
      case FINISHED, CLIENT_CLOSED, CLIENT_VANISHED, IDLE, DRAINED, PROTOCOL_ERROR, FORMAT_ERROR,
          NOT_UTF8, TOO_MANY_BAD_FRAMES, SLOW_READER, KEY_MISSING, KEY_UNKNOWN, KEY_EXPIRED,
          KEY_NOT_ALLOWED, KEY_LATE, KEY_NOT_JSON, KEY_NOT_FIRST, KEY_LEFT_OUT, KEY_NOT_TEXT,
          KEY_REVOKED, SESSION_TOO_LONG, CREDITS_EXHAUSTED, TOO_MANY_STREAMS, TOO_MANY_HANDSHAKES,
          SOUND_TOO_FAST, FRAME_TOO_LONG, INTERNAL ->
        List.of();
    };
  }
}
