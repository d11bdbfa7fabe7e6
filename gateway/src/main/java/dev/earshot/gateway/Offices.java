package dev.earshot.gateway;

import dev.earshot.core.identity.StreamId;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.gateway.admin.AccountOffice;
import dev.earshot.gateway.admin.AccountRequests;
import dev.earshot.gateway.admin.AdminDoor;
import dev.earshot.gateway.admin.AdminKey;
import dev.earshot.gateway.admin.AdminPages;
import dev.earshot.gateway.admin.AdminRoom;
import dev.earshot.gateway.admin.AuditRequests;
import dev.earshot.gateway.admin.AuditTrail;
import dev.earshot.gateway.admin.CounterTotal;
import dev.earshot.gateway.admin.CreditOffice;
import dev.earshot.gateway.admin.CreditRequests;
import dev.earshot.gateway.admin.DrainRequests;
import dev.earshot.gateway.admin.EngineRequests;
import dev.earshot.gateway.admin.KeyOffice;
import dev.earshot.gateway.admin.KeyRequests;
import dev.earshot.gateway.admin.OperatorCalls;
import dev.earshot.gateway.admin.OperatorOffice;
import dev.earshot.gateway.admin.OperatorRequests;
import dev.earshot.gateway.admin.PlanRequests;
import dev.earshot.gateway.api.Api;
import dev.earshot.gateway.api.Callers;
import dev.earshot.gateway.api.CreditRoutes;
import dev.earshot.gateway.api.DeletionRoutes;
import dev.earshot.gateway.api.Route;
import dev.earshot.gateway.api.UsageRoutes;
import dev.earshot.gateway.auth.HandshakeRate;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.dialect.Endpoint;
import dev.earshot.gateway.dialect.Entrance;
import dev.earshot.gateway.dialect.deepgram.GrantEndpoint;
import dev.earshot.gateway.dialect.openai.ClientSecrets;
import dev.earshot.gateway.engine.EngineDesk;
import dev.earshot.gateway.stripe.ReconcileRequests;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What is answered without a stream, put together: the API of accounts at the public port, what the
/// dialects have beside their streams, and the pages of the operations port.
final class Offices {
  private static final Duration ADMIN_DEADLINE = Duration.ofSeconds(3);
  private static final Duration SECRET_DEADLINE = Duration.ofSeconds(5);
  /// Of one account on one instance; what a page of usage costs is bounded by it.
  private static final int CALLS_A_MINUTE = 300;

  private final GatewayConfig config;
  private final Stores stores;
  private final Doors doors;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Supplier<StreamId> ids;
  private final Billing billing;
  private final CreditOffice credits;
  private final AccountOffice accounts;
  private final AppRoom apps;
  private final AdminDoor door;

  /// @param billing through which plans are changed
  /// @param apps what users see of apps
  /// @param ids name what has no name; must not block
  /// @throws IOException when the admin key cannot be kept or read
  Offices(GatewayConfig config, Stores stores, Doors doors, Billing billing, InstantSource clock,
      SecureRandom random, AppRoom apps, Supplier<StreamId> ids) throws IOException {
    this.config = config;
    this.stores = stores;
    this.doors = doors;
    this.clock = clock;
    this.random = random;
    this.ids = ids;
    this.billing = billing;
    this.apps = apps;
    this.door = new AdminDoor(AdminKey.of(config.data(), random), stores.operatorKeys(),
        ADMIN_DEADLINE);
    this.credits = new CreditOffice(stores.allowances(),
        new CounterTotal(stores.counter(), ADMIN_DEADLINE), billing.plans(),
        config.credits().plans(), clock, ADMIN_DEADLINE);
    this.accounts = new AccountOffice(stores.accounts(), stores.keys(), stores.erasure(),
        apps::forget, credits, billing.announcer(), () -> ids.get().toString(), clock,
        ADMIN_DEADLINE);
  }

  /// What answers at the port of the streams.
  ///
  /// @param entrances where streams begin
  List<Endpoint> endpoints(Capabilities engine, List<Entrance> entrances) {
    var mint = new TokenMint(doors.gatekeeper(), doors.tokens(), SECRET_DEADLINE);
    return Api.endpoints(routes(),
        new Callers(doors.gatekeeper(), new HandshakeRate(CALLS_A_MINUTE, System::nanoTime)),
        entrances, Stream.concat(billing.endpoints().stream(),
            Stream.of(new GrantEndpoint(new Grants(doors), () -> ids.get().toString()),
                ClientSecrets.documented(engine, mint, ids),
                ClientSecrets.beta(engine, mint, ids)))
            .toList());
  }

  /// What the operations port answers to operators.
  AdminPages adminPages(EngineDesk engines, DrainRequests.Desk drain) {
    var keys = new KeyOffice(stores.keys(), credits, billing.announcer(), clock,
        () -> FirstKeys.drawn(random), ADMIN_DEADLINE);
    var operators = new OperatorOffice(stores.operatorKeys(), clock,
        () -> AdminKey.drawn(random), ADMIN_DEADLINE);
    return new AdminPages(door, trail(),
        Stream.<AdminRoom>concat(
            Stream.of(new CreditRequests(credits, () -> ids.get().toString()),
                new KeyRequests(keys),
                new EngineRequests(engines, ADMIN_DEADLINE), new AccountRequests(accounts),
                new PlanRequests(config.credits().plans()), new OperatorRequests(operators),
                new DrainRequests(drain),
                new AuditRequests(stores.auditLog(), ADMIN_DEADLINE)),
            Stream.ofNullable(billing.reconciliation()).map(ReconcileRequests::new)).toList());
  }

  /// Every route of the API, room by room.
  private List<Route> routes() {
    return Stream.of(new CreditRoutes(credits).routes(),
        new UsageRoutes(stores.history(), clock, Stores.DEADLINE).routes(),
        new DeletionRoutes(accounts).routes(),
        apps.routes(new OperatorCalls(door, trail()), clock, this::drawn))
        .flatMap(List::stream)
        .toList();
  }

  private AuditTrail trail() {
    return new AuditTrail(stores.auditLog(), clock, ADMIN_DEADLINE);
  }

  /// What tells the ids of two apps of one name apart.
  private String drawn() {
    return HexFormat.of().toHexDigits(random.nextLong());
  }
}
