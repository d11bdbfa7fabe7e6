package dev.earshot.benchmarks;

import dev.earshot.core.audio.WindowCutter;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.relay.Costs;
import dev.earshot.core.relay.Engine;
import dev.earshot.core.relay.Relay;
import dev.earshot.core.relay.RelayDesk;
import dev.earshot.core.relay.RelayNews;
import dev.earshot.core.relay.RelayTimes;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.scripted.ScriptedRecogniser;
import dev.earshot.core.voice.EnergyDetector;
import dev.earshot.testkit.MemoryStore;
import dev.earshot.testkit.SpeechSample;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/// From a frame of 640 B (20 ms) to what the client is told: decoded, gathered, counted, held against the
/// credit, looked at for voices, kept for another hearing, heard by the scripted recogniser. All but the
/// sockets: the score is microseconds a frame, and with `-prof gc` bytes a frame.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class FrameBenchmark {
  private static final int FRAMES = 50;
  private static final int BYTES = 640;
  private static final AccountId ACCOUNT = new AccountId("ann");
  private static final Duration WINDOW = Duration.ofMillis(100);

  private final byte[] speech = SpeechSample.minute(16_000).wav().pcm();
  private final WindowCutter cutter = new WindowCutter(Books.FORMAT, WINDOW);
  private final Speaker speaker = new Speaker();
  private int next;

  /// Opens the stream, which goes on for ever.
  @Setup
  public void open(Blackhole hole) {
    var desk = new RelayDesk(RelayTimes.USUAL, () -> System.nanoTime() / 1_000_000,
        EnergyDetector::new, Costs.NONE, RelayNews.NONE);
    var scripted = new ScriptedRecogniser(Script.FLAWLESS, Schedulers.immediate());
    var relay = new Relay(List.of(new Engine("scripted", scripted)), desk,
        VirtualTimeScheduler.create(), new SplittableRandom(1)); // four looks a second are left out
    var books = new Books(new MemoryStore().usageJournal(), relay);
    books.grant(ACCOUNT);
    books.stream(ACCOUNT, speaker).subscribe(hole::consume, error -> {
      throw new IllegalStateException("stream: failed (expected: goes on)", error);
    });
  }

  /// The next second.
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public void frameToEvent() {
    for (var i = 0; i < FRAMES; i++) {
      cutter.take(ByteBuffer.wrap(speech, next, BYTES), speaker::say);
      next = next + 2 * BYTES > speech.length ? 0 : next + BYTES;
    }
  }
}
