package dev.earshot.gateway.upstream.openai;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import java.time.Duration;

/// Where an item may end of which the server does not find the end: where the speaker breathes, and in any
/// case before more is unsaid than whoever goes on after a loss has kept.
final class Breath {
  /// Below 15 s, which a leg's sound is kept for.
  private static final Duration LATEST = Duration.ofSeconds(12);
  private static final long PAUSE = samples(Duration.ofMillis(400));

  /// A sixteenth of the loudest power, 12 dB less: nobody speaks so unevenly for so long.
  private static final double QUIET = 16;

  private final long soonest;
  private final long latest = samples(LATEST);
  private long since;
  private long quiet;
  private double loudest;

  /// @param soonest no item is shorter
  Breath(Duration soonest) {
    this.soonest = samples(soonest);
  }

  /// An item begins here.
  void restart() {
    since = 0;
    quiet = 0;
    loudest = 0;
  }

  /// Hears more of the item.
  ///
  /// @return whether it ends here
  boolean isDue(Window piece) {
    var power = power(piece.pcm());
    loudest = Math.max(loudest, power);
    since += piece.pcm().length;
    quiet = power * QUIET < loudest ? quiet + piece.pcm().length : 0;
    return since >= latest || (since >= soonest && quiet >= PAUSE);
  }

  private static double power(short[] pcm) {
    var sum = 0d;
    for (var sample : pcm) {
      sum += (double) sample * sample;
    }
    return sum / Math.max(1, pcm.length);
  }

  private static long samples(Duration time) {
    return time.toMillis() * Sound.RATE_HZ / 1_000;
  }
}
