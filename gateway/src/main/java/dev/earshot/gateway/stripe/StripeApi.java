package dev.earshot.gateway.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.PermissionException;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeCollection;
import com.stripe.model.Subscription;
import com.stripe.param.SubscriptionListParams;
import dev.earshot.gateway.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Stripe's API. Its library waits for answers, so it has threads of its own, few of them, and a queue
/// with an end: a Stripe that hangs holds up nothing but webhooks, which Stripe sends again.
final class StripeApi implements SubscriptionSource, AutoCloseable {
  private static final int THREADS = 4;
  private static final int WAITING = 64;
  private static final int KEPT_S = 60;
  /// As many as Stripe tells at once.
  private static final long PAGE = 100;
  private static final int PAGES = 3;

  private final StripeClient client;
  private final Duration deadline;
  private final Scheduler threads = Schedulers.newBoundedElastic(THREADS, WAITING,
      "earshot-stripe", KEPT_S, true);

  /// @param deadline for a call, its time in the queue included
  StripeApi(Secret key, URI url, Duration deadline) {
    var millis = Math.toIntExact(deadline.toMillis());
    this.deadline = deadline;
    this.client = StripeClient.builder()
        .setApiKey(key.text())
        .setApiBase(url.toString())
        .setConnectTimeout(millis)
        .setReadTimeout(millis)
        .setMaxNetworkRetries(0) // Stripe sends the event again
        .build();
  }

  /// What came of a call. An error is a value until it is sure that somebody still waits for it.
  private sealed interface Answer<T> {
    record Told<T>(T what) implements Answer<T> {}

    /// @param isRefusal whether Stripe has answered, and the next call may go well
    record Failed<T>(String why, boolean isRefusal) implements Answer<T> {}
  }

  /// What is asked. The library throws other things as well.
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws StripeException;
  }

  /// @param next where the next page begins; null on the last one
  private record Page(Instant asOf, List<SeenSubscription> subscriptions, @Nullable String next) {}

  @Override
  public Mono<SeenSubscription> fetch(String id) {
    return call("the subscription", () -> seen(client.v1().subscriptions().retrieve(id)));
  }

  @Override
  public Mono<Listing> list(String customer) {
    return page(customer, null)
        .expand(page -> page.next() == null ? Mono.empty() : page(customer, page.next()))
        .take(PAGES)
        .collectList()
        .map(pages -> new Listing(pages.getFirst().asOf(),
            pages.stream().flatMap(page -> page.subscriptions().stream()).toList()));
  }

  @Override
  public Mono<Boolean> cancel(String id) {
    return call("the end of the subscription", () -> {
      try {
        var _ = client.v1().subscriptions().cancel(id);
        return true;
      } catch (InvalidRequestException | PermissionException e) {
        return false;
      }
    });
  }

  private Mono<Page> page(String customer, @Nullable String after) {
    return call("the customer's subscriptions", () -> {
      var asked = SubscriptionListParams.builder()
          .setCustomer(customer)
          .setStatus(SubscriptionListParams.Status.ALL)
          .setLimit(PAGE);
      var told = client.v1()
          .subscriptions()
          .list(after == null ? asked.build() : asked.setStartingAfter(after).build());
      var subscriptions = told.getData().stream().map(StripeApi::seen).toList();
      return new Page(asOf(told), subscriptions,
          Boolean.TRUE.equals(told.getHasMore()) && !subscriptions.isEmpty()
              ? subscriptions.getLast().id()
              : null);
    });
  }

  private <T> Mono<T> call(String expected, Question<T> question) {
    return Mono.fromCallable(() -> answer(question))
        .subscribeOn(threads)
        .timeout(deadline)
        .publishOn(Schedulers.parallel())
        .map(answer -> switch (answer) {
          case Answer.Told<T>(var what) -> what;
          case Answer.Failed<T>(var why, var isRefusal) -> {
            var message = "stripe: " + why + " (expected: " + expected + ")";
            throw isRefusal ? new RefusedException(message) : new IllegalStateException(message);
          }
        });
  }

  private static <T> Answer<T> answer(Question<T> question) {
    try {
      return new Answer.Told<>(question.ask());
    } catch (StripeException e) {
      return new Answer.Failed<>(e.getClass().getSimpleName() + " " + e.getStatusCode(),
          e instanceof InvalidRequestException);
    } catch (RuntimeException e) {
      return new Answer.Failed<>(e.getClass().getSimpleName(),
          e instanceof IllegalArgumentException);
    }
  }

  private static SeenSubscription seen(Subscription told) {
    return SeenSubscription.of(told, EventReader.periodEnd(told.getRawJsonObject()));
  }

  /// Stripe's own clock when it answered, less than the longest time that an answer takes: so whatever
  /// clock this machine has, an event that is later than this answer counts as later.
  private Instant asOf(StripeCollection<Subscription> told) {
    var response = told.getLastResponse();
    var answered = response == null ? null : response.date();
    if (answered == null) {
      throw new IllegalStateException("date: none (expected: one, as RFC 9110 demands)");
    }
    return answered.minus(deadline).truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public void close() {
    threads.dispose();
  }
}
