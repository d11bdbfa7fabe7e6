package dev.earshot.core.usage;

import dev.earshot.core.usage.Count.Want;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/// One open stream in the instance's books: its meter, what of it the journal and the counter have, and
/// its ticks.
public final class UsageLine {
  private static final int SEED_AFTER = 2;
  private static final int SEED_AGAIN = 30;

  private final UsageMeter meter;
  private final int bucket;
  private final Sinks.Many<UsageTick> ticks = Sinks.many().multicast().directBestEffort();
  private volatile Consumer<UsageTick> reader = _ -> {};
  private volatile @Nullable Want want;
  private volatile boolean needsTotal;
  private volatile boolean over;
  // numbers of standings, 0 for none; touched by one beat at a time
  private volatile long journaled;
  private volatile long counted;
  private volatile int unseeded;

  /// @param bucket in which second of the wheel the stream looks at its credit
  UsageLine(UsageMeter meter, int bucket) {
    this.meter = meter;
    this.bucket = bucket;
  }

  public UsageMeter meter() {
    return meter;
  }

  /// The stream's turns on the wheel, from the subscription on. Hot; a tick that nobody takes is lost, and
  /// the next one has everything of it. Never completes.
  public Flux<UsageTick> ticks() {
    return ticks.asFlux();
  }

  /// Hears each answer of the counter, on the beat's thread: for what cannot wait for a tick. Must not
  /// block.
  public void onCount(Consumer<UsageTick> next) {
    reader = next;
  }

  /// Audio to reserve from now on with each report; null for none.
  public void want(@Nullable Want wish) {
    want = wish;
  }

  /// Whether it matters to the stream what the whole account has used.
  public void needsTotal(boolean needs) {
    needsTotal = needs;
  }

  int bucket() {
    return bucket;
  }

  /// Whether the journal lacks something of this.
  boolean isNewsForJournal(Standing now) {
    return now.number() != journaled && !now.isNothing();
  }

  void journaled(Standing standing) {
    journaled = standing.number();
  }

  /// With the next beat the signal is looked at.
  void wake() {
    counted = 0;
  }

  /// Whether the counter lacks something of this, or has to keep something reserved.
  boolean isNewsForCounter(Standing now) {
    return now.number() != counted || want != null;
  }

  /// How a reading of this stream is reported.
  Count count(Reading reading) {
    return new Count(reading, over, over ? null : want);
  }

  /// The counter has taken this and said that.
  UsageTick counted(Standing told, Tally tally) {
    counted = told.number();
    var times = tally instanceof Tally.Unseeded ? unseeded + 1 : 0;
    if (times != unseeded) {
      unseeded = times;
    }
    return new UsageTick(tally, told.running().usedMs(), false);
  }

  /// Whether the counter waits for somebody to read the ledger, longer than a read takes that is under
  /// way; while nobody can read it, this is so again every half minute.
  boolean isToSeed() {
    return needsTotal && unseeded % SEED_AGAIN == SEED_AFTER;
  }

  void tell(UsageTick counted) {
    reader.accept(counted);
  }

  /// The stream's turn has come. Only the beat and the stream's own calls emit, one at a time.
  synchronized void tick(UsageTick tick) {
    var _ = ticks.tryEmitNext(tick); // nobody takes it: the next one has everything of it
  }

  void end() {
    over = true;
  }
}
