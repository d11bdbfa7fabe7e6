package dev.earshot.load;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/// How a wearable sends a recording at 16 kHz: as it is, or as packets of Opus of which some get lost on
/// the way to the phone.
sealed interface Microphone {
  /// Samples of a frame of 20 ms.
  int FRAME = 320;

  /// What is said to the gateway.
  AudioFormat format();

  /// Frames of 20 ms, the last one filled up with silence; empty ones are not sent.
  ///
  /// @param pcm 16-bit samples at 16 kHz
  List<ByteBuffer> frames(byte[] pcm);

  /// Sends samples.
  record Pcm() implements Microphone {
    @Override
    public AudioFormat format() {
      return AudioFormat.pcm16(16_000);
    }

    @Override
    public List<ByteBuffer> frames(byte[] pcm) {
      var frames = new ArrayList<ByteBuffer>();
      var bytes = Math.ceilDiv(pcm.length, FRAME * 2) * FRAME * 2;
      var whole = Arrays.copyOf(pcm, bytes);
      for (var at = 0; at < bytes; at += FRAME * 2) {
        frames.add(ByteBuffer.wrap(whole, at, FRAME * 2).slice());
      }
      return frames;
    }
  }

  /// What a packet that was lost leaves behind.
  enum Trace {
    /// A frame that is no packet: one that was damaged, or stands for a lost one. The gateway notices it.
    DAMAGED,
    /// Nothing: what follows closes the gap.
    MISSING
  }

  /// What the encoder is tuned for.
  enum Tuning {
    /// True sound: what `opusenc` does.
    AUDIO(OpusApplication.OPUS_APPLICATION_AUDIO),
    /// Speech that people understand.
    VOIP(OpusApplication.OPUS_APPLICATION_VOIP),
    /// The least delay, and no model of a voice.
    LOWDELAY(OpusApplication.OPUS_APPLICATION_RESTRICTED_LOWDELAY);

    private final OpusApplication application;

    Tuning(OpusApplication application) {
      this.application = application;
    }
  }

  /// Sends packets of Opus at 24 kbit/s.
  ///
  /// @param lostPercent of the packets, each by its own chance
  /// @param seed draws which
  record Opus(Tuning tuning, int lostPercent, Trace trace, long seed) implements Microphone {
    private static final int BITS_PER_SECOND = 24_000;
    private static final int LONGEST_PACKET = 4_000;
    /// A number of frames that is none (RFC 6716 section 3.2.5).
    private static final byte[] NO_PACKET = {(byte) 0xff, 0, 0};

    @Override
    public AudioFormat format() {
      return new AudioFormat(Codec.OPUS_FS320, 16_000);
    }

    @Override
    public List<ByteBuffer> frames(byte[] pcm) {
      var random = new Random(seed);
      return new Pcm().frames(pcm)
          .stream()
          .map(encoder())
          .map(packet -> random.nextInt(100) < lostPercent ? lost() : packet)
          .toList();
    }

    private ByteBuffer lost() {
      return switch (trace) {
        case DAMAGED -> ByteBuffer.wrap(NO_PACKET);
        case MISSING -> ByteBuffer.allocate(0);
      };
    }

    private UnaryOperator<ByteBuffer> encoder() {
      try {
        var encoder = new OpusEncoder(16_000, 1, tuning.application);
        encoder.setBitrate(BITS_PER_SECOND);
        return pcm -> encode(encoder, pcm);
      } catch (OpusException e) {
        throw new IllegalStateException("an encoder of 16 kHz mono can always be made", e);
      }
    }

    private static ByteBuffer encode(OpusEncoder encoder, ByteBuffer pcm) {
      var samples = new short[FRAME];
      pcm.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
      var packet = new byte[LONGEST_PACKET];
      try {
        return ByteBuffer.wrap(packet, 0,
            encoder.encode(samples, 0, FRAME, packet, 0, packet.length));
      } catch (OpusException e) {
        throw new IllegalStateException("320 samples can always be encoded", e);
      }
    }
  }
}
