package dev.earshot.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubbedTest {
  private static final String SECRET = "s3cretS3cretS3cret";

  @ParameterizedTest
  @ValueSource(strings = {"GET /v4/listen?key=%s&codec=opus", "ws://h/v1/listen?token=%s: refused",
      "Authorization: Bearer %s", "authorization=Token %s", "headers [Authorization: %s]",
      "{\"api_key\": \"%s\", \"model\": \"x\"}", "redis://default:%s@10.0.0.1:6379/0: refused",
      "xi-api-key: %s", "secret-key=%s", "bearer %s was refused", "client_secret=%s",
      "key esk_%s is nobody's", "eak_%s", "whsec_%s", "sk_live_%s", "sk-proj-%s", "rk_test_%s",
      "token eyJhbGciOiJub25lIn0.%s.%s"})
  void text_aSecretInIt_isShownAsStars(String message) {
    var text = Scrubbed.text(message.formatted(SECRET, SECRET));

    assertThat(text).doesNotContain("s3cret").contains("***");
  }

  @ParameterizedTest
  @ValueSource(strings = {"key could not be looked up: java.util.concurrent.TimeoutException",
      "keys of https://issuer.example: refused", "credit EXHAUSTED: account:4f1f, 0 s left",
      "EARSHOT_STRIPE_KEY (expected: a key that may read subscriptions)",
      "listening at http://127.0.0.1:8080/v1/listen?encoding=linear16"})
  void text_noSecretInIt_isAsItWas(String message) {
    assertThat(Scrubbed.text(message)).isEqualTo(message);
  }

  @Test
  void encode_lineWithQuotesAndAnError_isOneObject() throws IOException {
    var logger = new LoggerContext().getLogger("dev.earshot.Any");
    var event = new LoggingEvent("any", logger, Level.WARN, "said \"{}\"\n{}",
        new IllegalStateException("password=" + SECRET), new Object[]{"yes", "token=" + SECRET});

    var lines = new Lines();
    lines.setFormat("json");
    var line = new String(lines.encode(event), StandardCharsets.UTF_8);
    var json = new JsonMapper().readTree(line);

    assertThat(line).endsWith("}\n").doesNotContain("s3cret");
    assertThat(line.strip()).doesNotContain("\n");
    assertThat(json.path("message").asText()).isEqualTo("said \"yes\"\ntoken=***");
    assertThat(json.path("level").asText()).isEqualTo("WARN");
    assertThat(json.path("logger").asText()).isEqualTo("dev.earshot.Any");
    assertThat(json.path("error").asText())
        .isEqualTo("java.lang.IllegalStateException: password=***");
  }
}
