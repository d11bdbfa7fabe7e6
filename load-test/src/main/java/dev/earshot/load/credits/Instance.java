package dev.earshot.load.credits;

import dev.earshot.core.account.Plans;
import dev.earshot.core.credit.CreditTimes;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.scripted.ScriptedRecogniser;
import dev.earshot.core.stream.CreditDesk;
import dev.earshot.core.stream.CreditDesk.CreditNews;
import dev.earshot.core.stream.StreamSpec;
import dev.earshot.core.stream.Transcription;
import dev.earshot.core.usage.UsageFaults;
import dev.earshot.core.usage.UsageMeter;
import dev.earshot.core.usage.UsagePlaces;
import dev.earshot.core.usage.UsageRecorder;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/// A gateway without sockets, put together as the real one is, whose seconds pass when they are told to.
/// For one thread.
final class Instance implements AutoCloseable {
  private static final Duration TICK = Duration.ofMinutes(1);
  private static final String LANGUAGE = "en";

  private final Backing backing;
  private final Hand clock;
  private final RandomGenerator random;
  private final VirtualTimeScheduler wheel = VirtualTimeScheduler.create();
  private final Map<StreamId, Caller> callers = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> faults = new ConcurrentHashMap<>();
  private final AtomicLong pushes = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
  private final Transcription transcription;
  private final Disposable turning;

  /// @param random spreads the streams over the wheel
  Instance(Backing backing, Hand clock, RandomGenerator random) {
    this.backing = backing;
    this.clock = clock;
    this.random = random;
    UsageFaults heard = (what, why) -> faults
        .computeIfAbsent(what + ": " + why.getClass().getSimpleName(), _ -> new LongAdder())
        .increment();
    var recorder = new UsageRecorder(new UsagePlaces(backing.journal(), backing.counter(),
        backing.ledger(), Backing.PATIENCE, heard, clock), TICK, random);
    var desk = new CreditDesk(backing.allowances(), backing.ledger(), Plans.none(),
        backing.notices(), new Ends(), CreditTimes.DEFAULT, Backing.PATIENCE, clock, heard);
    this.transcription = new Transcription(
        new ScriptedRecogniser(Script.FLAWLESS, Schedulers.parallel()), desk, recorder, random);
    this.turning = Disposables.composite(recorder.start(wheel), backing.signals()
        .changes()
        .doOnNext(_ -> pushes.incrementAndGet())
        .subscribe(recorder::changed));
  }

  /// Lets a client in that talks for so many seconds, 1 or more, and then hangs up.
  void open(String key, long seconds) {
    var id = new StreamId(new UUID(random.nextLong(), random.nextLong()));
    var caller = new Caller(clock, seconds);
    callers.put(id, caller);
    var _ = backing.holderOf(key)
        .flatMapMany(account -> transcription.run(
            new StreamSpec(id, account, Caller.FORMAT, LANGUAGE), caller.voice()))
        .subscribe(caller::hear, broken::set);
    quiet();
  }

  /// One second: everybody talks, the wheel turns, and all that follows from it is done.
  void step() {
    callers.values().forEach(Caller::speak);
    quiet();
    pass(1);
  }

  /// So many seconds in which nobody says anything.
  void pass(long seconds) {
    clock.pass(seconds);
    wheel.advanceTimeBy(Duration.ofSeconds(seconds));
    quiet();
  }

  private void quiet() {
    backing.busy().awaitQuiet();
    var why = broken.get();
    if (why != null) {
      throw new IllegalStateException("stream: broke (expected: runs to its end)", why);
    }
  }

  int openStreams() {
    return (int) callers.values().stream().filter(caller -> !caller.isOver()).count();
  }

  Counts counts() {
    var failed = new TreeMap<String, Long>();
    faults.forEach((what, many) -> failed.put(what, many.sum()));
    return new Counts(backing.documents(), backing.roundTrips(), pushes.get(), failed,
        callers.values().stream().map(Caller::seen).toList());
  }

  @Override
  public void close() {
    turning.dispose();
    backing.close();
  }

  /// Writes down what each stream was billed.
  private final class Ends implements CreditNews {
    @Override
    public void ended(UsageMeter meter) {
      var caller = callers.get(meter.stream());
      if (caller != null) {
        caller.over(meter.billedMs());
      }
    }
  }
}
