package dev.earshot.sqlite;

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
import java.nio.file.Path;
import java.time.InstantSource;

/// One SQLite file with everything that must outlive the process.
///
/// Every question is answered by one thread of the store's own, in the order in which it was asked;
/// up to 1,024 may wait, the next fails at once with [StoreException.Full]. What was acknowledged
/// outlives a kill of the process. Answers come on Reactor's parallel threads.
///
/// A second process may open the same file on the same machine (to admit a key beside a running
/// gateway, say): both see each other's writes, and writes take turns.
public final class SqliteStore implements AutoCloseable {
  private static final int LIMIT = 1_024;

  private final Database database;
  private final Plans plans;
  private final InstantSource clock;
  private final SqliteUsageLedger ledger;

  private SqliteStore(Database database, Plans plans, InstantSource clock) {
    this.database = database;
    this.plans = plans;
    this.clock = clock;
    this.ledger = new SqliteUsageLedger(database, clock);
  }

  /// Opens the file, which is created when there is none, and reads it through once to see that it
  /// is whole. Waits for the disk, so not on an event loop.
  ///
  /// @param plans the basic one counts for who has no other
  /// @param clock dates what is charged and who is let in; names of charges are dropped when they are
  ///     40 days old
  /// @throws StoreException.Unusable when the file is of a newer version, of another program, broken
  ///     or cannot be written
  public static SqliteStore open(Path file, Plans plans, InstantSource clock) {
    return open(file, plans, clock, LIMIT);
  }

  /// The same, without plans.
  static SqliteStore open(Path file, InstantSource clock) {
    return open(file, Plans.none(), clock, LIMIT);
  }

  static SqliteStore open(Path file, InstantSource clock, int limit) {
    return open(file, Plans.none(), clock, limit);
  }

  private static SqliteStore open(Path file, Plans plans, InstantSource clock, int limit) {
    var store = new SqliteStore(new Database(file, limit), plans, clock);
    try {
      store.ledger.dropOld().block();
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  public Accounts accounts() {
    return new SqliteAccounts(database, clock);
  }

  public ApiKeys apiKeys() {
    return new SqliteKeys(database);
  }

  public AllowanceSource allowances() {
    return new SqliteAllowances(database, plans);
  }

  public UsageLedger usageLedger() {
    return ledger;
  }

  public UsageHistory history() {
    return new SqliteHistory(database);
  }

  public AccountErasure erasure() {
    return new SqliteErasure(database, clock);
  }

  /// The keys of the operations port.
  public OperatorKeys operatorKeys() {
    return new SqliteOperatorKeys(database);
  }

  /// What was changed there.
  public AuditLog auditLog() {
    return new SqliteAuditLog(database);
  }

  public CostLedger costs() {
    return new SqliteCosts(database);
  }

  public BillingBooks billing() {
    return new BillingBooks(new SqliteInbox(database, clock), new SqlitePayers(database),
        new SqliteSignalOutbox(database));
  }

  public UsageJournal usageJournal() {
    return new SqliteUsageJournal(database);
  }

  public AppCatalog apps() {
    return new SqliteApps(database);
  }

  public Installs installs() {
    return new SqliteInstalls(database);
  }

  public Reviews reviews() {
    return new SqliteReviews(database);
  }

  public Testers testers() {
    return new SqliteTesters(database);
  }

  public Preferences preferences() {
    return new SqlitePreferences(database);
  }

  /// Finishes what was asked before and lets go of the file. Waits for it, so not on an event loop;
  /// closing again does nothing.
  @Override
  public void close() {
    database.close();
  }
}
