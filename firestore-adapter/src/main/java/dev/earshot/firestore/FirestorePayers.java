package dev.earshot.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import dev.earshot.core.billing.EventOrder;
import dev.earshot.core.billing.PaidSubscription;
import dev.earshot.core.billing.Payer;
import dev.earshot.core.billing.Payers;
import dev.earshot.core.identity.AccountId;
import dev.earshot.firestore.DocumentOperations.Kind;
import dev.earshot.firestore.Merging.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Who pays for whom and for what: a document for each customer and each subscription, with the order
/// of what it says.
final class FirestorePayers implements Payers {
  /// In the place of what is not there: a field that is left out would stay as it was.
  private static final String NONE = "";
  /// Of one account; Firestore looks for 30 values at once.
  private static final int CUSTOMERS = 30;

  private final Calls calls;
  private final Merging merging;

  FirestorePayers(Calls calls) {
    this.calls = calls;
    this.merging = new Merging(calls);
  }

  @Override
  public Mono<Payer> link(String customer, AccountId account, EventOrder order) {
    return calls.within(merging.merge(store -> Names.customer(store, customer), found -> {
      var payer = found.exists()
          ? payer(found).told(account, order)
          : Payer.first(customer, account, order);
      return new Outcome<>(found.exists() && payer(found).equals(payer) ? null : fields(payer),
          payer);
    }));
  }

  @Override
  public Mono<Payer> payer(String customer) {
    return calls.within(calls.read(Kind.BILLING_READ, store -> Names.customer(store, customer))
        .filter(DocumentSnapshot::exists)
        .map(FirestorePayers::payer));
  }

  @Override
  public Mono<List<Payer>> list(Page page) {
    return calls.within(calls.find(Kind.BILLING_READ, store -> query(store, page))
        .map(found -> found.getDocuments()
            .stream()
            .map(document -> payer(document))
            .toList()));
  }

  @Override
  public Mono<Void> learn(PaidSubscription news) {
    return calls.within(merging.merge(store -> Names.subscription(store, news.id()),
        found -> new Outcome<>(
            found.exists() && !news.order().isAfter(order(new Fields(found)))
                ? null
                : fields(news),
            true)))
        .then();
  }

  @Override
  public Mono<List<PaidSubscription>> of(AccountId account) {
    return calls.within(calls.find(Kind.BILLING_READ, store -> Names.customers(store)
        .whereEqualTo(Names.ACCOUNT, account.value())
        .limit(CUSTOMERS))
        .map(found -> found.getDocuments().stream().map(DocumentSnapshot::getId).toList())
        .flatMap(this::ofCustomers));
  }

  private Mono<List<PaidSubscription>> ofCustomers(List<String> customers) {
    return customers.isEmpty()
        ? Mono.just(List.of())
        : calls.find(Kind.BILLING_READ, store -> Names.subscriptions(store)
            .whereIn(Names.CUSTOMER, customers)
            .limit(MOST))
            .map(found -> found.getDocuments()
                .stream()
                .map(document -> subscription(document))
                .toList());
  }

  private static Query query(Firestore store, Page page) {
    var account = page.account();
    var after = page.after();
    var all = Names.customers(store);
    var asked = account == null ? all : all.whereEqualTo(Names.ACCOUNT, account.value());
    var rest = after == null ? asked : asked.whereGreaterThan(FieldPath.documentId(), after);
    return rest.orderBy(FieldPath.documentId()).limit(page.most());
  }

  private static Map<String, Object> fields(Payer payer) {
    var fields = fields(payer.order());
    fields.put(Names.ACCOUNT, payer.account().value());
    if (payer.before() != null) {
      fields.put(Names.BEFORE, payer.before().value());
    }
    if (payer.movedBy() != null) {
      fields.put(Names.MOVED_BY, payer.movedBy());
    }
    return fields;
  }

  private static Map<String, Object> fields(PaidSubscription one) {
    var fields = fields(one.order());
    fields.put(Names.CUSTOMER, one.customer());
    fields.put(Names.CREATED_AT, MonthDocument.stamp(one.createdAt()));
    fields.put(Names.PLAN, one.plan() == null ? NONE : one.plan());
    fields.put(Names.PAID_UNTIL,
        one.paidUntil() == null ? NONE : MonthDocument.stamp(one.paidUntil()));
    return fields;
  }

  private static Map<String, Object> fields(EventOrder order) {
    return new HashMap<>(Map.of(Names.ORDER_AT, MonthDocument.stamp(order.at()),
        Names.ORDER_RANK, order.rank(), Names.ORDER_TIE, order.tie()));
  }

  private static Payer payer(DocumentSnapshot found) {
    var fields = new Fields(found);
    return new Payer(found.getId(), new AccountId(fields.text(Names.ACCOUNT)),
        fields.has(Names.BEFORE) ? new AccountId(fields.text(Names.BEFORE)) : null,
        fields.has(Names.MOVED_BY) ? fields.text(Names.MOVED_BY) : null, order(fields));
  }

  private static PaidSubscription subscription(DocumentSnapshot found) {
    var fields = new Fields(found);
    return new PaidSubscription(found.getId(), fields.text(Names.CUSTOMER),
        fields.moment(Names.CREATED_AT),
        is(fields, Names.PLAN) ? fields.text(Names.PLAN) : null,
        moment(fields, Names.PAID_UNTIL), order(fields));
  }

  private static EventOrder order(Fields fields) {
    return new EventOrder(fields.moment(Names.ORDER_AT),
        Math.toIntExact(fields.amount(Names.ORDER_RANK)), fields.text(Names.ORDER_TIE));
  }

  private static @Nullable Instant moment(Fields fields, String name) {
    return is(fields, name) ? fields.moment(name) : null;
  }

  private static boolean is(Fields fields, String name) {
    return fields.has(name) && !NONE.equals(fields.document().get(name));
  }
}
