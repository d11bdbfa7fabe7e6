package dev.earshot.gateway.api.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.admin.AdminKey;
import dev.earshot.gateway.config.GatewayConfig.FirstKey;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.Answer;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A gateway of three accounts, and who calls it.
final class AppApi implements AutoCloseable {
  static final String ZOE = "zoe";
  static final String ANN = "ann";
  static final String BOB = "bob";
  static final String NOBODY = "";

  private final Path data;
  private final TestHouse house;

  AppApi(Path data) {
    this.data = data;
    var keys = new ArrayList<FirstKey>();
    for (var name : List.of(ZOE, ANN, BOB)) {
      keys.add(new FirstKey(new AccountId(name), key(name), MonthlyGrant.unlimited()));
    }
    this.house = TestHouse.open(data, SocketLimits.DEFAULT, keys, 1);
  }

  /// Asks as an account does, or as nobody.
  Answer ask(String who, String method, String path, String body) {
    return send(method, path,
        who.isEmpty() ? "" : "Authorization: Bearer " + key(who) + "\r\n", body);
  }

  /// Deletes the account, as it does itself.
  Answer leave(String who) {
    return send("DELETE", "/v1/users/me", "Authorization: Bearer " + key(who)
        + "\r\nEarshot-Confirm: " + who + "\r\n", "");
  }

  /// Asks as the operator does.
  Answer operate(String method, String path, String body) {
    try {
      return operate(AdminKey.read(data), method, path, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer operate(String key, String method, String path, String body) {
    return send(method, path, "Secret-Key: " + key + "\r\n", body);
  }

  /// Makes a key of the operations port that opens this part only.
  String operatorKey(String scope) {
    return administer("POST", "/admin/operators",
        "{\"name\": \"" + scope + "\", \"scopes\": [\"" + scope + "\"]}").path("key").asText();
  }

  /// What operators did, the latest first: action, subject and status.
  List<String> deeds() {
    return administer("GET", "/admin/audit", "").path("deeds")
        .valueStream()
        .map(deed -> deed.path("action").asText() + "|" + deed.path("subject").asText() + "|"
            + deed.path("outcome").asInt())
        .toList();
  }

  private JsonNode administer(String method, String path, String body) {
    try (var client = WireClient.connect(house.house().opsPort())) {
      return Heard.json(client
          .request(method + " " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
              + AdminKey.read(data) + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
          .body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What is told with 200.
  JsonNode told(String who, String path) {
    return body(ask(who, "GET", path, ""), 200);
  }

  /// Makes an app and gives its id.
  String made(String who, String body) {
    return body(ask(who, "POST", "/v1/apps", body), 201).path("id").asText();
  }

  static JsonNode body(Answer answer, int status) {
    if (answer.status() != status) {
      throw new AssertionError(
          answer.status() + " " + answer.body() + " (expected: " + status + ")");
    }
    return Heard.json(answer.body());
  }

  private Answer send(String method, String path, String header, String body) {
    try (var client = WireClient.connect(house.port())) {
      return client.request(method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + header
          + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }
  }

  private static String key(String who) {
    return who + "-" + CleanLog.SECRET;
  }

  @Override
  public void close() {
    house.close();
  }
}
