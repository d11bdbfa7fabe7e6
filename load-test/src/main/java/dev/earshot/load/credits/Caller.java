package dev.earshot.load.credits;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.WindowCutter;
import dev.earshot.core.credit.Allowance.Unlimited;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamEvent.Billed;
import dev.earshot.core.stream.StreamEvent.CreditsExhausted;
import dev.earshot.core.stream.StreamEvent.CreditsLeft;
import dev.earshot.core.stream.StreamEvent.CreditsRestored;
import dev.earshot.core.stream.StreamEvent.Heard;
import dev.earshot.core.stream.StreamEvent.Stage;
import dev.earshot.core.stream.StreamEvent.ThresholdReached;
import dev.earshot.core.stream.StreamEvent.Translated;
import java.nio.ByteBuffer;
import java.time.Duration;

/// One client that talks without a pause as fast as time goes by, and what it was told.
final class Caller {
  static final AudioFormat FORMAT = AudioFormat.pcm16(16_000);
  private static final Duration WINDOW = Duration.ofMillis(100);
  private static final byte[] SECOND = new byte[2 * 16_000];

  private final Hand clock;
  private final Voice voice = new Voice();
  private final WindowCutter cutter = new WindowCutter(FORMAT, WINDOW);
  private long left;
  private volatile Seen seen;

  /// @param seconds that it talks, 1 or more
  Caller(Hand clock, long seconds) {
    this.clock = clock;
    this.left = seconds;
    this.seen = Seen.opened(clock.seconds());
  }

  Voice voice() {
    return voice;
  }

  Seen seen() {
    return seen;
  }

  boolean isOver() {
    return seen.endedAt() != Seen.NEVER;
  }

  /// Says what belongs to the second that begins, or ends after the last one.
  void speak() {
    if (left > 0) {
      cutter.take(ByteBuffer.wrap(SECOND), voice::say);
      left--;
    } else if (left == 0) {
      voice.end();
      left--;
    }
  }

  synchronized void hear(StreamEvent event) {
    switch (event) {
      case CreditsLeft(var allowance, var _) -> {
        if (allowance instanceof Unlimited) {
          seen = seen.unlimited(clock.seconds());
        }
      }
      case CreditsExhausted _ -> seen = seen.exhausted(clock.seconds());
      case CreditsRestored _ -> seen = seen.restored(clock.seconds());
      case Stage _,Heard _,Translated _,ThresholdReached _,Billed _ -> {
      }
    }
  }

  synchronized void over(long billedMs) {
    seen = seen.ended(clock.seconds(), billedMs);
  }
}
