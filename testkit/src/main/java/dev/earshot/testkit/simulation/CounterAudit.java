package dev.earshot.testkit.simulation;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Tally;
import dev.earshot.testkit.simulation.SimulatedLedger.Bill;
import java.time.Duration;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;

/// How much the counter may say: what was heard, and beside it what was charged without its being told.
/// That much is counted twice once the ledger was read, until the counter is told and the ledger is
/// read again. A counter that has lost its last reports may keep what it counts twice for longer.
final class CounterAudit {
  private record Place(StreamId stream, YearMonth month) {}

  private final World world;
  private final Map<Place, Reading> known = new HashMap<>();
  private final Map<Place, Long> untoldMs = new HashMap<>();
  private final Map<Bill, Mark> marks = new HashMap<>();
  private boolean hasLost;

  CounterAudit(World world) {
    this.world = world;
  }

  /// What the ledger has said corrects what the counter was told before, ...
  void read(LedgerRead read) {
    var bill = new Bill(read.account(), read.month());
    if (!hasLost && read.mark().equals(marks.get(bill))) {
      untoldMs.keySet()
          .removeIf(place -> place.month.equals(read.month())
              && world.stream(place.stream).account().equals(read.account())
              && settledMs(place) >= world.stream(place.stream).months().chargedToMs());
    }
  }

  /// ... it hears this, ...
  void told(Reading reading) {
    known.merge(new Place(reading.stream(), reading.month()), reading, Reading::mostOf);
  }

  /// ... and answers.
  void answers(Reading reading, Tally tally) {
    marks.put(new Bill(reading.account(), reading.month()), tally.mark());
  }

  /// What is left is what it would show to somebody who looks for orphans.
  void lost() {
    hasLost = true;
    known.clear();
    world.counter().orphans(Duration.ZERO).forEach(this::told);
    known.values().forEach(this::noteUntold);
  }

  /// Something was charged.
  void charged() {
    known.values().forEach(this::noteUntold);
  }

  long mostMs(AccountId account, YearMonth month) {
    var most = 0L;
    for (var stream : world.streams()) {
      if (stream.account().equals(account)) {
        most += stream.heardMs(month)
            + untoldMs.getOrDefault(new Place(stream.id(), month), 0L);
      }
    }
    return most;
  }

  long untoldMs(SimulatedStream stream, YearMonth month) {
    return untoldMs.getOrDefault(new Place(stream.id(), month), 0L);
  }

  /// What the counter was told of a stream, and what not.
  String of(SimulatedStream stream) {
    var told = new StringBuilder();
    known.forEach((place, reading) -> {
      if (place.stream.equals(stream.id())) {
        told.append(", told of ")
            .append(place.month)
            .append(": settled ")
            .append(reading.settledMs())
            .append(", intended ")
            .append(reading.intendedMs())
            .append(", used ")
            .append(reading.usedMs())
            .append(", untold ")
            .append(untoldMs.getOrDefault(place, 0L));
      }
    });
    return told.toString();
  }

  private void noteUntold(Reading reading) {
    var charged = world.stream(reading.stream()).months().chargedToMs();
    if (charged > reading.intendedMs()) {
      untoldMs.merge(new Place(reading.stream(), reading.month()),
          charged - reading.intendedMs(), Math::max);
    }
  }

  private long settledMs(Place place) {
    var reading = known.get(place);
    return reading == null ? 0 : reading.settledMs();
  }
}
