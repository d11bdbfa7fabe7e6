package dev.earshot.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeReaderTest {
  private static final String SECRET = "whsec_s3cret";

  @Test
  void read_noSecret_hearsNothing() {
    assertThat(ConfigReader.read(Map.of("EARSHOT_PRICES", "price_1:basic"), null).stripe())
        .isNull();
  }

  @Test
  void read_onlyASecret_asksNobodyAndKnowsNoPrice() {
    assertThat(ConfigReader.read(Map.of("EARSHOT_STRIPE_SECRETS", SECRET), null).stripe())
        .isEqualTo(new StripeSettings(List.of(new Secret(SECRET)), Map.of(), null,
            StripeSettings.STRIPE));
  }

  @Test
  void settings_printed_showNoSecret() {
    var settings = Objects.requireNonNull(ConfigReader.read(Map.of("EARSHOT_STRIPE_SECRETS",
        SECRET, "EARSHOT_STRIPE_KEY", "sk_s3cret"), null).stripe());

    assertThat(settings.toString()).doesNotContain("s3cret").contains("***");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      EARSHOT_STRIPE_SECRETS | whsec_s3cret,        | EARSHOT_STRIPE_SECRETS: *** (expected: 8 to 255
      EARSHOT_STRIPE_SECRETS | s3cret               | EARSHOT_STRIPE_SECRETS: *** (expected: 8 to 255
      EARSHOT_STRIPE_KEY     | sk s3cret with space | EARSHOT_STRIPE_KEY: *** (expected: 8 to 255
      EARSHOT_STRIPE_URL     | ftp://stripe         | EARSHOT_STRIPE_URL: ftp://stripe (expected: http[s]://
      EARSHOT_STRIPE_URL     | api.stripe.com       | EARSHOT_STRIPE_URL: api.stripe.com (expected: http[s]://
      EARSHOT_PRICES         | price_1              | EARSHOT_PRICES: price_1 (expected: price:plan
      EARSHOT_PRICES         | price_1:gold         | each price once, with plans of EARSHOT_PLANS
      EARSHOT_PRICES         | p:basic,p:basic      | EARSHOT_PRICES: p:basic,p:basic (expected: price:plan
      EARSHOT_PRICES         | :basic               | EARSHOT_PRICES: :basic (expected: price:plan
      """)
  void read_unusable_isToldHow(String name, String value, String text) {
    var settings = new HashMap<>(Map.of("EARSHOT_STRIPE_SECRETS", SECRET));
    settings.put(name, value);

    var told = Objects.requireNonNull(catchThrowableOfType(ConfigException.class,
        () -> ConfigReader.read(settings, null)));

    assertThat(told).hasMessageContaining(text).hasMessageNotContaining("s3cret");
  }
}
