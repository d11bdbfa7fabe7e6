package dev.earshot.testkit.simulation;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.credit.Allowance;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.stream.StreamEvent;
import dev.earshot.core.usage.UsageMeter;
import java.time.YearMonth;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/// One stream as its client and its recogniser know it: that is the truth about it, whatever the books
/// say.
final class SimulatedStream implements CoreSubscriber<StreamEvent> {
  static final AudioFormat FORMAT = AudioFormat.pcm16(8_000);
  private static final int WINDOW_MS = 500;
  private static final long NEVER = Long.MAX_VALUE / 2;
  private static final short[] SILENCE = {};

  private final StreamId id;
  private final AccountId account;
  private final Instance instance;
  private final double pace;
  private final Microphone microphone = new Microphone();
  private final StreamMonths months = new StreamMonths();
  private final LongSupplier nowMs;
  private long readyMs = NEVER;
  private long spokenSamples;
  private long heardSamples;
  private long excessMs;
  private long onDiskMs;
  private long onCounterMs;
  private boolean over;
  private @Nullable Allowance believed;
  private @Nullable UsageMeter closed;
  private @Nullable Subscription subscription;

  /// @param pace seconds of sound in a second
  /// @param nowMs the true time
  SimulatedStream(StreamId id, AccountId account, Instance instance, double pace,
      LongSupplier nowMs) {
    this.id = id;
    this.account = account;
    this.instance = instance;
    this.pace = pace;
    this.nowMs = nowMs;
  }

  StreamId id() {
    return id;
  }

  AccountId account() {
    return account;
  }

  Instance instance() {
    return instance;
  }

  double pace() {
    return pace;
  }

  /// When its client was told that it is heard; far away where it was not.
  long readyMs() {
    return readyMs;
  }

  boolean isReady() {
    return readyMs < NEVER;
  }

  Microphone microphone() {
    return microphone;
  }

  /// The most that one window of it holds.
  double windowMs() {
    return pace * WINDOW_MS + 2;
  }

  /// Says something for so long, at the stream's pace.
  ///
  /// @param more samples, so that nothing falls on whole milliseconds
  void speak(long millis, int more) {
    var samples = FORMAT.samplesIn((long) (millis * pace)) + more;
    var window = new Window(spokenSamples, spokenSamples + samples, SILENCE);
    spokenSamples += samples;
    microphone.offer(window);
  }

  long spokenSamples() {
    return spokenSamples;
  }

  /// The recogniser was given so much. Gives how many whole milliseconds that adds.
  long hear(long samples) {
    var before = heardMs();
    heardSamples += samples;
    return heardMs() - before;
  }

  long heardMs() {
    return FORMAT.millisOf(heardSamples);
  }

  long heardSamples() {
    return heardSamples;
  }

  /// How its sound falls into months, and what of them was charged.
  StreamMonths months() {
    return months;
  }

  /// The month in which its sound is now, where anybody has said so.
  @Nullable
  YearMonth month() {
    return months.last();
  }

  /// What was heard of it in this month.
  long heardMs(YearMonth month) {
    return months.heardMs(month, heardMs());
  }

  /// How much was heard of it since its account has nothing left.
  long excessMs() {
    return excessMs;
  }

  void exceed(long millis) {
    excessMs += millis;
  }

  void noExcess() {
    excessMs = 0;
  }

  /// Up to where it must be charged in the end: what a store had when its machine went, and has not lost.
  long savedMs() {
    return Math.max(onDiskMs, onCounterMs);
  }

  void saved(long diskMs, long counterMs) {
    onDiskMs = diskMs;
    onCounterMs = counterMs;
  }

  void diskLost() {
    onDiskMs = 0;
  }

  /// The counter has lost something, and still knows so much.
  void counterLost(long leftMs) {
    onCounterMs = Math.min(onCounterMs, leftMs);
  }

  /// What the client was last told of its credit.
  @Nullable
  Allowance believed() {
    return believed;
  }

  /// Whether it goes on as far as it knows.
  boolean isLive() {
    return !over && instance.machine().isRunning();
  }

  boolean isOver() {
    return over;
  }

  /// The meter of a stream that has ended in good order.
  @Nullable
  UsageMeter closed() {
    return closed;
  }

  void close(UsageMeter meter) {
    closed = meter;
  }

  /// The client is gone without a word.
  void cancel() {
    over = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void onSubscribe(Subscription told) {
    subscription = told;
    told.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(StreamEvent event) {
    if (event instanceof StreamEvent.CreditsLeft left) {
      believed = left.allowance();
    }
    if (event == StreamEvent.Stage.READY) {
      readyMs = nowMs.getAsLong();
    }
  }

  /// A plan may end a stream; the books are audited all the same.
  @Override
  public void onError(Throwable error) {
    over = true;
  }

  @Override
  public void onComplete() {
    over = true;
  }

  @Override
  public String toString() {
    return "stream " + id.value().getLeastSignificantBits() + " of " + account + " on "
        + instance.machine();
  }
}
