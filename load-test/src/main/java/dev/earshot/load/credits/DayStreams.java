package dev.earshot.load.credits;

import java.time.Duration;

/// The streams of one account on a day, as far as credit goes. For one thread.
public interface DayStreams extends AutoCloseable {
  /// Some connect, and talk without a pause for so many seconds.
  void connect(int streams, long seconds);

  /// A second passes.
  void second();

  /// Somebody gives the account another plan.
  void changePlan();

  /// Everybody hangs up, and nobody comes for so long.
  void pass(Duration time);

  /// Documents that credit had read so far.
  long reads();

  /// Documents that were read so far to let somebody in.
  long keyReads();

  @Override
  void close();
}
