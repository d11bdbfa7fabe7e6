package dev.earshot.testkit;

import dev.earshot.core.account.AccountErasure;
import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.ApiKeys;
import dev.earshot.core.account.Plans;
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
import dev.earshot.core.usage.UsageHistory;
import dev.earshot.core.usage.UsageJournal;
import dev.earshot.core.usage.UsageLedger;
import java.time.InstantSource;

/// Accounts, allowances, usage and its journal that live as long as this object. They keep the same
/// contracts as the stores on disk, answer on the subscriber's thread and may be asked from any.
public final class MemoryStore {
  private final MemoryKeys keys = new MemoryKeys();
  private final MemoryAccounts accounts;
  private final MemoryUsage usage;
  private final MemoryJournal journal = new MemoryJournal();
  private final MemoryCosts costs = new MemoryCosts();
  private final MemoryApps apps = new MemoryApps();
  private final MemoryTesters testers = new MemoryTesters();
  private final MemoryPreferences preferences = new MemoryPreferences();
  private final MemoryOperators operators = new MemoryOperators();
  private final MemoryBilling billing = new MemoryBilling();

  /// A store without plans but the basic one, which grants nothing.
  public MemoryStore() {
    this(Plans.none());
  }

  public MemoryStore(Plans plans) {
    this(plans, InstantSource.system());
  }

  /// @param clock dates keys that are let in, and says which have expired
  public MemoryStore(Plans plans, InstantSource clock) {
    this.accounts = new MemoryAccounts(keys, plans, clock);
    this.usage = new MemoryUsage(accounts, clock);
  }

  public Accounts accounts() {
    return accounts;
  }

  public ApiKeys apiKeys() {
    return keys;
  }

  public AllowanceSource allowances() {
    return usage;
  }

  public UsageLedger usageLedger() {
    return usage;
  }

  public UsageHistory history() {
    return usage;
  }

  public AccountErasure erasure() {
    return new MemoryErasure(accounts, usage, keys);
  }

  public OperatorKeys operatorKeys() {
    return operators;
  }

  public AuditLog auditLog() {
    return operators;
  }

  public CostLedger costs() {
    return costs;
  }

  public UsageJournal usageJournal() {
    return journal;
  }

  public BillingBooks billing() {
    return billing.books();
  }

  public AppCatalog apps() {
    return apps;
  }

  public Installs installs() {
    return apps;
  }

  public Reviews reviews() {
    return apps;
  }

  public Testers testers() {
    return testers;
  }

  public Preferences preferences() {
    return preferences;
  }
}
