package dev.earshot.gateway.api.app;

import static dev.earshot.gateway.api.app.AppApi.ANN;
import static dev.earshot.gateway.api.app.AppApi.BOB;
import static dev.earshot.gateway.api.app.AppApi.NOBODY;
import static dev.earshot.gateway.api.app.AppApi.ZOE;
import static dev.earshot.gateway.api.app.AppApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.gateway.wire.CleanLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Apps over a real socket, with a real file behind it.
@Timeout(60)
@ExtendWith(CleanLog.class)
class AppApiTest {
  private static final String WHOLE = """
      {"name": "Zoë's Memory!", "author": "Zoë", "description": "It remembers", "category": "life",
       "image": "/m.png", "capabilities": ["memories"], "private": true, "external_integration":
       {"webhook_url": "https://zoe.example/hook?secret=1", "triggers_on": "transcript_processed"}}""";

  private final AppApi api;

  AppApiTest(@TempDir Path data) {
    api = new AppApi(data);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void make_wholeApp_isTheOwnersAlone() {
    var made = body(api.ask(ZOE, "POST", "/v1/apps", WHOLE), 201);
    var path = "/v1/apps/" + made.path("id").asText();

    assertThat(made.path("id").asText()).startsWith("zo-s-memory-");
    assertThat(api.told(ZOE, path).path("external_integration").path("webhook_url").asText())
        .isEqualTo("https://zoe.example/hook?secret=1");
    assertThat(ids(api.told(ZOE, "/v1/apps"))).containsExactly(made.path("id").asText());
    assertThat(ids(api.told(ANN, "/v1/apps"))).isEmpty();
    body(api.ask(ANN, "GET", path, ""), 404);
    body(api.ask(ANN, "PATCH", path, "{}"), 404);
    body(api.ask(ANN, "DELETE", path, ""), 404);
    body(api.ask(ANN, "POST", path + "/enable", ""), 404);
  }

  @Test
  void change_someFields_leavesTheOthers() {
    var path = "/v1/apps/" + api.made(ZOE, WHOLE);
    body(api.ask(ZOE, "PATCH", path,
        "{\"description\": \"more\", \"external_integration\": null}"), 200);

    var app = api.told(ZOE, path);
    assertThat(app.path("description").asText()).isEqualTo("more");
    assertThat(app.path("name").asText()).isEqualTo("Zoë's Memory!");
    assertThat(app.path("private").asBoolean()).isTrue();
    assertThat(app.has("external_integration")).isFalse();
  }

  @Test
  void approve_app_isShownToEverybodyWithoutTheOwnersSecrets() {
    var id = api.made(ZOE, WHOLE.replace("true", "false"));
    assertThat(api.told(NOBODY, "/v1/approved-apps")).isEmpty();
    body(api.operate("POST", "/v1/apps/" + id + "/approve", ""), 200);

    assertThat(ids(api.told(NOBODY, "/v1/approved-apps"))).containsExactly(id);
    assertThat(ids(api.told(ANN, "/v1/apps"))).containsExactly(id);
    assertThat(api.told(ANN, "/v1/apps/popular")).isEmpty();
    var shown = api.told(ANN, "/v1/apps/" + id);
    assertThat(shown.has("uid")).isFalse();
    assertThat(shown.path("external_integration").has("webhook_url")).isFalse();
    body(api.ask(ANN, "PATCH", "/v1/apps/" + id, "{}"), 403);
    body(api.ask(ANN, "DELETE", "/v1/apps/" + id, ""), 403);

    body(api.operate("PATCH", "/v1/apps/" + id + "/popular?value=true", ""), 200);
    assertThat(ids(api.told(ANN, "/v1/apps/popular"))).containsExactly(id);
    body(api.operate("POST", "/v1/apps/" + id + "/reject", ""), 200);
    assertThat(api.told(NOBODY, "/v1/approved-apps")).isEmpty();
    assertThat(api.told(ANN, "/v1/apps/popular")).isEmpty();
    body(api.operate("POST", "/v1/apps/none/approve", ""), 404);
    body(api.operate("PATCH", "/v1/apps/" + id + "/popular", ""), 422);
  }

  @Test
  void account_deleted_takesItsAppsWithIt() {
    var id = api.made(ZOE, WHOLE.replace("true", "false"));
    body(api.operate("POST", "/v1/apps/" + id + "/approve", ""), 200);
    body(api.ask(ZOE, "POST", "/v1/apps/" + id + "/enable", ""), 200);
    body(api.ask(ZOE, "PATCH", "/v1/users/mentor-notification-settings", "{\"frequency\": 3}"),
        200);
    body(api.leave(ZOE), 200);

    body(api.ask(ANN, "GET", "/v1/apps/" + id, ""), 404);
    assertThat(api.told(NOBODY, "/v1/approved-apps")).isEmpty();
  }

  @Test
  void delete_app_isGoneForEverybody() {
    var id = api.made(ZOE, "{\"name\": \"app\"}");
    body(api.operate("POST", "/v1/apps/" + id + "/approve", ""), 200);
    assertThat(ids(api.told(ANN, "/v1/apps"))).containsExactly(id);

    body(api.ask(ZOE, "DELETE", "/v1/apps/" + id, ""), 200);
    assertThat(api.told(ANN, "/v1/apps")).isEmpty();
    assertThat(api.told(NOBODY, "/v1/approved-apps?include_reviews=true")).isEmpty();
    body(api.ask(ZOE, "GET", "/v1/apps/" + id, ""), 404);
  }

  @Test
  void enable_andDisable_areSeenAtOnceAndCounted() {
    var path = "/v1/apps/" + api.made(ZOE, "{\"name\": \"app\"}");
    body(api.ask(ANN, "POST", path + "/enable", ""), 200);
    body(api.ask(ANN, "POST", path + "/enable", ""), 200);

    assertThat(api.told(ANN, path).path("enabled").asBoolean()).isTrue();
    assertThat(api.told(ANN, path).path("installs").asInt()).isEqualTo(1);
    assertThat(api.told(ZOE, path).path("enabled").asBoolean()).isFalse();
    body(api.ask(ANN, "POST", path + "/disable", ""), 200);
    body(api.ask(ANN, "POST", path + "/disable", ""), 200);
    assertThat(api.told(ANN, path).path("enabled").asBoolean()).isFalse();
    assertThat(api.told(ANN, path).path("installs").asInt()).isZero();
  }

  @Test
  void reviews_areToldWhereAskedForWithoutWhoWroteThem() {
    var id = api.made(ZOE, "{\"name\": \"app\"}");
    body(api.operate("POST", "/v1/apps/" + id + "/approve", ""), 200);
    body(api.ask(ANN, "POST", "/v1/apps/" + id + "/review", "{\"score\": 4.5, \"review\": \"ok\"}"),
        200);
    body(api.ask(BOB, "POST", "/v1/apps/" + id + "/review", "{\"score\": 3}"), 200);

    for (var who : List.of(NOBODY, BOB)) {
      var path = who.isEmpty() ? "/v1/approved-apps" : "/v1/apps";
      assertThat(api.told(who, path).get(0).has("reviews")).isFalse();
      var app = api.told(who, path + "?include_reviews=true").get(0);
      assertThat(app.path("reviews")).hasSize(2);
      assertThat(app.path("rating_avg").asDouble()).isEqualTo(3.75);
      assertThat(app.path("reviews").findValues("uid")).isEmpty();
    }
    body(api.ask(ANN, "POST", "/v1/apps/" + id + "/review", "{\"score\": 5.1}"), 400);
    body(api.ask(ANN, "POST", "/v1/apps/" + id + "/review", "{}"), 422);
    body(api.ask(ANN, "GET", "/v1/apps?include_reviews=perhaps", ""), 400);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "{}                                        | 422 | name: missing",
      "{\"name\": 7}                             | 422 | name: of another kind",
      "{\"name\": \" \"}                         | 422 | name: 1 characters",
      "{\"name\": \"a\", \"approved\": true}     | 422 | body: a field that is unknown",
      "{\"name\": \"a\", \"private\": \"no\"}    | 422 | private: of another kind",
      "{\"name\": \"a\", \"capabilities\": [\"A\"]} | 422 | capabilities: one is none",
      "{\"name\": \"a\", \"external_integration\": {\"webhook_url\": \"x\"}} | 422 | triggers_on: missing",
      "{\"name\": \"a\", \"external_integration\": {\"webhook_url\": \"x\", \"triggers_on\": \"audio_bytes\"}} | 422 | webhook_url: no address",
      "{\"name\":                                | 400 | body: no JSON object",
      "[]                                        | 400 | body: no JSON object"})
  void make_wrong_isAProblem(String sent, int status, String detail) {
    assertThat(body(api.ask(ZOE, "POST", "/v1/apps", sent), status).path("detail").asText())
        .startsWith(detail);
    assertThat(api.told(ZOE, "/v1/apps")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/apps", "/v1/apps/popular", "/v1/apps/x", "/v1/apps/tester/check",
      "/v1/users/mentor-notification-settings"})
  void key_missing_is401(String path) {
    body(api.ask(NOBODY, "GET", path, ""), 401);
  }

  @Test
  void document_names_everyEndpoint() {
    var paths = api.told(NOBODY, "/v1/openapi.json").path("paths");

    for (var path : List.of("/v1/apps", "/v1/approved-apps", "/v1/apps/popular", "/v1/apps/{id}",
        "/v1/apps/{id}/enable", "/v1/apps/{id}/disable", "/v1/apps/{id}/review",
        "/v1/apps/{id}/approve", "/v1/apps/tester", "/v1/apps/tester/access",
        "/v1/apps/tester/check", "/v1/users/mentor-notification-settings")) {
      assertThat(paths.has(path)).as(path).isTrue();
    }
    assertThat(paths.path("/v1/apps/tester/access").has("delete")).isTrue();
  }

  private static List<String> ids(JsonNode apps) {
    var ids = new ArrayList<String>();
    apps.forEach(app -> ids.add(app.path("id").asText()));
    return ids;
  }
}
