package dev.earshot.testkit;

import dev.earshot.core.credit.CreditNotices;
import dev.earshot.core.credit.InProcessNotices;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.core.usage.UsageCounter;
import java.time.InstantSource;

/// What a gateway uses that is alone keeps the contracts of what many share.
class InProcessTest implements UsageCounterContract, ChangeSignalsContract, CreditNoticesContract {
  private final ChangeSignals signals = new InProcessSignals();
  private final UsageCounter counter = new InProcessCounter(signals, InstantSource.system());
  private final CreditNotices notices = new InProcessNotices();

  @Override
  public UsageCounter usageCounter() {
    return counter;
  }

  @Override
  public ChangeSignals signals() {
    return signals;
  }

  @Override
  public CreditNotices notices() {
    return notices;
  }
}
