package dev.earshot.core.stream;

import dev.earshot.core.account.Plans;
import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.credit.CreditNotices.Crossing;
import dev.earshot.core.credit.CreditTimes;
import dev.earshot.core.credit.InProcessNotices;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.stream.CreditDesk.CreditNews;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.core.usage.MapJournal;
import dev.earshot.core.usage.MoodyCounter;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.Till;
import dev.earshot.core.usage.Unbilled;
import dev.earshot.core.usage.UsageCounter;
import dev.earshot.core.usage.UsageFaults;
import dev.earshot.core.usage.UsageMeter;
import dev.earshot.core.usage.UsagePlaces;
import dev.earshot.core.usage.UsageRecorder;
import dev.earshot.core.usage.UsageReplay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/// Everything a stream needs, in memory and in virtual time: ticks come every whole minute after the
/// connect, a month's end is believed a minute late.
final class Rehearsal implements AutoCloseable {
  static final AccountId ANN = new AccountId("ann");
  static final AudioFormat FORMAT = AudioFormat.pcm16(8_000);
  static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  static final YearMonth DECEMBER = YearMonth.of(2026, 12);
  static final Duration DEADLINE = Duration.ofSeconds(3);

  private final VirtualTimeScheduler time = VirtualTimeScheduler.set(VirtualTimeScheduler.create());
  private final Till till = new Till();
  private final MapJournal journal = new MapJournal();
  private final List<String> faults = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private final InstantSource clock;
  private final UsageRecorder recorder;
  private final MoodyCounter counter;
  private final UsagePlaces places;
  private final ChangeSignals signals;
  private final Disposable recording;
  private final List<Crossing> crossings = new ArrayList<>();
  private final AtomicLong blindMs = new AtomicLong();
  private final AtomicLong billedMs = new AtomicLong();
  private final Map<Unbilled, Long> unbilledMs = new ConcurrentHashMap<>();
  private final AtomicLong setMs = new AtomicLong();
  private final Ear ear;
  private final Transcription transcription;

  Rehearsal() {
    this("2026-11-22T12:00:00Z", Script.FLAWLESS);
  }

  Rehearsal(String start, Script script) {
    this(start, script, Plans.none(), Duration.ZERO);
  }

  /// @param settleEvery zero for at each tick
  Rehearsal(String start, Script script, Plans plans, Duration settleEvery) {
    var from = Instant.parse(start);
    clock = () -> from.plusMillis(time.now(TimeUnit.MILLISECONDS) + setMs.get());
    signals = new InProcessSignals();
    var counter = new MoodyCounter(new InProcessCounter(signals, clock));
    this.counter = counter;
    UsageFaults told = (what, _) -> faults.add(what);
    places = new UsagePlaces(journal, counter, till, DEADLINE, told, clock);
    recorder = new UsageRecorder(places, Duration.ofMinutes(1), new Latest());
    ear = new Ear(script, time);
    var times = new CreditTimes(Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofHours(1),
        settleEvery);
    var desk = new CreditDesk(till, till, plans, new InProcessNotices(),
        new Heard(), times, DEADLINE, clock, told);
    transcription = new Transcription(ear, desk, recorder, new Latest());
    recording = Disposables.composite(recorder.start(time),
        signals.changes().subscribe(recorder::changed));
  }

  Till till() {
    return till;
  }

  MapJournal journal() {
    return journal;
  }

  List<String> faults() {
    return faults;
  }

  Ear ear() {
    return ear;
  }

  UsageRecorder recorder() {
    return recorder;
  }

  /// What becomes of the counter's answers from now on.
  void counterMood(UnaryOperator<Mono<List<Tally>>> mood) {
    counter.mood(mood);
  }

  UsageReplay replay() {
    return new UsageReplay(places);
  }

  ChangeSignals signals() {
    return signals;
  }

  List<Crossing> crossings() {
    return crossings;
  }

  long blindMs() {
    return blindMs.get();
  }

  /// What an operator was told of sound that is charged for.
  long billedMs() {
    return billedMs.get();
  }

  /// The same of sound that is not.
  Map<Unbilled, Long> unbilledMs() {
    return unbilledMs;
  }

  Transcription transcription() {
    return transcription;
  }

  VirtualTimeScheduler time() {
    return time;
  }

  void pass(Duration span) {
    time.advanceTimeBy(span);
  }

  /// Somebody sets the clock.
  void setClock(Duration ahead) {
    setMs.addAndGet(ahead.toMillis());
  }

  UsageCounter counter() {
    return counter;
  }

  /// Somebody changes what the account is granted, and announces it.
  void regrant(Runnable change) {
    change.run();
    signals.raise(ANN).block();
  }

  /// A stream that is connected.
  Client connect() {
    return connect(Long.MAX_VALUE);
  }

  /// The same, of a client that reads so much and no more.
  Client connect(long events) {
    var spec = new StreamSpec(new StreamId(new UUID(7, clients.size())), ANN, FORMAT, "en");
    var meter = new UsageMeter(spec.id(), ANN, FORMAT);
    var client = new Client(this, meter, events);
    clients.add(client);
    transcription.run(spec, List.of(client.inlet()), meter).subscribe(client);
    return client;
  }

  /// All clients speak at once, in windows of 100 ms as time goes by.
  void speak(Duration span) {
    for (var ms = 0L; ms < span.toMillis(); ms += 100) {
      clients.stream().filter(client -> !client.isOver()).forEach(client -> client.speak(100));
      pass(Duration.ofMillis(100));
    }
  }

  @Override
  public void close() {
    recording.dispose();
    VirtualTimeScheduler.reset();
  }

  /// Keeps what an operator would count.
  private final class Heard implements CreditNews {
    @Override
    public void crossed(AccountId account, Crossing crossing, long remainingMs) {
      crossings.add(crossing);
    }

    @Override
    public void blind(long ms) {
      blindMs.addAndGet(ms);
    }

    @Override
    public void billed(long ms) {
      billedMs.addAndGet(ms);
    }

    @Override
    public void unbilled(Unbilled why, long ms) {
      unbilledMs.merge(why, ms, Long::sum);
    }
  }

  /// Chance that always gives the most there is.
  private static final class Latest implements RandomGenerator {
    @Override
    public long nextLong() {
      return -1;
    }

    @Override
    public long nextLong(long bound) {
      return bound - 1;
    }

    @Override
    public int nextInt(int bound) {
      return bound - 1;
    }
  }
}
