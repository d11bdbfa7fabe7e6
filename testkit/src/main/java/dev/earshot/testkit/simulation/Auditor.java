package dev.earshot.testkit.simulation;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.Unbilled;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks at the books after every step, with the truth beside them.
final class Auditor {
  private static final int BEAT_MS = 1_000;
  private static final int WINDOW_MS = 500;

  private final World world;
  private final CounterAudit counter;
  private final Map<AccountId, AccountAudit> accounts = new HashMap<>();
  private int audited;
  private @Nullable BrokenPromise broken;

  Auditor(World world) {
    this.world = world;
    this.counter = new CounterAudit(world);
  }

  AccountAudit account(AccountId account) {
    return accounts.computeIfAbsent(account, name -> new AccountAudit(world, name));
  }

  /// The recogniser of a stream was given so much.
  void hears(SimulatedStream stream, long samples) {
    if (stream.instance().machine().isRunning()) {
      account(stream.account()).hears(stream, stream.hear(samples));
    }
  }

  void told(SimulatedStream stream, Reading reading) {
    var before = stream.month();
    stream.months().told(reading);
    if (before != null && !before.equals(stream.month())) {
      account(stream.account()).monthEnded();
    }
  }

  void counterLost() {
    counter.lost();
    accounts.values().forEach(AccountAudit::counterLost);
  }

  void tallied(Reading reading, Tally tally) {
    counter.answers(reading, tally);
    switch (tally) {
      case Tally.Unseeded _ -> account(reading.account()).unseeded();
      case Tally.Total total -> {
        var most = counter.mostMs(reading.account(), reading.month());
        check(total.usedMs() <= most,
            () -> "the counter has %d ms of %s in %s, at most %d are allowed"
                .formatted(total.usedMs(), reading.account(), reading.month(), most));
      }
    }
  }

  /// What was charged of a stream without the counter's being told.
  long untoldMs(SimulatedStream stream, YearMonth month) {
    return counter.untoldMs(stream, month);
  }

  /// The counter was told this.
  void counted(List<Count> counts, List<LedgerRead> reads) {
    reads.forEach(counter::read);
    counts.forEach(count -> counter.told(count.reading()));
    counter.charged();
  }

  /// Something was charged.
  void ledgerMoved() {
    var charged = world.ledger().charged();
    for (; audited < charged.size(); audited++) {
      var settle = charged.get(audited);
      var stream = world.stream(settle.stream());
      for (var earlier : charged.subList(0, audited)) {
        check(!earlier.stream().equals(settle.stream()) || earlier.toMs() <= settle.fromMs()
            || settle.toMs() <= earlier.fromMs(),
            () -> "%s was charged beside %s".formatted(settle, earlier));
      }
      check(settle.toMs() <= stream.heardMs(),
          () -> "%s was charged, and %d ms were heard".formatted(settle, stream.heardMs()));
      check(stream.months().isOfItsMonth(settle, stream.heardMs()),
          () -> "%s was charged, which is not of that month".formatted(settle));
      stream.months().charge(settle);
      counter.charged();
    }
    var sums = new HashMap<SimulatedLedger.Bill, Long>();
    charged.forEach(settle -> sums.merge(
        new SimulatedLedger.Bill(settle.account(), settle.month()), lengthMs(settle),
        Math::addExact));
    check(sums.equals(world.ledger().months()),
        () -> "the months say %s, their settles %s".formatted(world.ledger().months(), sums));
  }

  /// A moment has passed.
  void step() {
    stopWhereBroken();
    accounts.values().forEach(AccountAudit::step);
    world.streams().stream().filter(SimulatedStream::isLive).forEach(this::isWrittenDown);
  }

