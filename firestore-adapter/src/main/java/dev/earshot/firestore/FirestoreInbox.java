package dev.earshot.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import dev.earshot.core.billing.BillingEvent;
import dev.earshot.core.billing.EventInbox;
import dev.earshot.core.identity.AccountId;
import dev.earshot.firestore.DocumentOperations.Kind;
import dev.earshot.firestore.Merging.Outcome;
import io.grpc.Status.Code;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Events of the payment service, a document each, which the TTL policy takes away.
final class FirestoreInbox implements EventInbox {
  private final Calls calls;
  private final Merging merging;
  private final InstantSource clock;

  FirestoreInbox(Calls calls, InstantSource clock) {
    this.calls = calls;
    this.merging = new Merging(calls);
    this.clock = clock;
  }

  @Override
  public Mono<Entry> receive(BillingEvent event) {
    return calls.within(Mono.defer(() -> calls
        .commit(writes -> writes.as(Kind.BILLING_WRITE)
            .create(Names.event(writes.store(), event.id()), fields(event)))
        .thenReturn(new Entry(event, Stage.RECEIVED, null))
        .onErrorResume(failure -> Failures.is(failure, Code.ALREADY_EXISTS),
            _ -> calls.read(Kind.BILLING_READ, store -> Names.event(store, event.id()))
                .map(FirestoreInbox::entry))));
  }

  @Override
  public Mono<Void> advance(String event, Stage stage, @Nullable AccountId account) {
    return calls.within(merging.merge(store -> Names.event(store, event), found -> {
      var change = found.exists() ? change(entry(found), stage, account) : Map.<String, Object>of();
      return new Outcome<>(change.isEmpty() ? null : change, true);
    })).then();
  }

  private static Map<String, Object> change(Entry entry, Stage stage,
      @Nullable AccountId account) {
    var change = new HashMap<String, Object>();
    if (stage.compareTo(entry.stage()) > 0) {
      change.put(Names.STAGE, name(stage));
    }
    if (account != null && !account.equals(entry.account())) {
      change.put(Names.ACCOUNT, account.value());
    }
    return change;
  }

  private Map<String, Object> fields(BillingEvent event) {
    var now = clock.instant();
    return Map.of(Names.TYPE, event.type(), Names.AT, MonthDocument.stamp(event.at()),
        Names.STAGE, name(Stage.RECEIVED), Names.RECEIVED_AT, MonthDocument.stamp(now),
        Names.EXPIRES_AT, MonthDocument.stamp(now.plus(KEPT)));
  }

  private static Entry entry(DocumentSnapshot found) {
    var fields = new Fields(found);
    return new Entry(
        new BillingEvent(found.getId(), fields.text(Names.TYPE), fields.moment(Names.AT)),
        stage(fields),
        fields.has(Names.ACCOUNT) ? new AccountId(fields.text(Names.ACCOUNT)) : null);
  }

  private static Stage stage(Fields fields) {
    for (var stage : Stage.values()) {
      if (name(stage).equals(fields.text(Names.STAGE))) {
        return stage;
      }
    }
    throw fields.broken(Names.STAGE, "received, applied or signalled");
  }

  private static String name(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }
}
