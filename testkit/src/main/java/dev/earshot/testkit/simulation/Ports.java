package dev.earshot.testkit.simulation;

import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.credit.Balance;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Settled;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.UsageCounter;
import dev.earshot.core.usage.UsageJournal;
import dev.earshot.core.usage.UsageLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The stores as one instance reaches them, each over a wire of its own.
final class Ports implements UsageJournal, UsageCounter, UsageLedger, AllowanceSource {
  private final World world;
  private final Instance instance;
  private final Wire disk;
  private final Wire counter;
  private final Wire ledger;

  Ports(World world, Instance instance, RandomGenerator random) {
    this.world = world;
    this.instance = instance;
    this.disk = wire(random);
    this.counter = wire(random);
    this.ledger = wire(random);
  }

  private Wire wire(RandomGenerator random) {
    return new Wire(world.time(), random, instance.machine(), _ -> world.kill(instance, true));
  }

  Wire disk() {
    return disk;
  }

  Wire counter() {
    return counter;
  }

  Wire ledger() {
    return ledger;
  }

  @Override
  public Mono<Void> record(List<Reading> readings) {
    readings.forEach(world::told);
    return disk.call(() -> {
      instance.disk().record(readings);
      return true;
    }).then();
  }

  @Override
  public Mono<Void> forget(StreamId stream) {
    return disk.call(() -> {
      instance.disk().forget(stream);
      return true;
    }).then();
  }

  @Override
  public Mono<List<Reading>> unsettled() {
    return disk.call(instance.disk()::unsettled);
  }

  @Override
  public Mono<List<Tally>> report(List<Count> counts, List<LedgerRead> reads) {
    counts.forEach(count -> world.told(count.reading()));
    return counter.call(() -> world.report(instance, counts, reads));
  }

  @Override
  public Flux<Reading> orphans(Duration silence) {
    return counter.call(() -> world.counter().orphans(silence)).flatMapIterable(left -> left);
  }

  @Override
  public Mono<Settled> settle(Settle intent) {
    return ledger.call(() -> world.settle(instance, intent));
  }

  @Override
  public Mono<Balance> fetch(AccountId account, Instant now) {
    return ledger.call(() -> world.ledger().balance(account, now));
  }
}
