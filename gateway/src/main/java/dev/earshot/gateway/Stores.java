package dev.earshot.gateway;

import dev.earshot.core.account.AccountErasure;
import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.ApiKeys;
import dev.earshot.core.app.AppStores;
import dev.earshot.core.billing.BillingBooks;
import dev.earshot.core.cost.CostLedger;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.credit.CreditNotices;
import dev.earshot.core.credit.InProcessNotices;
import dev.earshot.core.operator.AuditLog;
import dev.earshot.core.operator.OperatorKeys;
import dev.earshot.core.preference.Preferences;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.core.usage.UsageAudit;
import dev.earshot.core.usage.UsageCounter;
import dev.earshot.core.usage.UsageHistory;
import dev.earshot.core.usage.UsageJournal;
import dev.earshot.core.usage.UsageLedger;
import dev.earshot.firestore.FirestoreStore;
import dev.earshot.firestore.StoreSettings;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.GatewayConfig.Firestore;
import dev.earshot.gateway.config.GatewayConfig.Redis;
import dev.earshot.gateway.ops.Meters;
import dev.earshot.redis.RedisAddress;
import dev.earshot.redis.RedisStore;
import dev.earshot.sqlite.SqliteStore;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The stores that a configuration names, opened. The journal is always on this machine's own disk; the
/// others are there too where the gateway is alone.
///
/// @param costs of this instance alone, always on this machine's own disk too
/// @param operatorKeys of this instance alone, as is the log of what is done with them
/// @param billing beside the ledger
/// @param audit null for a ledger whose sums have no parts beside them
record Stores(Accounts accounts, ApiKeys keys, AllowanceSource allowances, UsageLedger ledger,
    UsageJournal journal, UsageCounter counter, ChangeSignals signals, CreditNotices notices,
    CostLedger costs, BillingBooks billing, @Nullable UsageAudit audit,
    UsageHistory history, AccountErasure erasure, OperatorKeys operatorKeys, AuditLog auditLog,
    CachePlaces caches, AppStores apps, Preferences preferences) {
  /// The longest that a question to a store that is away takes.
  static final Duration DEADLINE = Duration.ofSeconds(2);

  /// Opens them without waiting for what many share; whoever keeps the closings closes them.
  static Stores open(GatewayConfig config, InstantSource clock, Meters meters, Closings closings) {
    var file = closings.keep(SqliteStore.open(config.data().resolve("earshot.db"),
        config.credits().plans(), clock));
    var alone = alone(file, clock, config.backing().cacheBytes());
    var firestore = config.backing().firestore();
    var redis = config.backing().redis();
    var withLedger = firestore == null
        ? alone
        : alone.with(closings.keep(open(firestore, config, clock, meters)));
    return redis == null
        ? withLedger
        : withLedger.with(closings.keep(open(redis, clock, meters)),
            config.backing().cacheBytes());
  }

  /// What asks Firestore, unopened.
  static StoreSettings settings(Firestore firestore) {
    var service = StoreSettings.of(firestore.project()).within(DEADLINE);
    var emulator = firestore.emulator();
    return emulator == null ? service : service.onEmulator(emulator);
  }

  private static Stores alone(SqliteStore file, InstantSource clock, long cacheBytes) {
    var signals = new InProcessSignals();
    return new Stores(file.accounts(), file.apiKeys(), file.allowances(), file.usageLedger(),
        file.usageJournal(),
        new InProcessCounter(signals, clock), signals, new InProcessNotices(), file.costs(),
        file.billing(),
        null,
        file.history(), file.erasure(), file.operatorKeys(), file.auditLog(),
        CachePlaces.alone(cacheBytes),
        new AppStores(file.apps(), file.installs(), file.reviews(), file.testers()),
        file.preferences());
  }

  private static FirestoreStore open(Firestore firestore, GatewayConfig config,
      InstantSource clock, Meters meters) {
    return FirestoreStore.open(settings(firestore), config.credits().plans(), clock,
        kind -> meters.document(kind, kind.isRead()));
  }

  private static RedisStore open(Redis redis, InstantSource clock, Meters meters) {
    var store = RedisStore.open(RedisAddress.parse(redis.url()), clock);
    meters.redisRoundTrips(store::roundTrips);
    return store;
  }

  private Stores with(FirestoreStore shared) {
    return new Stores(shared.accounts(), shared.apiKeys(), shared.allowances(), shared.ledger(),
        journal, counter,
        signals, notices, costs, shared.billing(), shared.audit(), shared.history(),
        shared.erasure(),
        operatorKeys, auditLog, caches,
        new AppStores(shared.apps(), shared.installs(), shared.reviews(), shared.testers()),
        shared.preferences());
  }

  private Stores with(RedisStore shared, long cacheBytes) {
    return new Stores(accounts, keys, allowances, ledger, journal, shared.counter(),
        shared.signals(),
        shared.notices(), costs, billing, audit, history, erasure, operatorKeys, auditLog,
        CachePlaces.shared(shared, cacheBytes), apps, preferences);
  }
}
