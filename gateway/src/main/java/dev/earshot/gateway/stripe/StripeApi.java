package dev.earshot.gateway.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import dev.earshot.gateway.config.Secret;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Stripe's API. Its library waits for answers, so it has threads of its own, few of them, and a queue
/// with an end: a Stripe that hangs holds up nothing but webhooks, which Stripe sends again.
final class StripeApi implements SubscriptionSource, AutoCloseable {
  private static final int THREADS = 4;
  private static final int WAITING = 64;
  private static final int KEPT_S = 60;

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
  private sealed interface Answer {
    record Told(SeenSubscription subscription) implements Answer {}

    record Failed(String why) implements Answer {}
  }

  @Override
  public Mono<SeenSubscription> fetch(String id) {
    return Mono.fromCallable(() -> ask(id))
        .subscribeOn(threads)
        .timeout(deadline)
        .publishOn(Schedulers.parallel())
        .map(answer -> switch (answer) {
          case Answer.Told(var subscription) -> subscription;
          case Answer.Failed(var why) -> throw new IllegalStateException("stripe: " + why
              + " (expected: the subscription)");
        });
  }

  private Answer ask(String id) {
    try {
      var told = client.v1().subscriptions().retrieve(id);
      return new Answer.Told(
          SeenSubscription.of(told, EventReader.periodEnd(told.getRawJsonObject())));
    } catch (StripeException e) {
      return new Answer.Failed(e.getClass().getSimpleName() + " " + e.getStatusCode());
    } catch (RuntimeException e) {
      return new Answer.Failed(e.getClass().getSimpleName());
    }
  }

  @Override
  public void close() {
    threads.dispose();
  }
}
