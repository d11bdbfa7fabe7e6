package dev.earshot.load;

import dev.earshot.testkit.SpeechSample;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;

/// The bundled minute of speech over and over, as frames of 20 ms, until it has lasted or is told to stop.
/// [#stop] and [#sentMs] may be called from any thread.
final class EndlessVoice implements Iterator<byte[]> {
  private static final int RATE = 16_000;
  private static final int FRAME_SAMPLES = RATE / 1_000 * Device.FRAME_MILLIS;
  private static final int BITS_PER_SECOND = 24_000;

  /// How the frames are written.
  enum Codec {
    /// Packets of 20 ms and 24 kbit/s.
    OPUS("?codec=opus_fs320&sample_rate=" + RATE),
    /// 16 bits, little endian.
    PCM16("?codec=pcm16&sample_rate=" + RATE);

    private final String query;

    Codec(String query) {
      this.query = query;
    }

    /// What a device asks for.
    String query() {
      return query;
    }
  }

  private final Codec codec;
  private final short[] minute;
  private final OpusEncoder encoder;
  private final byte[] packet = new byte[4_000];
  private final long frames;
  private final AtomicLong taken = new AtomicLong();
  private volatile boolean stopped;

  /// @param millis how long it lasts, floored to whole frames
  EndlessVoice(Codec codec, long millis) {
    this.codec = codec;
    this.frames = millis / Device.FRAME_MILLIS;
    var pcm = SpeechSample.minute(RATE).wav().pcm();
    this.minute = new short[pcm.length / 2];
    ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(minute);
    try {
      this.encoder = new OpusEncoder(RATE, 1, OpusApplication.OPUS_APPLICATION_VOIP);
    } catch (OpusException e) {
      throw new IllegalStateException(e);
    }
    encoder.setBitrate(BITS_PER_SECOND);
  }

  /// No further frame comes.
  void stop() {
    stopped = true;
  }

  /// How long all frames last that were taken.
  long sentMs() {
    return taken.get() * Device.FRAME_MILLIS;
  }

  @Override
  public boolean hasNext() {
    return !stopped && taken.get() < frames;
  }

  @Override
  public byte[] next() {
    var number = taken.getAndIncrement();
    if (number >= frames) {
      throw new NoSuchElementException("frames: " + frames);
    }
    var samples = new short[FRAME_SAMPLES];
    for (var i = 0; i < FRAME_SAMPLES; i++) {
      samples[i] = minute[(int) ((number * FRAME_SAMPLES + i) % minute.length)];
    }
    return switch (codec) {
      case OPUS -> encoded(samples);
      case PCM16 -> {
        var bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        yield bytes.array();
      }
    };
  }

  private byte[] encoded(short[] samples) {
    try {
      var length = encoder.encode(samples, 0, samples.length, packet, 0, packet.length);
      return Arrays.copyOf(packet, length);
    } catch (OpusException e) {
      throw new IllegalStateException(e);
    }
  }
}
