package dev.earshot.testkit;

import dev.earshot.core.billing.BillingBooks;
import dev.earshot.core.billing.BillingEvent;
import dev.earshot.core.billing.EventInbox;
import dev.earshot.core.billing.EventOrder;
import dev.earshot.core.billing.PaidSubscription;
import dev.earshot.core.billing.Payer;
import dev.earshot.core.billing.Payers;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.SignalIntent;
import dev.earshot.core.signal.SignalOutbox;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Inbox, payers and outbox in maps.
final class MemoryBilling implements EventInbox, Payers, SignalOutbox {
  private final Map<String, Entry> events = new ConcurrentHashMap<>();
  private final Map<String, Payer> payers = new ConcurrentHashMap<>();
  private final Map<String, PaidSubscription> subscriptions = new ConcurrentHashMap<>();
  private final Map<String, SignalIntent> intents = new ConcurrentHashMap<>();

  BillingBooks books() {
    return new BillingBooks(this, this, this);
  }

  @Override
  public Mono<Entry> receive(BillingEvent event) {
    return Mono.fromSupplier(() -> {
      var mine = new Entry(event, Stage.RECEIVED, null);
      var there = events.putIfAbsent(event.id(), mine);
      return there == null ? mine : there;
    });
  }

  @Override
  public Mono<Void> advance(String event, Stage stage, @Nullable AccountId account) {
    return Mono.fromRunnable(() -> events.computeIfPresent(event,
        (_, entry) -> new Entry(entry.event(),
            stage.compareTo(entry.stage()) > 0 ? stage : entry.stage(),
            account == null ? entry.account() : account)));
  }

  @Override
  public Mono<Payer> link(String customer, AccountId account, EventOrder order) {
    return Mono.fromSupplier(() -> {
      var first = Payer.first(customer, account, order);
      return Objects.requireNonNull(payers.merge(customer, first,
          (known, _) -> known.told(account, order)));
    });
  }

  @Override
  public Mono<Payer> payer(String customer) {
    return Mono.fromSupplier(() -> payers.get(customer));
  }

  @Override
  public Mono<List<Payer>> list(Page page) {
    var account = page.account();
    var after = page.after();
    return Mono.fromSupplier(() -> payers.values()
        .stream()
        .filter(payer -> account == null || payer.account().equals(account))
        .filter(payer -> after == null || payer.customer().compareTo(after) > 0)
        .sorted(Comparator.comparing(Payer::customer))
        .limit(page.most())
        .toList());
  }

  @Override
  public Mono<Void> learn(PaidSubscription news) {
    return Mono.fromRunnable(() -> subscriptions.merge(news.id(), news,
        (known, _) -> news.order().isAfter(known.order()) ? news : known));
  }

  @Override
  public Mono<List<PaidSubscription>> of(AccountId account) {
    return Mono.fromSupplier(() -> subscriptions.values()
        .stream()
        .filter(one -> {
          var payer = payers.get(one.customer());
          return payer != null && payer.account().equals(account);
        })
        .limit(Payers.MOST)
        .toList());
  }

  @Override
  public Mono<Void> put(SignalIntent intent) {
    return Mono.fromRunnable(() -> intents.put(intent.id(), intent));
  }

  @Override
  public Mono<Void> remove(String id) {
    return Mono.fromRunnable(() -> intents.remove(id));
  }

  @Override
  public Mono<List<SignalIntent>> waiting() {
    return Mono.fromSupplier(() -> intents.values()
        .stream()
        .sorted(Comparator.comparing(SignalIntent::dueAt).thenComparing(SignalIntent::id))
        .limit(SignalOutbox.MOST)
        .toList());
  }
}
