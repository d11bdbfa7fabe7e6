package dev.earshot.core.usage;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.Signal;
import dev.earshot.core.usage.Count.Want;
import dev.earshot.core.usage.LedgerRead.Mark;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.Consumer;

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

  private final AccountId account;
  private final YearMonth month;
  private final Map<StreamId, StreamCount> streams = new HashMap<>();
  /// Those that are to be forgotten, the one first that was heard of before all others.
  private final SequencedMap<StreamId, StreamCount> done = new LinkedHashMap<>();
  private OptionalLong base = OptionalLong.empty();
  private boolean doubtful;
  private boolean uncertain;
  private Mark mark;
  private long reads;
  // sums over all streams: kept, not made, so a report costs the same however many an account has
  private long unsettledMs;
  private long underWayMs;
  private long reservedMs;

  /// @param generation of the first mark, above those of any counter before
  AccountCount(AccountId account, YearMonth month, long generation) {
    this.account = account;
    this.month = month;
    this.mark = new Mark(generation, 0);
  }

  AccountId account() {
    return account;
  }

  YearMonth month() {
    return month;
  }

  Collection<StreamCount> streams() {
    return streams.values();
  }

  /// Takes what a stream has reported.
  StreamCount count(Count count, Instant now) {
    var known = streams.get(count.reading().stream());
    return known == null ? first(count, now) : count(known, count, now);
  }

  /// The same of a stream that is known.
  StreamCount count(StreamCount known, Count count, Instant now) {
    var told = count.reading();
    var rise = Math.max(0, told.settledMs() - known.settledMs());
    if (rise > 0 || known.isCharged(told.settledMs())) {
      settled(known, told.settledMs(), rise);
    }
    weigh(known, -1);
    known.hear(count, now, reads);
    weigh(known, 1);
    end(known);
    return known;
  }

  /// Forgets those of whom nothing is heard any more.
  ///
  /// @param each is given each of them
  void forget(Instant now, Consumer<StreamCount> each) {
    var until = now.minus(REMEMBERED);
    for (var oldest = done.firstEntry(); oldest != null
        && oldest.getValue().isSilentSince(until); oldest = done.firstEntry()) {
      done.pollFirstEntry();
      streams.remove(oldest.getKey());
      each.accept(oldest.getValue());
    }
  }

  /// Takes what the ledger has said.
  void read(LedgerRead read) {
    var least = Math.max(0, read.usedMs() - underWayMs);
    var raised = Math.max(base.orElse(0), least);
    var isSame = read.mark().generation() == mark.generation();
    if (isSame && base.isPresent() && mark.risenMs() >= read.mark().risenMs()) {
      raised = Math.min(raised, read.usedMs() + mark.risenMs() - read.mark().risenMs());
    }
    uncertain |= isUnseeded() && underWayMs > 0;
    reads++;
    doubtful &= !isSame;
    base = OptionalLong.of(raised);
  }

  /// Reserves what is left, up to the slice.
  void reserve(StreamCount known, Want want) {
    if (isUnseeded()) {
      return;
    }
    var left = want.grantMs() - totalMs() - reservedMs + known.reservedMs();
    weigh(known, -1);
    known.reserve(Math.clamp(left, 0, want.sliceMs()));
    weigh(known, 1);
  }

  Tally tally(StreamCount known, Signal signal) {
    return isUnseeded()
        ? new Tally.Unseeded(mark, signal)
        : new Tally.Total(totalMs(), known.mayGoOnToMs(), mark, signal);
  }

  /// Streams that were last heard of at `until` or before, and owe something.
  List<Reading> silentSince(Instant until) {
    return streams.values()
        .stream()
        .filter(known -> known.isSilentSince(until))
        .map(StreamCount::owed)
        .filter(owed -> owed.unsettledMs() > 0)
        .toList();
  }

  private StreamCount first(Count count, Instant now) {
    if (count.reading().intendedMs() > count.reading().fromMs()) {
      doubt();
    }
    var known = new StreamCount(this, count, now, reads);
    streams.put(known.stream(), known);
    weigh(known, 1);
    end(known);
    return known;
  }

  private void end(StreamCount known) {
    if (known.isDone()) {
      done.putLast(known.stream(), known);
    }
  }

  /// @param rise by how much the stream has settled more than was known
  private void settled(StreamCount known, long settledMs, long rise) {
    mark = new Mark(mark.generation(), mark.risenMs() + rise);
    var unannounced = settledMs > known.intendedMs() && reads > known.reads();
    if (base.isPresent() && !unannounced) {
      base = OptionalLong.of(base.getAsLong() + rise);
    }
    if (known.isCharged(settledMs) || unannounced || (uncertain && rise > 0)) {
      doubt();
    }
  }

  private void doubt() {
    doubtful = true;
    uncertain = false;
    mark = new Mark(mark.generation() + 1, mark.risenMs());
  }

  private boolean isUnseeded() {
    return doubtful || base.isEmpty();
  }

  private long totalMs() {
    return base.orElse(0) + unsettledMs;
  }

  private void weigh(StreamCount known, int sign) {
    unsettledMs += sign * known.unsettledMs();
    underWayMs += sign * known.underWayMs();
    reservedMs += sign * known.reservedMs();
  }
}
