package dev.earshot.core.usage;

import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.Signal;
import dev.earshot.core.usage.Count.Want;
import dev.earshot.core.usage.LedgerRead.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// One account's month in the counter. Not safe for use by several threads.
///
/// A stream that says that it was settled without having said before that it would be may be in the base
/// already, when the ledger was read meanwhile: it is not added then, and the account is unseeded too.
///
/// While a settle is under way nobody knows whether the ledger that is read has it. Where the base depends
/// on that, the account is unseeded once more when that settle is charged.
///
/// A stream that was settled before it was first heard of, or is being settled then, is taken for
/// settled up to its intent: the base may have that already. Whether it has, the next read of the
/// ledger tells, and until then the account is unseeded; so it is once more when that intent has
/// been charged.
///
/// A stream that has ended and owes nothing is in the base alone. It is forgotten a minute later, when no report
/// of it can be under way any more: a month of short streams would fill the heap.
final class AccountCount {
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final Map<StreamId, Known> streams = new HashMap<>();
  /// Those that are to be forgotten, and when they were heard of last: the oldest first.
  private final SequencedMap<StreamId, Instant> done = new LinkedHashMap<>();
  private OptionalLong base = OptionalLong.empty();
  private boolean doubtful;
  private boolean uncertain;
  private long generation;
  private long risenMs;
  private long reads;
  // sums over all streams: kept, not made, so a report costs the same however many an account has
  private long unsettledMs;
  private long underWayMs;
  private long reservedMs;

  /// What is known of a stream.
  ///
  /// @param reservedToMs up to where audio is reserved for it
  /// @param saidMs up to where it has said itself that it is settled
  /// @param assumedToMs up to where it was taken for settled although it had not said so; 0 for nowhere
  /// @param reads how often the ledger had been read when it was heard of last
  private record Known(Reading reading, long saidMs, long reservedToMs, boolean over,
      long assumedToMs,
      Instant heardAt, long reads) {
    long unsettledMs() {
      return reading.unsettledMs();
    }

    /// What somebody has to settle in its place: also what was only taken for settled.
    Reading owed() {
      return assumedToMs == 0
          ? reading
          : new Reading(reading.stream(), reading.account(), reading.month(), reading.fromMs(),
              reading.usedMs(), saidMs, assumedToMs);
    }

    long underWayMs() {
      return reading.intendedMs() - reading.settledMs();
    }

    long reservedMs() {
      return Math.max(0, reservedToMs - reading.usedMs());
    }

    boolean isDone() {
      return over && underWayMs() == 0 && owed().unsettledMs() == 0;
    }
  }

  /// @param generation of the first mark, above those of any counter before
  AccountCount(long generation) {
    this.generation = generation;
  }

  /// Takes what a stream has reported.
  void count(Count count, Instant now) {
    var told = count.reading();
    var known = streams.get(told.stream());
    keep(known, known == null
        ? first(told, count.over(), now)
        : later(known, told, count.over(), now));
    forget(now.minus(REMEMBERED));
  }

  /// Takes what the ledger has said.
  void read(LedgerRead read) {
    var least = Math.max(0, read.usedMs() - underWayMs);
    var raised = Math.max(base.orElse(0), least);
    var isSame = read.mark().generation() == generation;
    if (isSame && base.isPresent() && risenMs >= read.mark().risenMs()) {
      raised = Math.min(raised, read.usedMs() + risenMs - read.mark().risenMs());
    }
    uncertain |= isUnseeded() && underWayMs > 0;
    reads++;
    doubtful &= !isSame;
    base = OptionalLong.of(raised);
  }

  /// Reserves what is left, up to the slice.
  void reserve(StreamId stream, Want want) {
    var known = streams.get(stream);
    if (known == null || isUnseeded()) {
      return;
    }
    var left = want.grantMs() - totalMs() - reservedMs + known.reservedMs();
    var slice = Math.clamp(left, 0, want.sliceMs());
    keep(known, new Known(known.reading, known.saidMs, known.reading.usedMs() + slice, known.over,
        known.assumedToMs, known.heardAt, known.reads));
  }

  Tally tally(StreamId stream, Signal signal) {
    var mark = new Mark(generation, risenMs);
    if (isUnseeded()) {
      return new Tally.Unseeded(mark, signal);
    }
    var known = streams.get(stream);
    var reserved = known == null ? 0 : Math.max(known.reservedToMs, known.reading.usedMs());
    return new Tally.Total(totalMs(), reserved, mark, signal);
  }

  /// Streams that were last heard of at `until` or before, and owe something.
  List<Reading> silentSince(Instant until) {
    return streams.values()
        .stream()
        .filter(known -> known.owed().unsettledMs() > 0 && !known.heardAt.isAfter(until))
        .map(Known::owed)
        .toList();
  }

  /// How many streams are remembered.
  int streams() {
    return streams.size();
  }

  private Known first(Reading told, boolean over, Instant now) {
    if (told.intendedMs() > told.fromMs()) {
      doubt();
    }
    var assumed = told.intendedMs() > told.settledMs() ? told.intendedMs() : 0;
    var settled = new Reading(told.stream(), told.account(), told.month(), told.fromMs(),
        told.usedMs(), told.intendedMs(), told.intendedMs());
    return new Known(settled, told.settledMs(), told.usedMs(), over, assumed, now, reads);
  }

  private Known later(Known known, Reading told, boolean over, Instant now) {
    var most = known.reading.mostOf(told);
    var rise = most.settledMs() - known.reading.settledMs();
    risenMs += rise;
    var unannounced = most.settledMs() > known.reading.intendedMs() && reads > known.reads;
    if (base.isPresent() && !unannounced) {
      base = OptionalLong.of(base.getAsLong() + rise);
    }
    var charged = known.assumedToMs > 0 && told.settledMs() >= known.assumedToMs;
    if (charged || unannounced || (uncertain && rise > 0)) {
      doubt();
    }
    var ends = over || known.over;
    var said = Math.max(known.saidMs, told.settledMs());
    return new Known(most, said, ends ? most.usedMs() : Math.max(known.reservedToMs, most.usedMs()),
        ends,
        charged ? 0 : known.assumedToMs, now, reads);
  }

  private void doubt() {
    doubtful = true;
    uncertain = false;
    generation++;
  }

  private boolean isUnseeded() {
    return doubtful || base.isEmpty();
  }

  private long totalMs() {
    return base.orElse(0) + unsettledMs;
  }

  private void keep(@Nullable Known before, Known next) {
    if (before != null) {
      weigh(before, -1);
    }
    streams.put(next.reading.stream(), next);
    weigh(next, 1);
    if (next.isDone()) {
      done.putLast(next.reading.stream(), next.heardAt);
    }
  }

  private void forget(Instant until) {
    for (var oldest = done.firstEntry(); oldest != null
        && !oldest.getValue().isAfter(until); oldest = done.firstEntry()) {
      done.pollFirstEntry();
      streams.remove(oldest.getKey());
    }
  }

  private void weigh(Known known, int sign) {
    unsettledMs += sign * known.unsettledMs();
    underWayMs += sign * known.underWayMs();
    reservedMs += sign * known.reservedMs();
  }
}
