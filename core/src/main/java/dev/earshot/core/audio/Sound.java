package dev.earshot.core.audio;

import org.jspecify.annotations.Nullable;

/// What travels from the socket to the recogniser: samples, and the wish to hear words now.
public sealed interface Sound {
  /// Samples per second of every [Window]: what recognisers of speech are trained on.
  int RATE_HZ = 16_000;

  /// A stretch of mono 16-bit sound at [#RATE_HZ].
  ///
  /// The capture clock counts the samples of the client's own rate since the stream began; usage,
  /// word times and gaps speak it. Windows of one stream follow each other without overlap, and
  /// only discarded audio leaves a hole between them.
  ///
  /// @param fromSample capture clock of the first sample
  /// @param toSample capture clock behind the last one
  /// @param pcm the samples at 16 kHz; the receiver must not write to them. Where the window
  ///     [is packed][#isPacked] there are none yet
  /// @param packets what the samples were decoded from, where that is packets of one channel: who keeps
  ///     sound keeps these, as they are smaller. The capture clock counts samples of 16 kHz then
  @SuppressWarnings("ArrayRecordComponent") // a window is compared with nothing
  record Window(long fromSample, long toSample, short[] pcm,
      @Nullable Packets packets) implements Sound {
    private static final short[] NONE = new short[0];

    public Window {
      if (fromSample < 0 || toSample < fromSample) {
        throw new IllegalArgumentException("toSample: " + toSample + " (expected: >= fromSample "
            + fromSample + " >= 0)");
      }
      if (packets != null && pcm.length > 0 && pcm.length != toSample - fromSample) {
        throw new IllegalArgumentException("pcm: " + pcm.length + " samples (expected: "
            + (toSample - fromSample) + " with packets)");
      }
    }

    /// Sound that came as no packets.
    public Window(long fromSample, long toSample, short[] pcm) {
      this(fromSample, toSample, pcm, null);
    }

    /// Sound that nobody has decoded: see [LateSound].
    public static Window packed(long fromSample, long toSample, Packets packets) {
      return new Window(fromSample, toSample, NONE, packets);
    }

    /// Whether there are packets only.
    public boolean isPacked() {
      return packets != null && pcm.length == 0;
    }

    /// The samples.
    ///
    /// @throws IllegalStateException where they have to be decoded first
    @Override
    public short[] pcm() {
      if (isPacked() && toSample > fromSample) {
        throw new IllegalStateException(
            "pcm: in packets (expected: decoded before it is asked for)");
      }
      return pcm;
    }

    /// How many samples at [#RATE_HZ] it has, decoded or not.
    public int length() {
      return isPacked() ? Math.toIntExact(captured()) : pcm.length;
    }

    /// How many samples of the client's rate this window stands for.
    public long captured() {
      return toSample - fromSample;
    }

    @Override
    public String toString() {
      return "Window[" + fromSample + ".." + toSample + ")";
    }
  }

  /// Say now what was said so far: the wire has gone quiet, or the client asked.
  ///
  /// @param asked whether it was the client
  record Flush(boolean asked) implements Sound {}
}
