package dev.earshot.gateway.upstream;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import java.util.ArrayList;
import java.util.List;

/// Where on the capture clock a recogniser's own time lies, which counts from the first sample that it was
/// given, at 16 kHz. Sound that was discarded on the way is a hole that it knows nothing of.
public final class CaptureClock {
  /// Holes are rare; of more than that only the last are remembered.
  private static final int MOST = 256;

  /// A recogniser may round up, and count what it has in hand.
  private static final long TOLERANCE = Sound.RATE_HZ;

  /// Sound without a hole.
  ///
  /// @param position of its first sample, at 16 kHz
  /// @param sample the same on the capture clock
  /// @param toSample behind its last sample on the capture clock
  private record Stretch(long position, long sample, long toSample) {}

  private final AudioFormat format;
  private final boolean packed;
  private final List<Stretch> stretches = new ArrayList<>();
  private long given;

  /// A clock that nothing was given to yet.
  ///
  /// @param format of the client's audio
  public CaptureClock(AudioFormat format) {
    this(format, false);
  }

  /// A clock that nothing was given to yet.
  ///
  /// @param format of the client's audio
  /// @param packed whether packets are given: the last of a piece may reach beyond it, the first of all may
  ///     begin before it
  public CaptureClock(AudioFormat format, boolean packed) {
    this.format = format;
    this.packed = packed;
  }

  /// This piece is given next.
  public void give(Window piece) {
    var packets = packed ? piece.packets() : null;
    var last = stretches.isEmpty() ? null : stretches.getLast();
    if (last != null && last.toSample() == piece.fromSample()) {
      stretches.set(stretches.size() - 1,
          new Stretch(last.position(), last.sample(), piece.toSample()));
    } else {
      var lead = packets == null ? 0 : packets.lead();
      stretches.add(new Stretch(given + Math.max(0, -lead),
          Math.min(piece.fromSample() + Math.max(0, lead), piece.toSample()), piece.toSample()));
    }
    if (stretches.size() > MOST) {
      stretches.removeFirst();
    }
    given += packets == null ? piece.pcm().length : packets.samples();
  }

  /// Samples at 16 kHz so far.
  public long given() {
    return given;
  }

  /// The same in milliseconds of the recogniser's own time.
  public double givenOwnMs() {
    return given * 1_000.0 / Sound.RATE_HZ;
  }

  /// Up to where sound was given, in milliseconds of the capture clock.
  public long givenMs() {
    return stretches.isEmpty() ? 0 : format.millisOf(stretches.getLast().toSample());
  }

  /// Where something begins that begins so many milliseconds after the first sample.
  public long beginMs(double ms) {
    return millis(position(ms), false);
  }

  /// Where something ends that ends so many milliseconds after the first sample: before a hole, if there is
  /// one.
  public long endMs(double ms) {
    return millis(position(ms), true);
  }

  /// @throws Garbled when no sound was given for that time
  private long position(double ms) {
    var position = Math.round(ms * Sound.RATE_HZ / 1_000);
    if (!(ms >= 0) || position > given + TOLERANCE) {
      throw new Garbled("time: " + ms + " ms (expected: 0.." + given * 1_000 / Sound.RATE_HZ
          + ", where sound is)");
    }
    return Math.min(position, given);
  }

  private long millis(long position, boolean end) {
    if (stretches.isEmpty()) {
      return 0;
    }
    var at = stretches.size() - 1;
    while (at > 0 && (end
        ? stretches.get(at).position() >= position
        : stretches.get(at).position() > position)) {
      at--;
    }
    var stretch = stretches.get(at);
    var since = Math.max(0, position - stretch.position()) * format.captureRateHz()
        / Sound.RATE_HZ;
    return format.millisOf(Math.min(stretch.sample() + since, stretch.toSample()));
  }
}
