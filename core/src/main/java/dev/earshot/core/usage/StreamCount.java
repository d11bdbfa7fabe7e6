package dev.earshot.core.usage;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import java.time.Instant;
import java.time.YearMonth;

/// What the counter knows of one stream in one month. All of it in one place: it is looked at once a second,
/// when no cache has it any more. Not safe for use by several threads.
final class StreamCount {
  private final StreamId stream;
  private final AccountId payer;
  private final AccountCount account;
  private final long fromMs;
  private long usedMs;
  private long settledMs;
  private long intendedMs;
  private long saidMs;
  private long reservedToMs;
  private long assumedToMs;
  private long reads;
  private boolean over;
  private Instant heardAt;

  /// A stream of which was not heard before. It is taken for settled up to its intent.
  ///
  /// @param reads how often the ledger had been read then
  StreamCount(AccountCount account, Count count, Instant now, long reads) {
    var told = count.reading();
    this.account = account;
    this.reads = reads;
    stream = told.stream();
    payer = told.account();
    fromMs = told.fromMs();
    usedMs = told.usedMs();
    settledMs = told.intendedMs();
    intendedMs = told.intendedMs();
    saidMs = told.settledMs();
    reservedToMs = told.usedMs();
    assumedToMs = told.intendedMs() > told.settledMs() ? told.intendedMs() : 0;
    over = count.over();
    heardAt = now;
  }

  StreamId stream() {
    return stream;
  }

  AccountCount account() {
    return account;
  }

  /// Whether it is this account's in this month; quick where it is the same object that was told first.
  boolean isOf(AccountId who, YearMonth month) {
    return payer.equals(who) && account.month().equals(month);
  }

  boolean isLaterThan(StreamCount other) {
    return account.month().isAfter(other.account.month());
  }

  long usedMs() {
    return usedMs;
  }

  long settledMs() {
    return settledMs;
  }

  long intendedMs() {
    return intendedMs;
  }

  /// How often the ledger had been read when it was heard of last.
  long reads() {
    return reads;
  }

  long unsettledMs() {
    return usedMs - settledMs;
  }

  long underWayMs() {
    return intendedMs - settledMs;
  }

  long reservedMs() {
    return Math.max(0, reservedToMs - usedMs);
  }

  /// Up to where it may go on: what it has used where nothing is reserved.
  long mayGoOnToMs() {
    return Math.max(reservedToMs, usedMs);
  }

  /// Whether that much has been charged of what was taken for settled although the stream had not said so.
  boolean isCharged(long settled) {
    return assumedToMs > 0 && settled >= assumedToMs;
  }

  /// Takes the most that was told.
  void hear(Count count, Instant now, long readsNow) {
    var told = count.reading();
    if (isCharged(told.settledMs())) {
      assumedToMs = 0;
    }
    usedMs = Math.max(usedMs, told.usedMs());
    settledMs = Math.max(settledMs, told.settledMs());
    intendedMs = Math.max(intendedMs, told.intendedMs());
    saidMs = Math.max(saidMs, told.settledMs());
    over |= count.over();
    reservedToMs = over ? usedMs : Math.max(reservedToMs, usedMs);
    heardAt = now;
    reads = readsNow;
  }

  /// Reserves so much beyond what is used, in place of what was.
  void reserve(long ms) {
    reservedToMs = usedMs + ms;
  }

  /// Whether nothing was heard of it since.
  boolean isSilentSince(Instant until) {
    return !heardAt.isAfter(until);
  }

  /// Whether it has ended and owes nothing.
  boolean isDone() {
    return over && usedMs == settledMs && intendedMs == settledMs && assumedToMs == 0;
  }

  /// What somebody has to settle in its place: also what was only taken for settled.
  Reading owed() {
    return assumedToMs == 0
        ? reading(settledMs, intendedMs)
        : reading(saidMs, assumedToMs);
  }

  private Reading reading(long settled, long intended) {
    return new Reading(stream, account.account(), account.month(), fromMs, usedMs, settled,
        intended);
  }
}