  /// What would be lost if the machine were killed now.
  private void isWrittenDown(SimulatedStream stream) {
    var ports = stream.instance().ports();
    var beats = world.time().nowMs()
        - Math.max(stream.readyMs(), account(stream.account()).wokenMs()) > 3 * BEAT_MS;
    if (beats && isCalm(ports.disk(), 8 * BEAT_MS)) {
      var kept = Math.max(stream.instance().disk().usedMs(stream.id()),
          stream.months().chargedToMs());
      check(stream.heardMs() - kept <= stream.pace() * (BEAT_MS + WINDOW_MS) + 2,
          () -> "%s has %d ms on its disk, of which %d were heard".formatted(stream, kept,
              stream.heardMs()));
    }
    var times = world.rules().times();
    var mostMs = times.settleEvery().toMillis() + world.rules().tick().toMillis() + BEAT_MS;
    if (world.time().nowMs() - account(stream.account()).wokenMs() > mostMs + 8 * BEAT_MS
        && beats && isCalm(ports.ledger(), mostMs + 8 * BEAT_MS)
        && isCalm(ports.disk(), mostMs + 8 * BEAT_MS)
        && isCalm(ports.counter(), mostMs + 8 * BEAT_MS)) {
      check(
          stream.heardMs() - stream.months().chargedToMs() <= stream.pace() * (mostMs + WINDOW_MS)
              + 2,
          () -> "%s has %d ms in the ledger, of which %d were heard".formatted(stream,
              stream.months().chargedToMs(), stream.heardMs()));
    }
  }

  private boolean isCalm(Wire wire, long forMs) {
    return world.time().nowMs() - wire.troubleAtMs() > forMs;
  }

  /// The machine of this stream is gone.
  void killed(SimulatedStream stream) {
    var meter = stream.closed();
    if (meter != null && isCalm(stream.instance().ports().disk(), world.time().nowMs())) {
      check(Math.max(stream.savedMs(), stream.months().chargedToMs()) == stream.heardMs(),
          () -> "%s has ended and %d ms of it are kept, of which %d were heard".formatted(stream,
              Math.max(stream.savedMs(), stream.months().chargedToMs()), stream.heardMs()));
    }
  }

  /// All is well again, everything has ended and was replayed and swept.
  void end() {
    step();
    for (var stream : world.streams()) {
      var meter = stream.closed();
      if (meter != null) {
        var skipped = Arrays.stream(Unbilled.values()).mapToLong(meter::unbilledMs).sum();
        check(meter.receivedSamples() <= stream.spokenSamples(),
            () -> "%s received %d of %d samples".formatted(stream, meter.receivedSamples(),
                stream.spokenSamples()));
        var received = SimulatedStream.FORMAT.millisOf(meter.receivedSamples());
        check(Math.abs(received - meter.billedMs() - skipped) <= Unbilled.values().length,
            () -> "%s received %d ms, billed %d and not %d".formatted(stream, received,
                meter.billedMs(), skipped));
        check(meter.billedMs() == stream.heardMs(),
            () -> "%s billed %d ms and its recogniser heard %d".formatted(stream, meter.billedMs(),
                stream.heardMs()));
      }
      check(stream.months().chargedMs() >= stream.savedMs(),
          () -> "%s was charged %d ms, %d were written down".formatted(stream,
              stream.months().chargedMs(),
              stream.savedMs()));
    }
  }

  /// Nothing was charged and not heard, nothing lies in the counter that the ledger does not have.
  void converged(AccountId account, Reading probe, Tally tally) {
    var charged = world.ledger().usedMs(account, probe.month());
    check(tally instanceof Tally.Total total && total.usedMs() == charged,
        () -> "the counter says %s of %s in %s, the ledger %d".formatted(tally, account,
            probe.month(), charged));
  }

  void check(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      var found = new BrokenPromise(otherwise.get());
      world.trace(this::books);
      broken = broken == null ? found : broken;
      throw found;
    }
  }

  private String books() {
    return world.streams()
        .stream()
        .map(stream -> "\n  " + stream + ": heard " + stream.heardMs() + ", charged to "
            + stream.months().chargedToMs() + ", on disk "
            + stream.instance().disk().usedMs(stream.id())
            + counter.of(stream))
        .collect(Collectors.joining("", "books", ""));
  }

  boolean isBroken() {
    return broken != null;
  }

  /// Throws what was found first, also where somebody who was audited has swallowed it.
  private void stopWhereBroken() {
    if (broken != null) {
      throw broken;
    }
  }

  private static long lengthMs(Settle settle) {
    return settle.toMs() - settle.fromMs();
  }
}
