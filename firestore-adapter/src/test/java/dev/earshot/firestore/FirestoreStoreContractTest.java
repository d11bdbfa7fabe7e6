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
import dev.earshot.core.signal.SignalOutbox;
import dev.earshot.core.usage.UsageHistory;
import dev.earshot.core.usage.UsageLedger;
import dev.earshot.testkit.AccountErasureContract;
import dev.earshot.testkit.AccountsContract;
import dev.earshot.testkit.AllowanceContract;
import dev.earshot.testkit.ApiKeysContract;
import dev.earshot.testkit.BillingContract;
import dev.earshot.testkit.InstallsContract;
import dev.earshot.testkit.PreferencesContract;
import dev.earshot.testkit.ReviewsContract;
import dev.earshot.testkit.SignalOutboxContract;
import dev.earshot.testkit.TestersContract;
import dev.earshot.testkit.UsageLedgerContract;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirestoreStoreContractTest
    implements
      AccountsContract,
      ApiKeysContract,
      AllowanceContract,
      UsageLedgerContract,
      AccountErasureContract,
      BillingContract,
      SignalOutboxContract,
      InstallsContract,
      ReviewsContract,
      TestersContract,
      PreferencesContract {
  private final FirestoreStore store = open();

  private static FirestoreStore open() {
    return Stores.open(FirestoreStoreContractTest.class, Plans.none(), Stores.NOW,
        DocumentOperations.UNHEARD);
  }

  @AfterAll
  void close() {
    store.close();
  }

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
  public AccountErasure erasure() {
    return store.erasure();
  }

  @Override
  public UsageHistory history() {
    return store.history();
  }

  @Override
  public Instant now() {
    return Stores.NOW;
  }

  @Override
  public UsageLedger usageLedger() {
    return store.ledger();
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
