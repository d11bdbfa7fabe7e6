package dev.earshot.testkit.simulation;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Subscription;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.CreditChange;
import dev.earshot.testkit.simulation.Wire.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Draws who connects and what goes wrong.
final class Chaos {
  private static final int MOST_STREAMS = 4;
  private static final long LONGEST_STEP_MS = 40_000;

  private final World world;
  private final RandomGenerator random;
  private final List<AccountId> accounts;
  private final int instances;
  /// One of so many seconds brings a misfortune.
  private final int calmness;

  Chaos(World world, RandomGenerator random) {
    this.world = world;
    this.random = random;
    this.accounts = random.nextInt(4) == 0
        ? List.of(new AccountId("ann"), new AccountId("bob"))
        : List.of(new AccountId("ann"));
    this.instances = 1 + random.nextInt(3);
    this.calmness = 2 + random.nextInt(30);
  }

  List<AccountId> accounts() {
    return accounts;
  }

  void begin() {
    for (var account : accounts) {
      world.ledger().subscribe(account, subscription());
      world.auditor().account(account);
    }
    for (var i = 0; i < instances; i++) {
      world.boot(new Disk(), random.nextInt(3) == 0 ? random.nextLong(-2_000, 2_000) : 0);
    }
  }

  /// What happens in this second, beside the sound.
  void second() {
    var live = world.streams().stream().filter(SimulatedStream::isLive).toList();
    if (live.size() < MOST_STREAMS && random.nextInt(2 + 4 * live.size()) == 0) {
      var host = pick(world.instances().stream().filter(Instance::isReady).toList());
      if (host != null) {
        world.connect(accounts.get(random.nextInt(accounts.size())), host,
            random.nextInt(3) == 0 ? 1.25 : 1.0);
      }
    }
    if (random.nextInt(12) == 0) {
      var account = accounts.get(random.nextInt(accounts.size()));
      regrant(account);
    }
    if (random.nextInt(25) == 0) {
      leave(pick(live));
    }
    if (random.nextInt(calmness) == 0) {
      misfortune();
    }
  }

  private void misfortune() {
    var alive = world.instances().stream().filter(one -> !one.machine().isDead()).toList();
    var victim = pick(alive);
    switch (random.nextInt(12)) {
      case 0 -> world.emptyCounter();
      case 1 -> world.failOver(random.nextInt(8));
      case 2, 3, 4 -> {
        var weather = random.nextInt(3) == 0 ? Weather.DOWN : Weather.ROUGH;
        var store = random.nextInt(3);
        alive.stream()
            .filter(_ -> random.nextInt(3) > 0)
            .forEach(one -> trouble(one, store, weather));
      }
      case 5, 6 -> trouble(victim, random.nextInt(3),
          random.nextInt(3) == 0 ? Weather.DOWN : Weather.ROUGH);
      case 7 -> kill(victim, true);
      case 8 -> kill(victim, random.nextBoolean());
      case 9, 10 -> freeze(victim);
      default -> step(victim);
    }
  }

  private void trouble(@Nullable Instance victim, int store, Weather weather) {
    if (victim == null) {
      return;
    }
    var wire = switch (store) {
      case 0 -> victim.ports().counter();
      case 1 -> victim.ports().ledger();
      default -> victim.ports().disk();
    };
    world.trace(() -> victim.machine() + ": store " + store + " is " + weather);
    wire.weather(weather);
    world.time().in(1_000 + random.nextLong(15_000), null, () -> wire.weather(Weather.CALM));
  }

  private void kill(@Nullable Instance victim, boolean keepsDisk) {
    if (victim == null) {
      return;
    }
    world.time().in(random.nextLong(1_000), null, () -> world.kill(victim, keepsDisk));
    var disk = keepsDisk ? victim.disk() : new Disk();
    world.time().in(2_000 + random.nextLong(20_000), null, () -> world.boot(disk, 0));
  }

