package dev.earshot.gateway.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.integration.Hook;
import dev.earshot.gateway.config.HookSettings;
import dev.earshot.gateway.config.HookSettings.Target;
import dev.earshot.gateway.config.Secret;
import dev.earshot.gateway.outgoing.Site;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody says over a socket arrives at the app's own server.
@Timeout(60)
class HookStreamTest {
  private static final String SECRET = "whsec-0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path data;
  private final Site app = Site.open();

  HookStreamTest(@TempDir Path data) {
    this.data = data;
  }

  @AfterEach
  void close() {
    app.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {TestHouse.LISTEN, "/v1/listen?encoding=linear16&sample_rate=16000"})
  void finals_ofAStream_arriveSignedInOrderOnce(String target) {
    try (var house = TestHouse.open(data, settings(true))) {
      speak(house, target, 23);
      Until.holds(() -> texts().size() == 5, PATIENCE);

      assertThat(texts()).containsExactlyElementsOf(words(23));
      assertThat(app.asked()).allMatch(asked -> Receiver.trusts(asked, SECRET, Instant.now()));
      assertThat(numbers()).containsExactly(0L, 1L, 2L, 3L, 4L);
      Until.holds(() -> house.total("earshot.hooks.delivered") == 5, PATIENCE);
    }
  }

  @Test
  void app_answers500_holdsUpNobodyAndIsToldLater() {
    app.answers(Site.status(500));
    try (var house = TestHouse.open(data, settings(true))) {
      speak(house, TestHouse.LISTEN, 12);
      Until.holds(() -> !app.asked().isEmpty(), PATIENCE);
      var refused = app.asked().size();
      app.answers(Site.status(204));
      Until.holds(() -> house.total("earshot.hooks.delivered") == 3, PATIENCE);

      assertThat(app.asked().get(refused).header(SignedPost.EVENT_ID))
          .isEqualTo(app.asked().getFirst().header(SignedPost.EVENT_ID));
      assertThat(house.total("earshot.hooks.failures")).isPositive();
    }
  }

  /// The second run finds what the first could not deliver, and sends the same under the same ids.
  @Test
  void gateway_goesDown_nextOneDeliversTheRest() {
    app.answers(Site.status(503));
    try (var house = TestHouse.open(data, settings(true))) {
      speak(house, TestHouse.LISTEN, 12);
      Until.holds(() -> !app.asked().isEmpty(), PATIENCE);
    }
    var first = app.asked().getFirst();
    var refused = app.asked().size();
    app.answers(Site.status(200));
    try (var house = TestHouse.open(data, settings(true))) {
      Until.holds(() -> house.total("earshot.hooks.delivered") == 3, PATIENCE);
    }

    var taken = app.asked().subList(refused, app.asked().size());
    assertThat(taken.getFirst().header(SignedPost.EVENT_ID))
        .isEqualTo(first.header(SignedPost.EVENT_ID));
    assertThat(taken.getFirst().body()).isEqualTo(first.body());
    assertThat(taken.stream().flatMap(asked -> texts(asked).stream()))
        .containsExactlyElementsOf(words(12));
  }

  @Test
  void app_inside_isNotReachedWhereThatIsNotAllowed() {
    try (var house = TestHouse.open(data, settings(false))) {
      speak(house, TestHouse.LISTEN, 6);
      Until.holds(() -> house.total("earshot.hooks.failures") > 0, PATIENCE);

      assertThat(app.connections()).isZero();
    }
  }

  @Test
  void account_withoutHooks_isToldToNobody() {
    var none = new HookSettings(true, true, Map.of(), Map.of(), null);
    try (var house = TestHouse.open(data, none)) {
      speak(house, TestHouse.LISTEN, 6);

      assertThat(house.house().meters().scrape()).contains("earshot_hooks_waiting 0.0");
    }
  }

  @Test
  void owner_isNotifiedAtTheOperatorsServer() {
    var settings = new HookSettings(true, false, Map.of(), Map.of(TestHouse.ACCOUNT, 3),
        new Target(app.url(), new Secret(SECRET)));
    try (var house = TestHouse.open(data, settings)) {
      speak(house, TestHouse.LISTEN, 12);
      Until.holds(() -> !app.asked().isEmpty(), PATIENCE);
    }

    assertThat(app.asked()).hasSize(1);
    assertThat(Receiver.trusts(app.asked().getFirst(), SECRET, Instant.now())).isTrue();
    assertThat(texts()).containsExactly(words(5).getFirst()); // the others came too early
  }

  /// As an owner does it: makes an app, reads its secret, enables it, speaks.
  @Test
  void appOfTheCatalogue_onceEnabled_hearsWhatItsUserSays() throws Exception {
    try (var house = TestHouse.open(data, new HookSettings(true, true, Map.of(), Map.of(), null));
        var http = HttpClient.newHttpClient()) {
      var made = Heard.json(post(http, house, "/v1/apps", """
          {"name": "Notes", "author": "Ann", "description": "Keeps them", "category": "life",
           "image": "/n.png", "capabilities": ["notes"], "private": true, "external_integration":
           {"webhook_url": "%s", "triggers_on": "transcript_processed"}}""".formatted(app.url())));
      var secret = made.path("external_integration").path("signing_secret").asText();
      post(http, house, "/v1/apps/" + made.path("id").asText() + "/enable", "");
      speak(house, TestHouse.LISTEN, 6);
      Until.holds(() -> texts().size() == 2, PATIENCE);

      assertThat(secret).hasSize(64);
      assertThat(texts()).containsExactlyElementsOf(words(6));
      assertThat(app.asked()).allMatch(asked -> Receiver.trusts(asked, secret, Instant.now()));
    }
  }

  private static String post(HttpClient http, TestHouse house, String path, String body)
      throws Exception {
    var answer = http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + house.port() + path))
            .header("Authorization", "Bearer " + TestHouse.KEY)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
    return answer.body();
  }

  private HookSettings settings(boolean inside) {
    return new HookSettings(true, inside,
        Map.of(TestHouse.ACCOUNT, List.of(new Hook("notes", app.url(), SECRET))), Map.of(), null);
  }

  private static void speak(TestHouse house, String target, int seconds) {
    try (var client = house.stream(target)) {
      client.seconds(seconds, TestHouse.RATE);
      if (target.startsWith("/v1/listen")) {
        client.text("{\"type\":\"CloseStream\"}");
      } else {
        client.finish();
      }
      client.readAll();
    }
    house.awaitNoStreams();
  }

  private List<String> texts() {
    return app.asked().stream().flatMap(asked -> texts(asked).stream()).toList();
  }

  private static List<String> texts(Site.Asked asked) {
    return Receiver.read(asked).path("segments").findValuesAsText("text");
  }

  private List<Long> numbers() {
    return app.asked()
        .stream()
        .flatMap(asked -> Receiver.read(asked).path("segments").findValues("number").stream())
        .map(number -> number.asLong())
        .toList();
  }

  /// What the scripted recogniser says of so many seconds: a final for each five.
  private static List<String> words(int seconds) {
    var finals = new ArrayList<String>();
    for (long from = 0; from < seconds; from += 5) {
      finals.add(String.join(" ", LongStream.range(from, Math.min(from + 5, seconds))
          .mapToObj(second -> "w" + second)
          .toList()));
    }
    return finals;
  }
}
