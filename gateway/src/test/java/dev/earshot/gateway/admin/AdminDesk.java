package dev.earshot.gateway.admin;

import dev.earshot.core.account.Plans;
import dev.earshot.core.billing.PlanDesk;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.signal.Announcer;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.usage.UsageCounter;
import dev.earshot.gateway.engine.EngineDesk;
import dev.earshot.testkit.MemoryStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/// All admin pages over a store in memory.
public final class AdminDesk {
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private AdminDesk() {}

  /// Keys of accounts are `esk_1`, those of operators `eak_1`, `eak_2`, ...; gifts `gift-0`.
  public static AdminPages pages(AdminKey key, MemoryStore store, ChangeSignals signals,
      UsageCounter counter, AllowanceSource allowances, EngineDesk engines, Plans plans,
      InstantSource clock) {
    var announcer = new Announcer(store.billing().outbox(), signals, () -> {}, DEADLINE, clock);
    var credits = new CreditOffice(allowances, new CounterTotal(counter, DEADLINE),
        new PlanDesk(store.accounts(), announcer, () -> "change"), plans, clock, DEADLINE);
    var number = new AtomicInteger();
    return new AdminPages(new AdminDoor(key, store.operatorKeys(), DEADLINE),
        new AuditTrail(store.auditLog(), clock, DEADLINE),
        List.of(new CreditRequests(credits, () -> "gift-0"),
            new KeyRequests(new KeyOffice(store.apiKeys(), credits, announcer, clock, () -> "esk_1",
                DEADLINE)),
            new EngineRequests(engines, DEADLINE),
            new AccountRequests(new AccountOffice(store.accounts(), store.apiKeys(),
                store.erasure(), _ -> Mono.empty(), credits, announcer,
                () -> "change", clock, DEADLINE)),
            new PlanRequests(plans),
            new OperatorRequests(new OperatorOffice(store.operatorKeys(), clock,
                () -> "eak_" + number.incrementAndGet(), DEADLINE)),
            new AuditRequests(store.auditLog(), DEADLINE)));
  }
}
