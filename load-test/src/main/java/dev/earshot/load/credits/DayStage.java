package dev.earshot.load.credits;

import dev.earshot.core.account.MonthlyGrant;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// A Redis and a Firestore emulator, on which days of streams are played: with the seed system's scans of
/// the month at each tick, as it had them before its change, and with ours. The account has used a month of
/// 720 hours.
public final class DayStage implements AutoCloseable {
  private final Scratch scratch = Scratch.open();
  private final Stage stage = new Stage(scratch.path(), 0);

  /// The plans that somebody gives an account in turn, each with plenty left.
  static final class Turns {
    private final AtomicInteger changes = new AtomicInteger();

    MonthlyGrant next() {
      return MonthlyGrant.of(Duration
          .ofMillis(Documents.USED_MS + HourRows.PLENTY_MS + changes.incrementAndGet() * 1_000L));
    }
  }

  /// `host:port` of the emulator.
  public String emulator() {
    return stage.place().emulator();
  }

  /// Each stream for itself scans the month at each of its ticks.
  public DayStreams scanning(String account) {
    stage.account(account, HourRows.PLENTY_MS);
    return new ScanningDay(stage, account);
  }

  /// The gateway's own books, desk and streams.
  public DayStreams ours(String account) {
    stage.account(account, HourRows.PLENTY_MS);
    return new OurDay(stage.place(), scratch.folder("day"), account);
  }

  @Override
  public void close() {
    stage.close();
    scratch.close();
  }
}
