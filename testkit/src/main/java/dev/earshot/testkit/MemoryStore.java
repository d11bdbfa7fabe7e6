package dev.earshot.testkit;

import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.Plans;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.usage.UsageJournal;
import dev.earshot.core.usage.UsageLedger;

/// Accounts, allowances, usage and its journal that live as long as this object. They keep the same
/// contracts as the stores on disk, answer on the subscriber's thread and may be asked from any.
public final class MemoryStore {
  private final MemoryAccounts accounts;
  private final MemoryUsage usage;
  private final MemoryJournal journal = new MemoryJournal();

  /// A store without plans but the basic one, which grants nothing.
  public MemoryStore() {
    this(Plans.none());
  }

  public MemoryStore(Plans plans) {
    this.accounts = new MemoryAccounts(plans);
    this.usage = new MemoryUsage(accounts);
  }

  public Accounts accounts() {
    return accounts;
  }

  public AllowanceSource allowances() {
    return usage;
  }

  public UsageLedger usageLedger() {
    return usage;
  }

  public UsageJournal usageJournal() {
    return journal;
  }
}
