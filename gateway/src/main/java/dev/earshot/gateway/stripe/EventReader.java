package dev.earshot.gateway.stripe;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.stripe.exception.EventDataObjectDeserializationException;
import com.stripe.model.Event;
import com.stripe.model.EventDataObjectDeserializer;
import com.stripe.model.StripeObject;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionSchedule;
import com.stripe.model.checkout.Session;
import com.stripe.net.ApiResource;
import dev.earshot.core.billing.BillingEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads Stripe's events, of whichever version of its API: those that change plans, and the rest.
final class EventReader {
  private static final String CHECKED_OUT = "checkout.session.completed";
  /// With their rank within one second.
  private static final Map<String, Integer> SUBSCRIPTION = Map.of(
      "customer.subscription.created", 0, "customer.subscription.updated", 1,
      "customer.subscription.deleted", 2);
  private static final Set<String> SCHEDULE = Set.of("subscription_schedule.completed",
      "subscription_schedule.canceled");
  private static final String PERIOD_END = "current_period_end";
  /// A purchase of an app in the seed system's shop, which is no plan.
  private static final String APP = "app_id";

  private EventReader() {}

  /// Whether events of this type can change a plan.
  static boolean isOfPlans(String type) {
    return type.equals(CHECKED_OUT) || SUBSCRIPTION.containsKey(type) || SCHEDULE.contains(type);
  }

  /// Reads a body.
  ///
  /// @throws IllegalArgumentException where it is no event, or lacks what this type of event has; the
  ///     message says nothing of the content
  static StripeNews read(String body) {
    try {
      return news(ApiResource.GSON.fromJson(body, Event.class));
    } catch (EventDataObjectDeserializationException | RuntimeException e) {
      // the library throws all kinds of things for what it did not expect, some with the content in their message
      throw new IllegalArgumentException(
          "body: no event that can be used (expected: one of Stripe's, as its API documents it)",
          e);
    }
  }

  private static StripeNews news(@Nullable Event told)
      throws EventDataObjectDeserializationException {
    var raw = SeenSubscription.present("event", told);
    var type = SeenSubscription.present("type", raw.getType());
    var event = new BillingEvent(SeenSubscription.present("id", raw.getId()), type,
        Instant.ofEpochSecond(SeenSubscription.present("created", raw.getCreated())));
    if (!isOfPlans(type)) {
      return new StripeNews.Irrelevant(event);
    }
    if (raw.getData() == null) {
      throw new IllegalArgumentException("data: missing (expected: as Stripe documents it)");
    }
    var data = raw.getDataObjectDeserializer();
    return switch (object(data)) {
      case Subscription subscription when SUBSCRIPTION.containsKey(type) ->
        new StripeNews.OfSubscription(event, SUBSCRIPTION.getOrDefault(type, 0),
            SeenSubscription.of(subscription, periodEnd(data)));
      case Session session when type.equals(CHECKED_OUT) -> checkout(event, session);
      case SubscriptionSchedule schedule when SCHEDULE.contains(type) ->
        new StripeNews.OfSchedule(event,
            SeenSubscription.present("customer", schedule.getCustomer()),
            schedule.getSubscription() == null
                ? schedule.getReleasedSubscription()
                : schedule.getSubscription());
      case null, default -> throw new IllegalArgumentException(
          "object: of another kind (expected: the kind of " + type + ")");
    };
  }

  private static StripeNews checkout(BillingEvent event, Session session) {
    var metadata = session.getMetadata();
    if (session.getCustomer() == null || (metadata != null && metadata.containsKey(APP))) {
      return new StripeNews.Irrelevant(event);
    }
    var reference = session.getClientReferenceId();
    return new StripeNews.OfCheckout(event, session.getCustomer(),
        reference == null || reference.isEmpty() ? SeenSubscription.uid(metadata) : reference,
        session.getSubscription());
  }

  /// An account may have events of an older version of the API; what is read here is the same in all of them.
  private static StripeObject object(EventDataObjectDeserializer data)
      throws EventDataObjectDeserializationException {
    return data.deserializeUnsafe();
  }

  private static @Nullable Long periodEnd(EventDataObjectDeserializer data) {
    return periodEnd(JsonParser.parseString(data.getRawJson()).getAsJsonObject());
  }

  /// The end of a subscription's own period, as older versions of the API tell it; null where there is none.
  static @Nullable Long periodEnd(@Nullable JsonObject subscription) {
    var end = subscription == null ? null : subscription.get(PERIOD_END);
    return end == null || !end.isJsonPrimitive() ? null : end.getAsLong();
  }
}
