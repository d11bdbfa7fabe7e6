package dev.earshot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.integration.Hook;
import dev.earshot.gateway.config.GatewayConfig.Translator;
import dev.earshot.gateway.config.HookSettings;
import dev.earshot.gateway.config.Secret;
import dev.earshot.gateway.outgoing.Site;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What apps and translators are told, and the secrets that they are told it with, are in no line of the log, of
/// whatever level, also where they answer wrongly.
@Timeout(60)
class HookCanaryTest {
  private static final String SECRET = "whsec-canary-4711";
  private static final String KEY = "translate-canary-4711";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir
  private Path data;

  @Test
  void log_ofDeliveriesThatFail_hasNeitherWordsNorSecrets() {
    try (var app = Site.open().answers(Site.body(500, "w0 w1 w2 " + SECRET));
        var log = new LogLines()) {
      log.open();
      var settings = new HookSettings(true, true,
          Map.of(TestHouse.ACCOUNT, List.of(new Hook("notes", app.url(), SECRET))),
          Map.of(TestHouse.ACCOUNT, 5), null);
      try (var house = TestHouse.open(data, settings);
          var client = house.stream()) {
        client.seconds(12, TestHouse.RATE).finish();
        client.readAll();
        Until.holds(() -> house.total("earshot.hooks.failures") >= 2, PATIENCE);
      }

      assertThat(log.seen()).anyMatch(line -> line.contains("notify: account"));
      assertClean(log);
    }
  }

  @Test
  void log_ofTranslationsThatFail_hasNeitherWordsNorKey() {
    try (var server = Site.open().answers(Site.body(200, "{\"w0 w1 w2\":"));
        var log = new LogLines()) {
      log.open();
      try (var house = TestHouse.open(data, new Translator(server.url(), new Secret(KEY)));
          var client = house.stream(TestHouse.LISTEN + "&translate=de")) {
        client.seconds(6, TestHouse.RATE).finish();
        client.readAll();
        Until.holds(() -> house.total("earshot.translations") == 2, PATIENCE);
      }

      assertClean(log);
    }
  }

  private static void assertClean(LogLines log) {
    assertThat(log.seen()).isNotEmpty()
        .noneMatch(line -> line.contains("w0 w1") || line.contains(SECRET) || line.contains(KEY));
  }
}
