package dev.earshot.core.usage;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Counts the samples of one stream, channel by channel. Always, in each channel: received = billed +
/// unbilled of every kind.
///
/// Several channels are one conversation and are charged for once, unless the plan says otherwise: what is
/// billed is the channel that is furthest.
///
/// Milliseconds are floored on the cumulative count, never per piece, so that nothing is lost to
/// rounding. What is billed stays due until the ledger has said that it is settled. One thread counts
/// a channel; any thread may read.
public final class UsageMeter {
  private final StreamId stream;
  private final AccountId account;
  private final AudioFormat format;
  private final SampleCounts samples;
  private volatile boolean eachChannel;
  private volatile long settledMs;
  /// Two months at the most: a new one begins when the last but one is settled.
  private @Nullable YearMonth before;
  private @Nullable YearMonth current;
  private long beforeFromMs;
  private long currentFromMs;
  private long intendedMs;
  /// What was read last, and its numbers once more, so that nobody has to look into it: three ask in each
  /// second, and build it once.
  private @Nullable Standing last;
  private long lastNumber;
  private long lastUsedMs;
  private long lastSettledMs;
  /// Up to here speech was told with intents that are over, and will be with the one that is under way.
  private long toldSpeechMs;
  private long intendedSpeechMs;

  /// A meter of one channel.
  public UsageMeter(StreamId stream, AccountId account, AudioFormat format) {
    this(stream, account, format, 1);
  }

  /// A meter of this many channels, 1 or more.
  public UsageMeter(StreamId stream, AccountId account, AudioFormat format, int channels) {
    this.stream = stream;
    this.account = account;
    this.format = format;
    this.samples = new SampleCounts(channels);
  }

  /// Charges for every channel from the first sample on. To be said before one is counted.
  public void chargeEachChannel() {
    eachChannel = true;
  }

  public StreamId stream() {
    return stream;
  }

  public AccountId account() {
    return account;
  }

  /// Counts a window of the first channel that goes on to a recogniser.
  public void bill(Window window) {
    bill(0, window);
  }

  /// Counts a window that goes on to a recogniser.
  public void bill(int channel, Window window) {
    samples.bill(channel, window.captured());
  }

  /// Somebody speaks in this window, which is billed.
  public void speak(int channel, Window window) {
    samples.speak(channel, window.captured());
  }

  /// In how much of what is billed somebody spoke.
  public long speechMs() {
    return format.millisOf(most(samples::spoken));
  }

  /// Counts a window of the first channel that does not.
  public void skip(Window window, Unbilled why) {
    skip(0, window, why);
  }

  /// Counts a window that does not.
  public void skip(int channel, Window window, Unbilled why) {
    samples.skip(channel, window.captured(), why);
  }

  public long billedMs() {
    return format.millisOf(most(samples::billed));
  }

  public long unbilledMs(Unbilled why) {
    return format.millisOf(most(channel -> samples.unbilled(channel, why)));
  }

  /// Whether anything is not charged for.
  public boolean hasUnbilled() {
    return most(samples::unbilled) > 0;
  }

  /// Every sample that came in, in the capture rate, of the channel that is furthest, or of all where each
  /// is charged for.
  public long receivedSamples() {
    return most(samples::received);
  }

  /// Every sample that came in, of the channel that is furthest, whatever is charged for.
  public long heardMs() {
    return format.millisOf(
        IntStream.range(0, samples.channels()).mapToLong(samples::received).max().orElse(0));
  }

  /// Up to where the ledger has charged.
  public long settledMs() {
    return settledMs;
  }

  public boolean isSettled() {
    return settledMs == billedMs();
  }

  /// The ledger has charged up to here. An answer that comes late changes nothing.
  public synchronized void settled(long toMs) {
    settledMs = Math.max(settledMs, toMs);
  }

  /// What is used and what of it is settled, at this moment: what the month before still owes, if
  /// anything, and the month that runs.
  ///
  /// Where a month ends is decided once, by the first reading in the next one. An intent that was
  /// charged without our knowing is so repeated in its own month, never in another beside it.
  ///
  /// @param now the month (UTC) of this moment
  public List<Reading> readings(YearMonth now) {
    return stand(now).readings();
  }

  /// The same with a number, which tells whether anything has changed.
  synchronized Standing stand(YearMonth now) {
    var settled = settledMs; // first: the other only grows
    var used = Math.max(settled, billedMs());
    var month = turn(now, settled, used);
    var known = last;
    return known != null && used == lastUsedMs && settled == lastSettledMs
        ? known
        : standing(month, settled, used);
  }

  private Standing standing(YearMonth month, long settled, long used) {
    var old = settled < currentFromMs ? before : null;
    var next = old == null
        ? new Standing(++lastNumber, null, reading(month, currentFromMs, used, settled))
        : new Standing(++lastNumber, reading(old, beforeFromMs, currentFromMs, settled),
            reading(month, currentFromMs, used, currentFromMs));
    lastUsedMs = used;
    lastSettledMs = settled;
    last = next;
    return next;
  }

  /// Says what will be settled next: the intent that is under way, else all that the oldest month owes;
  /// empty where nothing is owed. From now on the readings tell of it.
  public synchronized Optional<Settle> intend(YearMonth now) {
    var owed = oldest(now);
    if (owed.intendedMs() == owed.settledMs()) {
      intendedMs = owed.usedMs();
      last = owed.unsettledMs() > 0 ? null : last; // it tells of no intent
      toldSpeechMs = intendedSpeechMs;
      intendedSpeechMs += Math.clamp(speechMs() - toldSpeechMs, 0, owed.unsettledMs());
    }
    var intent = oldest(now).intent();
    return intent.isEmpty()
        ? Optional.empty()
        : Optional.of(intent.withSpeech(intendedSpeechMs - toldSpeechMs));
  }

  private Reading oldest(YearMonth now) {
    var standing = stand(now);
    return standing.before() == null ? standing.running() : standing.before();
  }

  private YearMonth turn(YearMonth now, long settled, long used) {
    if (current == null) {
      current = now;
    } else if (now.isAfter(current) && settled >= currentFromMs) {
      before = current;
      beforeFromMs = currentFromMs;
      current = now;
      currentFromMs = used;
      last = null;
    }
    return current;
  }

  private Reading reading(YearMonth month, long from, long used, long settled) {
    return new Reading(stream, account, month, Math.min(from, settled), used, settled,
        Math.clamp(intendedMs, settled, used));
  }

  private long most(IntToLongFunction count) {
    var most = 0L; // asked for each window: a stream of numbers would cost more than what it counts
    var sum = 0L;
    for (var channel = 0; channel < samples.channels(); channel++) {
      var one = count.applyAsLong(channel);
      sum += one;
      most = Math.max(most, one);
    }
    return eachChannel ? sum : most;
  }
}
