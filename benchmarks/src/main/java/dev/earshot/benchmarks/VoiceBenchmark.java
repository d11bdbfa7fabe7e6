package dev.earshot.benchmarks;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.voice.EnergyDetector;
import dev.earshot.core.voice.VoiceDetector;
import dev.earshot.testkit.SpeechSample;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Whether there is a voice in each 10 ms of one second of real speech: the score is in how many streams one
/// core could look for one, and do nothing else.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class VoiceBenchmark {
  private final VoiceDetector detector = new EnergyDetector();
  private final short[] speech = speech();
  private int next;

  /// Looks at the next second.
  @Benchmark
  public int streamsPerCore() {
    var voiced = 0;
    for (var at = next; at < next + Sound.RATE_HZ; at += VoiceDetector.FRAME) {
      voiced += detector.hears(speech, at) ? 1 : 0;
    }
    next = next + 2 * Sound.RATE_HZ > speech.length ? 0 : next + Sound.RATE_HZ;
    return voiced;
  }

  private static short[] speech() {
    var pcm = SpeechSample.minute(Sound.RATE_HZ).wav().pcm();
    var samples = new short[pcm.length / 2];
    ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
    return samples;
  }
}
