package dev.earshot.gateway.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.gateway.config.GatewayConfig.Translator;
import dev.earshot.gateway.outgoing.Site;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A device asks for its words in another language.
@Timeout(60)
class TranslateStreamTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TARGET = TestHouse.LISTEN + "&translate=de";

  private final Path data;
  private final Site site = Site.open().answers(TranslateStreamTest::german);

  TranslateStreamTest(@TempDir Path data) {
    this.data = data;
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void finals_comeAgainWithTheirTranslation() {
    try (var house = open(); var client = house.stream(TARGET)) {
      client.seconds(7, TestHouse.RATE).finish();
      var texts = texts(client);
      var translated = texts.stream().filter(text -> text.contains("\"translating\"")).toList();

      assertThat(translated).hasSize(2);
      var segment = read(translated.getFirst()).path("segments").path(0);
      assertThat(segment.path("text").asText()).isEqualTo("w0 w1 w2 w3 w4");
      assertThat(segment.path("is_final").asBoolean()).isTrue();
      assertThat(segment.path("translations").toString())
          .isEqualTo("[{\"lang\":\"de\",\"text\":\"auf deutsch: w0 w1 w2 w3 w4\"}]");
      var first = texts.stream()
          .filter(text -> text.startsWith("[") && text.contains("w4")
              && text.contains("\"is_final\":true"))
          .findFirst()
          .orElseThrow();
      assertThat(read(first).path(0).path("id")).isEqualTo(segment.path("id"));
      assertThat(texts.indexOf(first)).isLessThan(texts.indexOf(translated.getFirst()));
      assertThat(house.total("earshot.translations")).isEqualTo(2);
    }
  }

  @Test
  void sameWords_areAskedOnce() {
    try (var house = open()) {
      for (var n = 0; n < 3; n++) {
        try (var client = house.stream(TARGET)) {
          client.seconds(3, TestHouse.RATE).finish();
          assertThat(texts(client)).anyMatch(text -> text.contains("auf deutsch: w0 w1 w2"));
        }
      }
    }

    assertThat(site.asked()).hasSize(1);
  }

  @Test
  void words_doNotWaitForASlowServer() {
    var go = new CountDownLatch(1);
    site.answers((asked, to) -> {
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      german(asked, to);
    });
    try (var house = open(); var client = house.stream(TARGET)) {
      client.seconds(6, TestHouse.RATE);
      client.await(text -> text.contains("w4") && text.contains("\"is_final\":true"));
      go.countDown();
      client.awaitText("auf deutsch: w0");
    }
  }

  @Test
  void stream_thatDoesNotAsk_isNotTranslated() {
    try (var house = open(); var client = house.stream()) {
      client.seconds(6, TestHouse.RATE).finish();

      assertThat(texts(client)).noneMatch(text -> text.contains("translating"));
      assertThat(site.connections()).isZero();
    }
  }

  @Test
  void nobodyTranslates_isRefusedBeforeTheUpgrade() {
    try (var house = TestHouse.open(data, dev.earshot.gateway.config.HookSettings.OFF)) {
      var answer = WireClient.connect(house.port())
          .request(WireClient.handshake(TARGET, TestHouse.KEY));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("nobody translates here");
    }
  }

  @Test
  void languageThatIsNone_isRefused() {
    try (var house = open()) {
      assertThat(WireClient.connect(house.port())
          .request(WireClient.handshake(TestHouse.LISTEN + "&translate=d%20e", TestHouse.KEY))
          .status()).isEqualTo(400);
    }
  }

  private TestHouse open() {
    return TestHouse.open(data,
        new Translator(site.url().replace("/hook", ""), null));
  }

  private static void german(Site.Asked asked, OutputStream to) throws IOException {
    var answer = JSON.createObjectNode()
        .put("translatedText", "auf deutsch: " + read(asked.body()).path("q").asText());
    answer.putObject("detectedLanguage").put("language", "en").put("confidence", 90);
    Site.body(200, answer.toString()).answer(asked, to);
  }

  private static List<String> texts(WireClient client) {
    return client.readAll().texts();
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
