package dev.earshot.testkit;

import dev.earshot.core.account.AccountErasure;
import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.ApiKeys;
import dev.earshot.core.app.AppCatalog;
import dev.earshot.core.app.Installs;
import dev.earshot.core.app.Reviews;
import dev.earshot.core.app.Testers;
import dev.earshot.core.billing.BillingBooks;
import dev.earshot.core.cost.CostLedger;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.operator.AuditLog;
import dev.earshot.core.operator.OperatorKeys;
import dev.earshot.core.preference.Preferences;
import dev.earshot.core.signal.SignalOutbox;
import dev.earshot.core.usage.UsageHistory;
import dev.earshot.core.usage.UsageJournal;
import dev.earshot.core.usage.UsageLedger;
import java.time.Instant;

class MemoryStoreTest
    implements
      AccountsContract,
      ApiKeysContract,
      AllowanceContract,
      UsageLedgerContract,
      UsageJournalContract,
      CostLedgerContract,
      InstallsContract,
      ReviewsContract,
      TestersContract,
      PreferencesContract,
      AccountErasureContract,
      OperatorsContract,
      BillingContract,
      SignalOutboxContract {
  private final MemoryStore store = new MemoryStore();

  @Override
  public Accounts accounts() {
    return store.accounts();
  }

  @Override
  public ApiKeys apiKeys() {
    return store.apiKeys();
  }

  @Override
  public AllowanceSource allowances() {
    return store.allowances();
  }

  @Override
  public UsageLedger usageLedger() {
    return store.usageLedger();
  }

  @Override
  public CostLedger costLedger() {
    return store.costs();
  }

  @Override
  public AccountErasure erasure() {
    return store.erasure();
  }

  @Override
  public UsageHistory history() {
    return store.history();
  }

  @Override
  public OperatorKeys operatorKeys() {
    return store.operatorKeys();
  }

  @Override
  public AuditLog auditLog() {
    return store.auditLog();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public UsageJournal usageJournal() {
    return store.usageJournal();
  }

  @Override
  public BillingBooks billing() {
    return store.billing();
  }

  @Override
  public SignalOutbox outbox() {
    return store.billing().outbox();
  }

  @Override
  public AppCatalog catalog() {
    return store.apps();
  }

  @Override
  public Installs installs() {
    return store.installs();
  }

  @Override
  public Reviews reviews() {
    return store.reviews();
  }

  @Override
  public Testers testers() {
    return store.testers();
  }

  @Override
  public Preferences preferences() {
    return store.preferences();
  }
}
