package dev.earshot.load.faults;

import dev.earshot.core.account.Plans;
import dev.earshot.core.identity.AccountId;
import dev.earshot.firestore.DocumentOperations;
import dev.earshot.firestore.FirestoreStore;
import dev.earshot.firestore.StoreSettings;
import dev.earshot.load.GatewayProcess;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/// What the account was charged, read from the ledger itself past all faults.
final class Books implements AutoCloseable {
  private static final AccountId ACCOUNT = new AccountId(GatewayProcess.ACCOUNT);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long PAUSE_MS = 250;
  /// Longer than between two settles.
  private static final Duration QUIET = Duration.ofSeconds(7);

  private final FirestoreStore store;
  private final InstantSource clock = InstantSource.system();

  /// @param emulator `host:port`
  Books(String project, String emulator) {
    this.store = FirestoreStore.open(StoreSettings.of(project)
        .onEmulator(emulator)
        .within(PATIENCE), Plans.none(), clock, DocumentOperations.UNHEARD);
  }

  /// This month's use in milliseconds.
  long chargedMs() {
    return Objects.requireNonNull(store.allowances()
        .fetch(ACCOUNT, clock.instant())
        .block(PATIENCE)).allowance().usedMs();
  }

  /// The same when streams have ended: as soon as it is enough and has not changed for longer than there is
  /// between two settles, or behind the time that is given.
  long settledMs(LongPredicate isEnough, Duration within) throws InterruptedException {
    var deadline = System.nanoTime() + within.toNanos();
    var charged = chargedMs();
    var since = System.nanoTime();
    while (System.nanoTime() < deadline
        && !(isEnough.test(charged) && System.nanoTime() - since > QUIET.toNanos())) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      var now = chargedMs();
      if (now != charged) {
        charged = now;
        since = System.nanoTime();
      }
    }
    return charged;
  }

  @Override
  public void close() {
    store.close();
  }
}
