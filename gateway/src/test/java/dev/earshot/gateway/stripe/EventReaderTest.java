package dev.earshot.gateway.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.billing.BillingEvent;
import dev.earshot.gateway.stripe.SeenSubscription.Item;
import dev.earshot.gateway.stripe.StripeDouble.Sub;
import dev.earshot.gateway.stripe.StripeNews.Irrelevant;
import dev.earshot.gateway.stripe.StripeNews.OfCheckout;
import dev.earshot.gateway.stripe.StripeNews.OfSchedule;
import dev.earshot.gateway.stripe.StripeNews.OfSubscription;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Sub SUB = new Sub("sub_1", "cus_1", "active", "price_plus", NOW,
      NOW.plusSeconds(60), "zoë");

  @ParameterizedTest
  @CsvSource({"created, 0", "updated, 1", "deleted, 2"})
  void read_subscription_isWhatItSays(String what, int rank) {
    var type = "customer.subscription." + what;

    assertThat(EventReader.read(StripeDouble.event("evt_1", type, NOW, SUB))).isEqualTo(
        new OfSubscription(new BillingEvent("evt_1", type, NOW), rank,
            new SeenSubscription("sub_1", "cus_1", NOW, "active", "zoë",
                List.of(new Item("price_plus", NOW.plusSeconds(60))))));
  }

  /// Before March 2025 the period was the subscription's own; accounts that stayed there send such events.
  @Test
  void read_olderVersionOfTheApi_findsThePeriod() {
    var json = StripeDouble.json(SUB)
        .put("current_period_end", NOW.plusSeconds(7).getEpochSecond());
    json.withArray("/items/data")
        .forEach(item -> ((ObjectNode) item)
            .remove("current_period_end"));
    var body = StripeDouble.event("evt_1", "customer.subscription.updated", NOW, json)
        .replaceFirst("\"api_version\":\"[^\"]+\"", "\"api_version\":\"2020-08-27\"");

    assertThat(EventReader.read(body)).isInstanceOfSatisfying(OfSubscription.class,
        of -> assertThat(of.subscription().items())
            .containsExactly(new Item("price_plus", NOW.plusSeconds(7))));
  }

  @Test
  void read_checkout_isForItsReferenceBeforeItsMetadata() {
    var event = new BillingEvent("evt_1", "checkout.session.completed", NOW);
    var session = StripeDouble.checkout(SUB, "ann");
    session.putObject("metadata").put("uid", "bob");

    assertThat(EventReader.read(StripeDouble.event("evt_1", event.type(), NOW, session)))
        .isEqualTo(new OfCheckout(event, "cus_1", "ann", "sub_1"));
    assertThat(EventReader.read(StripeDouble.event("evt_1", event.type(), NOW,
        session.putNull("client_reference_id"))))
        .isEqualTo(new OfCheckout(event, "cus_1", "bob", "sub_1"));
  }

  @Test
  void read_checkoutOfAnApp_changesNoPlan() {
    var session = StripeDouble.checkout(SUB, "ann");
    session.putObject("metadata").put("app_id", "app-1");

    assertThat(EventReader.read(
        StripeDouble.event("evt_1", "checkout.session.completed", NOW, session)))
        .isInstanceOf(Irrelevant.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"completed", "canceled"})
  void read_schedule_namesItsSubscription(String status) {
    var type = "subscription_schedule." + status;

    assertThat(EventReader.read(
        StripeDouble.event("evt_1", type, NOW, StripeDouble.schedule(SUB, status))))
        .isEqualTo(new OfSchedule(new BillingEvent("evt_1", type, NOW), "cus_1", "sub_1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"invoice.paid", "customer.subscription.trial_will_end",
      "v2.core.anything",
      "customer.created", "a.type.to.come"})
  void read_otherTypes_changeNoPlan(String type) {
    assertThat(EventReader.read(
        StripeDouble.event("evt_1", type, NOW, JsonNodeFactory.instance.objectNode())))
        .isEqualTo(new Irrelevant(new BillingEvent("evt_1", type, NOW)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "\"text\"", "{", "{}", "not json", "{\"id\":7}",
      "{\"id\":\"evt_1\"}",
      "{\"id\":\"evt_1\",\"type\":\"customer.subscription.updated\",\"created\":1}",
      "{\"id\":\"evt_1\",\"type\":\"customer.subscription.updated\",\"created\":1,\"data\":{}}",
      "{\"id\":\"evt_1\",\"type\":\"customer.subscription.updated\",\"created\":1,\"data\":{\"object\":{}}}",
      "{\"id\":\"evt_1\",\"type\":\"customer.subscription.updated\",\"created\":1,\"data\":{\"object\":[]}}",
      "{\"id\":\"evt/1\",\"type\":\"invoice.paid\",\"created\":1}",
      "{\"id\":\"evt_1\",\"type\":\"invoice.paid\",\"created\":\"s3cret\"}",
      "{\"id\":\"evt_1\",\"type\":\"customer.subscription.updated\",\"created\":1,"
          + "\"data\":{\"object\":{\"object\":\"charge\",\"id\":\"ch_1\"}}}",
      "{\"id\":\"evt_1\",\"type\":\"customer.subscription.updated\",\"created\":1,"
          + "\"data\":{\"object\":{\"object\":\"subscription\",\"id\":\"sub_1\"}}}"})
  void read_noEvent_isRefusedWithoutSayingWhatItHolds(String body) {
    assertThatThrownBy(() -> EventReader.read(body)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(expected:")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void read_cutAnywhere_isRefused() {
    var body = StripeDouble.event("evt_1", "customer.subscription.updated", NOW, SUB);
    for (var length = 0; length < body.length(); length++) {
      var cut = body.substring(0, length);

      assertThatThrownBy(() -> EventReader.read(cut)).as(cut)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
