package dev.earshot.core.stream;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.credit.CreditTimes;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.stream.Transcription.Ticks;
import dev.earshot.core.usage.MapJournal;
import dev.earshot.core.usage.Till;
import dev.earshot.core.usage.UsageMeter;
import dev.earshot.core.usage.UsageRecorder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
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
  private final Ear ear;
  private final Transcription transcription;

  Rehearsal() {
    this("2026-11-22T12:00:00Z", Script.FLAWLESS);
  }

  Rehearsal(String start, Script script) {
    var from = Instant.parse(start);
    clock = () -> from.plusMillis(time.now(TimeUnit.MILLISECONDS));
    recorder = new UsageRecorder(journal, till, (what, _) -> faults.add(what), clock);
    ear = new Ear(script, time);
    var desk = new CreditDesk(till, till, CreditTimes.DEFAULT, DEADLINE, clock,
        (what, _) -> faults.add(what));
    transcription = new Transcription(ear, desk, recorder,
        new Ticks(Duration.ofMinutes(1), time, new Latest()));
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

  Transcription transcription() {
    return transcription;
  }

  VirtualTimeScheduler time() {
    return time;
  }

  void pass(Duration span) {
    time.advanceTimeBy(span);
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
    VirtualTimeScheduler.reset();
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
  }
}
