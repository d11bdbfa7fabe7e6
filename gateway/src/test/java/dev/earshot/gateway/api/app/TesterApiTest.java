package dev.earshot.gateway.api.app;

import static dev.earshot.gateway.api.app.AppApi.ANN;
import static dev.earshot.gateway.api.app.AppApi.ZOE;
import static dev.earshot.gateway.api.app.AppApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.KeyHash;
import dev.earshot.gateway.wire.CleanLog;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Testers and the mentor's frequency over a real socket, with a real file behind it.
@Timeout(60)
@ExtendWith(CleanLog.class)
class TesterApiTest {
  private static final String TESTER = "/v1/apps/tester";
  private static final String ACCESS = "/v1/apps/tester/access";
  private static final String MENTOR = "/v1/users/mentor-notification-settings";

  private final AppApi api;

  TesterApiTest(@TempDir Path data) {
    api = new AppApi(data);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void tester_access_comesAndGoesAtOnce() {
    var id = api.made(ZOE, "{\"name\": \"app\", \"private\": true}");
    var access = "{\"uid\": \"ann\", \"app_id\": \"" + id + "\"}";
    assertThat(isTester()).isFalse();
    body(api.operate("POST", ACCESS, access), 404);
    body(api.operate("POST", TESTER, "{\"uid\": \"ann\", \"apps\": []}"), 200);

    assertThat(isTester()).isTrue();
    body(api.ask(ANN, "GET", "/v1/apps/" + id, ""), 404);
    body(api.operate("POST", ACCESS, access), 200);
    body(api.ask(ANN, "GET", "/v1/apps/" + id, ""), 200);
    assertThat(api.told(ANN, "/v1/apps")).hasSize(1);
    body(api.operate("DELETE", ACCESS, access), 200);
    body(api.ask(ANN, "GET", "/v1/apps/" + id, ""), 404);
    assertThat(api.told(ANN, "/v1/apps")).isEmpty();
    body(api.operate("POST", ACCESS, access), 200);
    body(api.operate("DELETE", TESTER, "{\"uid\": \"ann\"}"), 200);
    body(api.ask(ANN, "GET", "/v1/apps/" + id, ""), 404);
    assertThat(isTester()).isFalse();
    body(api.operate("DELETE", TESTER, "{\"uid\": \"ann\"}"), 404);
  }

  @Test
  void access_ofAnAppThatIsNot_is404() {
    body(api.operate("POST", TESTER, "{\"uid\": \"ann\", \"apps\": []}"), 200);

    body(api.operate("POST", ACCESS, "{\"uid\": \"ann\", \"app_id\": \"none\"}"), 404);
  }

  /// The seed's words: 403 without the key, 422 with a field too few.
  @ParameterizedTest
  @CsvSource({"POST," + TESTER, "DELETE," + TESTER, "POST," + ACCESS, "DELETE," + ACCESS,
      "POST,/v1/apps/x/approve", "POST,/v1/apps/x/reject", "PATCH,/v1/apps/x/popular"})
  void operators_keyIsMissingOrWrong_is403(String method, String path) {
    body(api.operate("wrong", method, path, "{}"), 403);
    body(api.ask(ANN, method, path, "{\"uid\": \"ann\", \"apps\": []}"), 403);
    assertThat(isTester()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"POST | " + TESTER + " | {\"uid\": \"ann\"}",
      "POST | " + TESTER + " | {\"apps\": []}", "DELETE | " + TESTER + " | {}",
      "POST | " + ACCESS + " | {\"uid\": \"ann\"}", "DELETE | " + ACCESS + " | {\"app_id\": \"a\"}",
      "POST | " + TESTER + " | {\"uid\": \"a b\", \"apps\": []}",
      "POST | " + TESTER + " | {\"uid\": \"ann\", \"apps\": [\"../x\"]}",
      "POST | " + TESTER + " | {\"uid\": \"ann\", \"apps\": \"x\"}"})
  void operators_fieldIsMissingOrWrong_is422(String method, String path, String sent) {
    body(api.operate(method, path, sent), 422);
    assertThat(isTester()).isFalse();
  }

  @Test
  void operators_keyOfAnotherScope_is403() {
    var scoped = api.operatorKey("credits");
    body(api.operate(scoped, "POST", TESTER, "{\"uid\": \"ann\", \"apps\": []}"), 403);

    var right = api.operatorKey("testers");
    body(api.operate(right, "POST", TESTER, "{\"uid\": \"ann\", \"apps\": []}"), 200);
    assertThat(isTester()).isTrue();
  }

  @Test
  void operators_calls_areDeedsOfTheLogWithoutNames() {
    var id = api.made(ZOE, "{\"name\": \"app\"}");
    var access = "{\"uid\": \"ann\", \"app_id\": \"" + id + "\"}";
    api.operate("POST", TESTER, "{\"uid\": \"ann\", \"apps\": []}");
    api.operate("POST", ACCESS, access);
    api.operate("DELETE", ACCESS, access);
    api.operate("DELETE", TESTER, "{\"uid\": \"ann\"}");
    api.operate("POST", "/v1/apps/" + id + "/approve", "");
    api.operate("POST", "/v1/apps/" + id + "/reject", "");
    api.operate("PATCH", "/v1/apps/" + id + "/popular?value=true", "");
    api.operate("PATCH", "/v1/apps/" + id + "/popular?value=false", "");

    var ann = "account:" + KeyHash.of("ann").id();
    assertThat(api.deeds()).containsExactly("apps.unpopular|" + id + "|200",
        "apps.popular|" + id + "|200", "apps.reject|" + id + "|200",
        "apps.approve|" + id + "|200", "testers.delete|" + ann + "|200",
        "testers.revoke|" + ann + " " + id + "|200", "testers.grant|" + ann + " " + id + "|200",
        "testers.create|" + ann + "|200");
  }

  /// A key that nobody knows leaves no trace: whoever wants could fill the log.
  @Test
  void operators_refusedCalls_areDeedsOnlyOfWhoHasAKey() {
    var scoped = api.operatorKey("credits");
    api.operate("wrong", "POST", TESTER, "{\"uid\": \"ann\", \"apps\": []}");
    api.operate(scoped, "POST", TESTER, "{\"uid\": \"ann\", \"apps\": []}");
    api.operate("POST", TESTER, "nonsense");
    api.operate("POST", "/v1/apps/none/approve", "");
    api.operate("PATCH", "/v1/apps/" + "x".repeat(400) + "/popular?value=true&value=false", "");

    var ann = "account:" + KeyHash.of("ann").id();
    assertThat(api.deeds()).containsExactly("apps.unpopular|" + "x".repeat(128) + "|400",
        "apps.approve|none|404", "testers.create||400", "testers.create|" + ann + "|403",
        "operators.create||200");
  }

  @Test
  void mentor_frequency_isZeroUntilItIsSet() {
    assertThat(api.told(ANN, MENTOR).path("frequency").asInt(-1)).isZero();
    for (var value = 5; value >= 0; value--) {
      body(api.ask(ANN, "PATCH", MENTOR, "{\"frequency\": " + value + "}"), 200);
      assertThat(api.told(ANN, MENTOR).path("frequency").asInt(-1)).isEqualTo(value);
    }
    assertThat(api.told(ZOE, MENTOR).path("frequency").asInt(-1)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 6, Integer.MAX_VALUE})
  void mentor_outOfRange_is400AndChangesNothing(int value) {
    body(api.ask(ANN, "PATCH", MENTOR, "{\"frequency\": 3}"), 200);
    var told = body(api.ask(ANN, "PATCH", MENTOR, "{\"frequency\": " + value + "}"), 400);

    assertThat(told.path("detail").asText())
        .isEqualTo("frequency: " + value + " (expected: 0..5)");
    assertThat(api.told(ANN, MENTOR).path("frequency").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"frequency\": \"3\"}", "{\"frequency\": 2.5}",
      "{\"frequency\": null}", "{\"frequency\": 99999999999}"})
  void mentor_noFrequency_is422(String sent) {
    body(api.ask(ANN, "PATCH", MENTOR, sent), 422);
  }

  private boolean isTester() {
    return api.told(ANN, TESTER + "/check").path("is_tester").asBoolean();
  }
}
