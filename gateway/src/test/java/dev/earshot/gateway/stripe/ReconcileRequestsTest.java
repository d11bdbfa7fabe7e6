package dev.earshot.gateway.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.billing.EventOrder;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.config.Secret;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an operator may order.
@Timeout(30)
class ReconcileRequestsTest {
  private static final String PATH = "/admin/reconcile";

  private final StripeDouble stripe = new StripeDouble();
  private final StripeApi api = new StripeApi(new Secret(StripeDouble.KEY), stripe.url(),
      Duration.ofSeconds(10));
  private final Shop shop = new Shop(api);
  private final ReconcileRequests requests = new ReconcileRequests(shop.reconciliation(api));

  @AfterEach
  void close() {
    api.close();
    stripe.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"{} | 20 | false", "{\"after\": \"cus_20\"} | 14 | true",
      "{\"after\": \"cus_99\"} | 0 | true", "{\"account\": \"user-12\"} | 1 | true",
      "{\"account\": \"nobody\"} | 0 | true"})
  void post_wish_looksAtThose(String wish, int lookedAt, boolean isComplete) {
    for (var n = 10; n < 35; n++) {
      shop.books()
          .payers()
          .link("cus_" + n, new AccountId("user-" + n), new EventOrder(Shop.NOW, 0, "evt"))
          .block();
    }

    assertThat(requests.answer("POST", PATH, wish).block())
        .startsWith("{\"looked_at\":" + lookedAt + ",")
        .contains("\"complete\":" + isComplete);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "nonsense", "{\"account\": 7}", "{\"account\": \"a b\"}",
      "{\"after\": null}", "{\"after\": \"../x\"}"})
  void post_nonsense_isRefused(String wish) {
    assertThatThrownBy(() -> requests.answer("POST", PATH, wish).block())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(expected: ");
  }

  @Test
  void answer_anotherMethodOrPath_isNothing() {
    assertThat(requests.answer("GET", PATH, "").block()).isNull();
    assertThat(requests.answer("POST", PATH + "/ann", "{}").block()).isNull();
  }
}
