package dev.earshot.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What a deletion of an account ends, removes and leaves, over real sockets and with a real file.
@Timeout(60)
@ExtendWith(CleanLog.class)
class DeletionTest {
  private static final String OTHERS = "other-" + CleanLog.SECRET;
  private static final String ME = "/v1/users/me";

  private final Path data;
  @SuppressWarnings("NullAway.Init")
  private TestHouse house;

  DeletionTest(@TempDir Path data) {
    this.data = data;
  }

  @BeforeEach
  void open() {
    house = TestHouse.open(data, SocketLimits.DEFAULT,
        List.of(new FirstKey(TestHouse.ACCOUNT, TestHouse.KEY, MonthlyGrant.unlimited()),
            new FirstKey(new AccountId("bob"), OTHERS, MonthlyGrant.of(Duration.ofMinutes(1)))),
        10);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void delete_notConfirmed_removesNothing() {
    assertThat(delete(TestHouse.KEY, "").status()).isEqualTo(400);
    assertThat(delete(TestHouse.KEY, "Earshot-Confirm: bob\r\n").status()).isEqualTo(400);

    assertThat(get("/v1/users/me/credits", TestHouse.KEY).status()).isEqualTo(200);
  }

  @Test
  void delete_confirmed_endsStreamsAndLetsNobodyIn() throws IOException {
    try (var stream = house.stream().ready()) {
      stream.seconds(1, TestHouse.RATE);

      var answer = delete(TestHouse.KEY, "Earshot-Confirm: ann\r\n");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(Heard.json(answer.body()).path("complete").asBoolean()).isTrue();
      assertThat(stream.readAll().closeCode()).isEqualTo(1_008);
    }
    house.awaitNoStreams();

    assertThat(get("/v1/users/me/credits", TestHouse.KEY).status()).isEqualTo(401);
    assertThat(account("ann").path("exists").asBoolean(true)).isFalse();
    assertThat(account("ann").path("unlimited").asBoolean(true)).isFalse();
    assertThat(account("bob").path("exists").asBoolean()).isTrue();
    assertThat(get("/v1/users/me/credits", OTHERS).status()).isEqualTo(200);
  }

  /// So much was used, and a new beginning of the same account does not make it less.
  @Test
  void delete_month_keepsItsSum() throws IOException, SQLException {
    try (var stream = house.stream()) {
      stream.seconds(3, TestHouse.RATE).finish();
      assertThat(stream.readAll().closeText()).isNotEmpty();
    }
    house.awaitNoStreams();

    assertThat(delete(TestHouse.KEY, "Earshot-Confirm: ann\r\n").status()).isEqualTo(200);

    assertThat(account("ann").path("used_ms_month").asLong()).isEqualTo(3_000);
    assertThat(house.usedMs()).isEqualTo(3_000);
    assertThat(number("SELECT count(*) FROM account_keys WHERE account = 'ann'")).isZero();
    assertThat(number("SELECT count(*) FROM accounts WHERE account = 'ann'")).isZero();
    assertThat(number("SELECT sum(used_ms) FROM usage_hours WHERE account = 'ann'"
        + " AND strftime('%d %H', hour / 1000, 'unixepoch') = '01 00'")).isEqualTo(3_000);
    assertThat(number("SELECT count(*) FROM usage_hours WHERE account = 'ann'")).isEqualTo(1);
  }

  @Test
  void delete_byAnOperator_isTheSameAndCanBeRepeated() throws IOException {
    var first = operator("DELETE", "/admin/accounts/ann");
    var again = operator("DELETE", "/admin/accounts/ann");

    assertThat(first.path("complete").asBoolean()).isTrue();
    assertThat(first.path("removed").asLong()).isPositive();
    assertThat(again.path("complete").asBoolean()).isTrue();
    assertThat(again.path("removed").asLong()).isZero();
    assertThat(get("/v1/users/me/credits", TestHouse.KEY).status()).isEqualTo(401);
    assertThat(operator("GET", "/admin/audit").path("deeds").get(0).path("action").asText())
        .isEqualTo("accounts.delete");
  }

  private JsonNode account(String name) throws IOException {
    return operator("GET", "/admin/accounts/" + name);
  }

  private JsonNode operator(String method, String path) throws IOException {
    try (var client = WireClient.connect(house.house().opsPort())) {
      var answer = client.request(method + " " + path + " HTTP/1.1\r\nHost: x\r\n"
          + "Authorization: Bearer " + AdminKey.read(data) + "\r\n\r\n");
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      return Heard.json(answer.body());
    }
  }

  private Answer delete(String key, String confirm) {
    return ask("DELETE " + ME, key, confirm);
  }

  private Answer get(String path, String key) {
    return ask("GET " + path, key, "");
  }

  private Answer ask(String line, String key, String more) {
    try (var client = WireClient.connect(house.port())) {
      return client.request(line + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key
          + "\r\n" + more + "\r\n");
    }
  }

  private long number(String question) throws SQLException {
    try (var file = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("earshot.db"));
        var statement = file.createStatement();
        var rows = statement.executeQuery(question)) {
      return rows.next() ? rows.getLong(1) : -1;
    }
  }
}
