package dev.earshot.benchmarks;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plans;
import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound;
import dev.earshot.core.credit.CreditTimes;
import dev.earshot.core.credit.InProcessNotices;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.stream.CreditDesk;
import dev.earshot.core.stream.CreditDesk.CreditNews;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.stream.StreamSpec;
import dev.earshot.core.stream.Transcription;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.core.usage.UsageFaults;
import dev.earshot.core.usage.UsageJournal;
import dev.earshot.core.usage.UsagePlaces;
import dev.earshot.core.usage.UsageRecorder;
import dev.earshot.testkit.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/// Credit and usage of one instance as the gateway puts them together, with all stores but the journal in
/// memory, and a clock that stands still until it is told to go on.
final class Books {
  static final AudioFormat FORMAT = AudioFormat.pcm16(Sound.RATE_HZ);
  private static final Duration TICK = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Instant BEGIN = Instant.parse("2026-11-02T00:00:00Z");
  private static final long GRANT_MS = Duration.ofDays(30_000).toMillis();
  private static final long SEED = 8;

  private final AtomicLong seconds = new AtomicLong();
  private final InstantSource clock = () -> BEGIN.plusSeconds(seconds.get());
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final MemoryStore store = new MemoryStore(Plans.none(), clock);
  private final UsageRecorder recorder;
  private final Transcription transcription;

  Books(UsageJournal journal, Recogniser recogniser) {
    UsageFaults faults = (what, why) -> {
      throw new IllegalStateException(what, why);
    };
    var signals = new InProcessSignals();
    this.recorder = new UsageRecorder(new UsagePlaces(journal,
        new InProcessCounter(signals, clock), store.usageLedger(), PATIENCE, faults, clock), TICK,
        random);
    this.transcription = new Transcription(recogniser, new CreditDesk(store.allowances(),
        store.usageLedger(), Plans.none(), new InProcessNotices(), new CreditNews() {
        }, CreditTimes.DEFAULT, PATIENCE, clock, faults), recorder, random);
  }

  InstantSource clock() {
    return clock;
  }

  UsageRecorder recorder() {
    return recorder;
  }

  /// The account may use far more than it will.
  void grant(AccountId account) {
    store.accounts().grant(account, MonthlyGrant.of(Duration.ofMillis(GRANT_MS))).block(PATIENCE);
  }

  /// A stream of this account.
  Flux<StreamEvent> stream(AccountId account, Flux<Sound> sound) {
    var id = new StreamId(new UUID(random.nextLong(), random.nextLong()));
    return transcription.run(new StreamSpec(id, account, FORMAT, "en"), sound);
  }

  void start(Scheduler wheel) {
    var _ = recorder.start(wheel);
  }

  /// A second passes.
  void second() {
    seconds.incrementAndGet();
  }
}
