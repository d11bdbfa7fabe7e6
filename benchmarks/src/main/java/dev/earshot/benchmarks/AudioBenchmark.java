package dev.earshot.benchmarks;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.FrameDecoder;
import dev.earshot.core.audio.FrameDecoders;
import dev.earshot.core.audio.WindowCutter;
import dev.earshot.gateway.audio.OpusFrames;
import dev.earshot.testkit.SpeechSample;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// One second of real speech, from the client's frames of 20 ms to windows at 16 kHz: the score is how
/// many streams one core could do nothing else for.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class AudioBenchmark {
  private static final int FRAME_MILLIS = 20;
  private static final Duration WINDOW = Duration.ofMillis(100);
  private static final int FRAMES = 50;

  /// What the client sends.
  @Param({"opus", "opus-passed-on", "pcm16-8000", "pcm16-16000", "pcm16-44100", "pcm16-48000",
      "mulaw-8000"})
  String sound = "opus";

  private List<byte[]> frames = List.of();
  private WindowCutter cutter = new WindowCutter(AudioFormat.pcm16(16_000), WINDOW);
  private int next;

  /// Encodes the speech once.
  @Setup
  public void encode() throws OpusException {
    var pcm = SpeechSample.minute(16_000).wav().pcm();
    if (sound.startsWith("opus")) {
      frames = opus(pcm);
      var format = new AudioFormat(Codec.OPUS_FS320, 16_000);
      FrameDecoders decoders = () -> new OpusFrames(Codec.OPUS_FS320);
      cutter = sound.equals("opus")
          ? WindowCutter.ofPackets(format, decoders, WINDOW)
          : WindowCutter.packed(format, decoders, WINDOW);
    } else if (sound.equals("mulaw-8000")) {
      var format = new AudioFormat(Codec.MULAW, 8_000);
      frames = cut(pcm, (int) format.samplesIn(FRAME_MILLIS)); // any byte is a code
      cutter = new WindowCutter(format, WINDOW);
    } else {
      var format = AudioFormat.pcm16(Integer.parseInt(sound.substring("pcm16-".length())));
      frames = cut(pcm, (int) format.samplesIn(FRAME_MILLIS) * 2);
      cutter = new WindowCutter(format, FrameDecoder.pcm(Codec.PCM16), WINDOW);
    }
  }

  /// Decodes and resamples the next second.
  @Benchmark
  public void streamsPerCore(Blackhole hole) {
    for (var i = 0; i < FRAMES; i++) {
      cutter.take(ByteBuffer.wrap(frames.get(next)), hole::consume);
      next = next + 1 == frames.size() ? 0 : next + 1;
    }
  }

  private static List<byte[]> cut(byte[] pcm, int bytes) {
    var frames = new ArrayList<byte[]>();
    for (var at = 0; at + bytes <= pcm.length; at += bytes) {
      frames.add(Arrays.copyOfRange(pcm, at, at + bytes));
    }
    return frames;
  }

  private static List<byte[]> opus(byte[] pcm) throws OpusException {
    var encoder = new OpusEncoder(16_000, 1, OpusApplication.OPUS_APPLICATION_VOIP);
    encoder.setBitrate(24_000);
    var samples = new short[320];
    var packet = new byte[4_000];
    var frames = new ArrayList<byte[]>();
    for (var frame : cut(pcm, 640)) {
      ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
      frames.add(Arrays.copyOf(packet, encoder.encode(samples, 0, 320, packet, 0, packet.length)));
    }
    return frames;
  }
}
