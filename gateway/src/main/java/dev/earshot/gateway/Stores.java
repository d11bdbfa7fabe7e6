package dev.earshot.gateway;

import dev.earshot.core.account.Accounts;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.credit.CreditNotices;
import dev.earshot.core.credit.InProcessNotices;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.core.usage.UsageCounter;
import dev.earshot.core.usage.UsageJournal;
import dev.earshot.core.usage.UsageLedger;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.GatewayConfig.Backing;
import dev.earshot.sqlite.SqliteStore;
import java.time.InstantSource;

/// The stores that a configuration names, opened. The journal is always on this machine's own disk.
record Stores(Accounts accounts, AllowanceSource allowances, UsageLedger ledger,
    UsageJournal journal, UsageCounter counter, ChangeSignals signals, CreditNotices notices) {
  /// Opens them; whoever keeps the closings closes them.
  static Stores open(GatewayConfig config, InstantSource clock, Closings closings) {
    if (!config.backing().equals(Backing.EMBEDDED)) {
      throw new IllegalArgumentException(
          "EARSHOT_STORE, EARSHOT_SIGNALS: not served yet (expected: "
              + "embedded)");
    }
    var file = closings.keep(SqliteStore.open(config.data().resolve("earshot.db"),
        config.credits().plans(), clock));
    var signals = new InProcessSignals();
    return new Stores(file.accounts(), file.allowances(), file.usageLedger(), file.usageJournal(),
        new InProcessCounter(signals, clock), signals, new InProcessNotices());
  }
}
