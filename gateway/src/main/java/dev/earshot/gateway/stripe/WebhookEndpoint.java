package dev.earshot.gateway.stripe;

import dev.earshot.gateway.dialect.Endpoint;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.openapi.Operation;
import dev.earshot.gateway.openapi.Shape;
import dev.earshot.gateway.ops.BillingMeters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// `POST /v1/stripe/webhook`: what Stripe tells. The body is read as it came, and nothing of it before
/// the signature is known to be good.
///
/// 200 means that Stripe need not send the event again: it is done, or everything that is left to do is
/// written down. 400 is for what Stripe has not signed, or not lately, or what is no event; 503 for
/// what could not be done now.
final class WebhookEndpoint implements Endpoint, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookEndpoint.class);
  private static final int MOST_BYTES = 256 * 1024;
  /// Bodies at once: 8 MiB, and as many hands as read them.
  private static final int AT_ONCE = 32;
  private static final int READERS = 2;
  private static final int KEPT_S = 60;
  /// Within the 10 s that a request has.
  private static final Duration DEADLINE = Duration.ofSeconds(8);
  private static final String COME_BACK_S = "5";
  private static final String OTHER = "other";

  private final Signatures signatures;
  private final WebhookDesk desk;
  private final BillingMeters meters;
  private final AtomicInteger open = new AtomicInteger();
  private final Scheduler readers = Schedulers.newBoundedElastic(READERS, AT_ONCE,
      "earshot-webhook", KEPT_S, true);

  WebhookEndpoint(Signatures signatures, WebhookDesk desk, BillingMeters meters) {
    this.signatures = signatures;
    this.desk = desk;
    this.meters = meters;
  }

  /// What a body is.
  private sealed interface Read {
    record Good(StripeNews news) implements Read {}

    /// It is not let in.
    ///
    /// @param error one word for a program
    record Refused(String error, String message) implements Read {}
  }

  @Override
  public Set<String> paths() {
    return Set.of("/v1/stripe/webhook");
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public List<Operation> operations() {
    return List.of(Operation
        .of("POST", "/v1/stripe/webhook",
            "Takes an event of Stripe's, signed in the header Stripe-Signature.")
        .reading(Shape.object(Map.of("id", Shape.text(), "type", Shape.text())))
        .telling(200, "it is written down", Shape.object(Map.of("status", Shape.text())))
        .inItsOwnWords());
  }

  @Override
  public int longestBody() {
    return MOST_BYTES;
  }

  @Override
  public Mono<Reply> answer(Call call) {
    return Mono.defer(() -> {
      if (open.incrementAndGet() > AT_ONCE) {
        open.decrementAndGet();
        meters.event(OTHER, "busy");
        return Mono.just(later("webhooks: " + AT_ONCE + " at once (expected: fewer)"));
      }
      return handled(call).doFinally(_ -> open.decrementAndGet());
    });
  }

  /// Not on an event loop: signing a body of 256 KiB and reading it takes its time.
  private Mono<Reply> handled(Call call) {
    return Mono.fromCallable(() -> read(call))
        .subscribeOn(readers)
        .publishOn(Schedulers.parallel())
        .flatMap(read -> switch (read) {
          case Read.Good(var news) -> taken(news);
          case Read.Refused refused -> Mono.fromSupplier(() -> refused(refused));
        })
        .timeout(DEADLINE)
        .onErrorResume(error -> Mono.fromSupplier(() -> {
          meters.event(OTHER, "failed");
          LOG.warn("stripe: an event could not be taken: {}", error.toString());
          return later("store: no answer (expected: one)");
        }));
  }

  private Read read(Call call) {
    return switch (signatures.judge(call.request().header("stripe-signature"), call.body())) {
      case GOOD -> event(call.body());
      case FORGED -> new Read.Refused("invalid_signature",
          "stripe-signature: of none of our secrets (expected: one of EARSHOT_STRIPE_SECRETS)");
      case OLD -> new Read.Refused("too_old", "stripe-signature: its time is not ours (expected: "
          + Signatures.TOLERANCE.toSeconds() + " s apart at most)");
    };
  }

  private static Read event(String body) {
    try {
      return new Read.Good(EventReader.read(body));
    } catch (IllegalArgumentException e) {
      return new Read.Refused("invalid_payload", String.valueOf(e.getMessage()));
    }
  }

  private Mono<Reply> taken(StripeNews news) {
    return desk.take(news)
        .map(outcome -> done(news, outcome))
        .onErrorResume(error -> Mono.fromSupplier(() -> failed(news, error)));
  }

  private Reply refused(Read.Refused why) {
    meters.event(OTHER, why.error());
    LOG.warn("stripe: {}", why.message());
    return Reply.problem(400, why.error(), why.message());
  }

  private Reply done(StripeNews news, Outcome outcome) {
    meters.event(type(news), outcome.word());
    return Reply.json(200, Map.of("status", "success", "outcome", outcome.word()));
  }

  private Reply failed(StripeNews news, Throwable error) {
    meters.event(type(news), "failed");
    LOG.warn("stripe: {} could not be done and has to come again: {}", news.event().id(),
        error.toString());
    return later("store or Stripe: no answer (expected: one)");
  }

  private static String type(StripeNews news) {
    var type = news.event().type();
    return EventReader.isOfPlans(type) ? type : OTHER;
  }

  private static Reply later(String message) {
    return Reply.problem(503, "busy", message).with("retry-after", COME_BACK_S);
  }

  @Override
  public void close() {
    readers.dispose();
  }
}
