package dev.earshot.firestore;

import dev.earshot.core.account.AccountErasure;
import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.ApiKeys;
import dev.earshot.core.account.Plans;
import dev.earshot.core.app.AppCatalog;
import dev.earshot.core.app.Installs;
import dev.earshot.core.app.Reviews;
import dev.earshot.core.app.Testers;
import dev.earshot.core.billing.BillingBooks;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.preference.Preferences;
import dev.earshot.core.usage.UsageAudit;
import dev.earshot.core.usage.UsageHistory;
import dev.earshot.core.usage.UsageLedger;
import dev.earshot.firestore.DocumentOperations.Kind;
import java.time.InstantSource;
import reactor.core.publisher.Mono;

/// One Firestore with everything that many instances share.
///
/// Opening asks nobody and never fails because Firestore is away; [#ping] makes the first call. Each
/// question is answered within the settings' deadline, with a [StoreException] at the latest; answers
/// come on Reactor's parallel threads. What is under way and what waits is bounded.
public final class FirestoreStore implements AutoCloseable {
  private final Calls calls;
  private final AllowanceSource allowances;
  private final UsageLedger ledger;
  private final Accounts accounts;
  private final ApiKeys keys;
  private final UsageAudit audit;
  private final UsageHistory history;
  private final AccountErasure erasure;
  private final BillingBooks billing;

  private FirestoreStore(Calls calls, Plans plans, InstantSource clock) {
    var months = new Months(calls, plans, clock);
    this.calls = calls;
    this.allowances = new FirestoreAllowances(calls, months, plans);
    this.ledger = new FirestoreUsageLedger(calls, months, clock);
    this.accounts = new FirestoreAccounts(calls, months, plans, clock);
    this.keys = new FirestoreKeys(calls);
    this.audit = new FirestoreAudit(calls, months);
    this.history = new FirestoreHistory(calls);
    this.erasure = new FirestoreErasure(calls, plans, clock);
    this.billing = new BillingBooks(new FirestoreInbox(calls, clock), new FirestorePayers(calls),
        new FirestoreOutbox(calls));
  }

  /// Opens it without a call.
  ///
  /// @param plans the basic one counts for who has no other
  /// @param clock dates what is written and says which month it is
  /// @param operations hears of each document operation
  public static FirestoreStore open(StoreSettings settings, Plans plans, InstantSource clock,
      DocumentOperations operations) {
    return new FirestoreStore(new Calls(settings, operations), plans, clock);
  }

  public AllowanceSource allowances() {
    return allowances;
  }

  public UsageLedger ledger() {
    return ledger;
  }

  public Accounts accounts() {
    return accounts;
  }

  public ApiKeys apiKeys() {
    return keys;
  }

  public UsageAudit audit() {
    return audit;
  }

  public AppCatalog apps() {
    return new FirestoreApps(calls);
  }

  public Installs installs() {
    return new FirestoreInstalls(calls);
  }

  public Reviews reviews() {
    return new FirestoreReviews(calls);
  }

  public Testers testers() {
    return new FirestoreTesters(calls);
  }

  public Preferences preferences() {
    return new FirestorePreferences(calls);
  }

  public AccountErasure erasure() {
    return erasure;
  }

  public UsageHistory history() {
    return history;
  }

  public BillingBooks billing() {
    return billing;
  }

  /// Completes when Firestore answers; fails with a [StoreException] otherwise. Cold, one read.
  public Mono<Void> ping() {
    return calls.within(calls.read(Kind.PING_READ, Names::ping)).then();
  }

  /// Refuses what waits and what comes, waits for what is under way (twice the deadline at most), then
  /// lets go of the connection. Not on an event loop; closing again does nothing.
  @Override
  public void close() {
    calls.close();
  }
}