  private void freeze(@Nullable Instance victim) {
    if (victim == null || victim.machine().isFrozen()) {
      return;
    }
    world.trace(() -> victim.machine() + ": frozen");
    victim.machine().freeze();
    world.time()
        .in(500 + random.nextLong(random.nextBoolean() ? 6_000 : 90_000), null,
            () -> wake(victim));
  }

  private void wake(Instance victim) {
    if (victim.machine().isFrozen()) {
      world.trace(() -> victim.machine() + ": wakes");
      world.time().resume(victim.machine().wake());
      accounts.forEach(account -> world.auditor().account(account).woken());
    }
  }

  private void step(@Nullable Instance victim) {
    if (victim == null) {
      return;
    }
    var ms = random.nextLong(-LONGEST_STEP_MS, LONGEST_STEP_MS);
    world.trace(() -> victim.machine() + ": clock steps by " + ms + " ms");
    victim.machine().stepClock(ms);
    accounts.forEach(account -> world.auditor().account(account).clockStepped(ms));
  }

  private void leave(@Nullable SimulatedStream stream) {
    if (stream == null) {
      return;
    }
    world.trace(() -> stream + ": leaves");
    world.time()
        .as(stream.instance().machine(), random.nextBoolean()
            ? stream.microphone()::complete
            : stream::cancel);
  }

  /// First the ledger, then the signal, then the push; what comes after the ledger may get lost.
  private void regrant(AccountId account) {
    if (random.nextBoolean()) {
      var running = pick(world.instances());
      if (running != null) {
        world.ledger().topUp(account, world.month(running.machine()), random.nextLong(1, 20_000));
      }
    } else {
      world.ledger().subscribe(account, subscription());
    }
    var announced = random.nextInt(8) > 0;
    var pushed = announced && random.nextInt(4) > 0;
    world.trace(() -> account + ": is changed, announced " + announced + ", pushed " + pushed);
    world.auditor().account(account).regranted(pushed, announced);
    if (announced) {
      var signal = world.counter().signals().announce(account);
      if (pushed) {
        var change = random.nextInt(5) == 0
            ? new CreditChange.Missed()
            : new CreditChange.Changed(account, signal);
        world.instances()
            .forEach(one -> world.time()
                .as(one.machine(), () -> one.recorder().changed(change)));
      }
    }
  }

  private Subscription subscription() {
    var plan = Rules.NAMES.get(random.nextInt(Rules.NAMES.size()));
    var grant = switch (random.nextInt(6)) {
      case 0 -> MonthlyGrant.unlimited();
      case 1 -> MonthlyGrant.of(Duration.ZERO);
      default -> MonthlyGrant.of(Duration.ofMillis(random.nextLong(120_000)));
    };
    return new Subscription(plan, grant, null);
  }

  /// All is well again, and whoever stands still goes on.
  void heal() {
    for (var one : List.copyOf(world.instances())) {
      one.ports().disk().weather(Weather.CALM);
      one.ports().counter().weather(Weather.CALM);
      one.ports().ledger().weather(Weather.CALM);
      if (random.nextBoolean()) {
        wake(one);
      }
    }
  }

  /// Everybody leaves; who still stands still is woken.
  void finish() {
    world.instances().forEach(this::wake);
    world.streams()
        .forEach(stream -> world.time()
            .as(stream.instance().machine(), stream.microphone()::complete));
  }

  private <T> @Nullable T pick(List<T> from) {
    return from.isEmpty() ? null : from.get(random.nextInt(from.size()));
  }

  /// Disks that still have something to say, each with nobody on it that runs.
  List<Disk> idleDisks() {
    var idle = new ArrayList<Disk>();
    for (var one : world.instances()) {
      var used = world.instances()
          .stream()
          .anyMatch(other -> other.disk() == one.disk() && !other.machine().isDead());
      if (!used && !idle.contains(one.disk())) {
        idle.add(one.disk());
      }
    }
    return idle;
  }
}
