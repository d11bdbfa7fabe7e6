package dev.earshot.load.credits;

import dev.earshot.core.account.Subscription;
import dev.earshot.core.billing.PlanDesk;
import dev.earshot.core.identity.AccountId;
import dev.earshot.firestore.DocumentOperations.Kind;
import dev.earshot.load.credits.DayStage.Turns;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

/// A day of streams of ours, on one instance.
final class OurDay implements DayStreams {
  private static final long SEED = 20_261_129;
  private static final int HANGING_UP_S = 5;
  private static final String KEY = Kind.KEY_READ.name();

  private final String account;
  private final Backing backing;
  private final Instance instance;
  private final PlanDesk desk;
  private final Turns turns = new Turns();

  /// @param folder of the journal
  OurDay(Backing.Place place, Path folder, String account) {
    var clock = new Hand();
    this.account = account;
    this.backing = new Backing(place, folder, clock);
    this.instance = new Instance(backing, clock, new SplittableRandom(SEED));
    this.desk = backing.desk(clock);
  }

  @Override
  public void connect(int streams, long seconds) {
    for (var i = 0; i < streams; i++) {
      instance.open(account, seconds);
    }
  }

  @Override
  public void second() {
    instance.step();
  }

  @Override
  public void changePlan() {
    var plan = Subscription.basic(turns.next());
    var announced = desk.subscribe(new AccountId(account), plan).block(Backing.PATIENCE);
    if (!Boolean.TRUE.equals(announced)) {
      throw new IllegalStateException("plan: " + announced + " (expected: announced)");
    }
  }

  @Override
  public void pass(Duration time) {
    for (var left = HANGING_UP_S; instance.openStreams() > 0; left--) {
      if (left == 0) {
        throw new IllegalStateException("streams: " + instance.openStreams()
            + " open (expected: none, " + HANGING_UP_S + " s after the end)");
      }
      instance.step();
    }
    instance.pass(time.toSeconds());
  }

  @Override
  public long reads() {
    return backing.documents()
        .entrySet()
        .stream()
        .filter(sent -> Kind.valueOf(sent.getKey()).isRead() && !sent.getKey().equals(KEY))
        .mapToLong(sent -> sent.getValue())
        .sum();
  }

  @Override
  public long keyReads() {
    return backing.documents().getOrDefault(KEY, 0L);
  }

  @Override
  public void close() {
    instance.close();
  }
}
