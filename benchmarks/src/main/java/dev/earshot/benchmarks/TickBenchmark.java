package dev.earshot.benchmarks;

import dev.earshot.core.account.Plans;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.scripted.ScriptedRecogniser;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.UsageJournal;
import dev.earshot.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/// A second of 8,000 streams of 500 accounts that all talk, without sockets: the wheel turns, a sixtieth of
/// them decides on its credit, all are counted and written down. The score is milliseconds a second; 10 are
/// a hundredth of a core.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(2)
public class TickBenchmark {
  private static final int STREAMS = 8_000;
  private static final int ACCOUNTS = 500;
  private static final Duration SECOND = Duration.ofSeconds(1);

  /// Where use is written down.
  @Param({"nowhere", "sqlite"})
  String journal = "nowhere";

  private final VirtualTimeScheduler wheel = VirtualTimeScheduler.create();
  private final List<Speaker> speakers = new ArrayList<>();
  private @Nullable Books books;
  private @Nullable SqliteStore file;
  private long at;

  /// Opens all streams.
  @Setup
  public void open() throws IOException {
    Recogniser recogniser = new ScriptedRecogniser(Script.FLAWLESS, Schedulers.immediate());
    var opened = new Books(journal(), recogniser);
    for (var i = 0; i < ACCOUNTS; i++) {
      opened.grant(account(i));
    }
    for (var i = 0; i < STREAMS; i++) {
      var speaker = new Speaker();
      speakers.add(speaker);
      var _ = opened.stream(account(i), speaker).subscribe();
    }
    opened.start(wheel);
    books = opened;
  }

  /// Everybody says a second; not measured.
  @Setup(Level.Invocation)
  public void speak() {
    var second = new Window(at, at + Sound.RATE_HZ, new short[Sound.RATE_HZ]);
    at += Sound.RATE_HZ;
    speakers.forEach(speaker -> speaker.say(second));
  }

  /// Lets go of the file.
  @TearDown
  public void close() {
    if (file != null) {
      file.close();
    }
  }

  /// The second passes, until it is written down.
  @Benchmark
  public void second() {
    var open = books;
    if (open == null) {
      throw new IllegalStateException("books: closed (expected: open)");
    }
    open.second();
    wheel.advanceTimeBy(SECOND);
    while (open.recorder().journaledAt().isBefore(open.clock().instant())) {
      Thread.onSpinWait();
    }
  }

  private UsageJournal journal() throws IOException {
    if (journal.equals("nowhere")) {
      return new Nowhere();
    }
    var folder = Files.createTempDirectory("tick");
    file = SqliteStore.open(folder.resolve("earshot.db"), Plans.none(), InstantSource.system());
    return file.usageJournal();
  }

  private static AccountId account(int stream) {
    return new AccountId("many-" + stream % ACCOUNTS);
  }

  /// A journal that costs nothing, to see what the rest does.
  private static final class Nowhere implements UsageJournal {
    @Override
    public Mono<Void> record(List<Reading> readings) {
      return Mono.empty();
    }

    @Override
    public Mono<Void> forget(StreamId stream) {
      return Mono.empty();
    }

    @Override
    public Mono<List<Reading>> unsettled() {
      return Mono.just(List.of());
    }
  }
}
