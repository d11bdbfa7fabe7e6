package dev.earshot.core.usage;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/// Counts the samples of one stream. Always: received = billed + unbilled of every kind.
///
/// Milliseconds are floored on the cumulative count, never per piece, so that nothing is lost to
/// rounding. What is billed stays due until the ledger has said that it is settled. One thread counts;
/// any thread may read.
public final class UsageMeter {
  private final StreamId stream;
  private final AccountId account;
  private final AudioFormat format;
  private final AtomicLong billed = new AtomicLong();
  private final Map<Unbilled, AtomicLong> unbilled = new EnumMap<>(Unbilled.class);
  private final AtomicLong settledMs = new AtomicLong();

  public UsageMeter(StreamId stream, AccountId account, AudioFormat format) {
    this.stream = stream;
    this.account = account;
    this.format = format;
    for (var why : Unbilled.values()) {
      unbilled.put(why, new AtomicLong());
    }
  }

  public StreamId stream() {
    return stream;
  }

  public AccountId account() {
    return account;
  }

  /// Counts a window that goes on to a recogniser.
  public void bill(Window window) {
    billed.addAndGet(window.captured());
  }

  /// Counts a window that does not.
  public void skip(Window window, Unbilled why) {
    skipped(why).addAndGet(window.captured());
  }

  public long billedMs() {
    return format.millisOf(billed.get());
  }

  public long unbilledMs(Unbilled why) {
    return format.millisOf(skipped(why).get());
  }

  /// Every sample that came in, in the client's own rate.
  public long receivedSamples() {
    return billed.get() + unbilled.values().stream().mapToLong(AtomicLong::get).sum();
  }

  public boolean isSettled() {
    return settledMs.get() == billedMs();
  }

  /// The ledger has charged up to here. An answer that comes late changes nothing.
  public void settled(long toMs) {
    settledMs.accumulateAndGet(toMs, Math::max);
  }

  /// What is used and what of it is settled, at this moment.
  public Reading reading(YearMonth month) {
    var settled = settledMs.get(); // first: the other only grows
    return new Reading(stream, account, month, Math.max(settled, billedMs()), settled);
  }

  private AtomicLong skipped(Unbilled why) {
    return Objects.requireNonNull(unbilled.get(why));
  }
}
