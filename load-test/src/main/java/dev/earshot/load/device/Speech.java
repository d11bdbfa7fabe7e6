package dev.earshot.load.device;

import dev.earshot.core.audio.Resampler;
import dev.earshot.testkit.SpeechSample;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// The bundled minute of human speech, and a second of a microphone's noise, cut into frames.
final class Speech {
  private static final int RECORDED_HZ = 16_000;
  private static final int BITS_PER_SECOND = 24_000;
  private static final int LONGEST_PACKET = 4_000;
  private static final double NOISE = 8;
  private static final double LOUD = 400;

  private final Shape shape;

  Speech(Shape shape) {
    this.shape = shape;
  }

  /// All whole frames of the minute.
  List<short[]> minute() {
    var pcm = SpeechSample.minute(RECORDED_HZ).wav().pcm();
    var recorded = new short[pcm.length / 2];
    ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(recorded);
    return cut(Resampler.to(shape.rateHz()).resample(recorded, recorded.length));
  }

  /// Noise for about a second.
  List<short[]> noise() {
    var random = new Random(1);
    var samples = new short[shape.frameSamples() * Math.ceilDiv(1_000, shape.frameMs())];
    for (var i = 0; i < samples.length; i++) {
      samples[i] = (short) Math.round(random.nextGaussian() * NOISE);
    }
    return cut(samples);
  }

  /// As the codec writes frames that follow one another.
  List<byte[]> written(List<short[]> frames) {
    return switch (shape.codec()) {
      case PCM16 -> frames.stream().map(Speech::bytes).toList();
      case OPUS -> packets(frames);
    };
  }

  /// Whether somebody speaks in it: it is clearly loud.
  static boolean isLoud(short[] frame) {
    var sum = 0d;
    for (var sample : frame) {
      sum += (double) sample * sample;
    }
    return Math.sqrt(sum / frame.length) > LOUD;
  }

  private List<short[]> cut(short[] samples) {
    var length = shape.frameSamples();
    var frames = new ArrayList<short[]>();
    for (var at = 0; at + length <= samples.length; at += length) {
      frames.add(Arrays.copyOfRange(samples, at, at + length));
    }
    return frames;
  }

  private static byte[] bytes(short[] frame) {
    var bytes = ByteBuffer.allocate(frame.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(frame);
    return bytes.array();
  }

  private List<byte[]> packets(List<short[]> frames) {
    try {
      var encoder = new OpusEncoder(shape.rateHz(), 1, OpusApplication.OPUS_APPLICATION_VOIP);
      encoder.setBitrate(BITS_PER_SECOND);
      var packet = new byte[LONGEST_PACKET];
      var packets = new ArrayList<byte[]>();
      for (var frame : frames) {
        var length = encoder.encode(frame, 0, frame.length, packet, 0, packet.length);
        packets.add(Arrays.copyOf(packet, length));
      }
      return packets;
    } catch (OpusException e) {
      throw new IllegalStateException("whole frames can always be encoded", e);
    }
  }
}
