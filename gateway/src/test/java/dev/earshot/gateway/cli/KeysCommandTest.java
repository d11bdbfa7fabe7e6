package dev.earshot.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An operator beside a running gateway, and whoever is given the keys.
@Timeout(60)
class KeysCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Path data;
  private final Path settings;
  private final TestHouse house;

  KeysCommandTest(@TempDir Path dir) throws IOException {
    data = dir.resolve("data");
    house = TestHouse.open(data, SocketLimits.DEFAULT, MonthlyGrant.of(Duration.ofMinutes(10)));
    settings = Files.writeString(dir.resolve("settings"), "EARSHOT_DATA=" + data + "\n");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void create_newAccount_printsTheKeyAloneAndLetsItIn() {
    assertThat(keys("create", "zoë", "--name", "Zoë's tablet 🎤", "--minutes", "5")).isZero();
    var key = printed();

    assertThat(key).matches("esk_[0-9a-f]{48}");
    assertThat(err.toString()).matches(
        "id [0-9a-f]{16} of zoë; the key is not shown again\\R");
    try (var client = WireClient.connect(house.port()).upgrade(TestHouse.LISTEN, key)) {
      client.ready().seconds(2, TestHouse.RATE).finish();
      assertThat(client.readAll().words()).isEqualTo("w0 w1");
    }
    assertThat(run("credits", "show", "zoë", "--json", "--config", settings.toString(), "--url",
        ops())).isZero();
    assertThat(printed()).contains("\"remaining_ms\":298000");
  }

  @Test
  void create_key_isNowhereInTheFiles() throws IOException {
    keys("create", "bob");
    var key = printed();

    try (var files = Files.list(data)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString())
            .doesNotContain(key);
      }
    }
  }

  @Test
  void create_expiring_isOneObjectThatSaysWhen() {
    var before = Instant.now();
    assertThat(keys("create", "bob", "--expires", "90d", "--json")).isZero();
    var made = Heard.json(printed());

    assertThat(Instant.parse(made.path("expires_at").asText()))
        .isBetween(before.plus(Duration.ofDays(90)).minusMillis(1),
            Instant.now().plus(Duration.ofDays(90)));
    assertThat(made.path("account").asText()).isEqualTo("bob");
    assertThat(made.path("key").asText()).startsWith("esk_");
    assertThat(made.path("revoked_at").isNull()).isTrue();
  }

  @Test
  void create_unlimited_isShown() {
    keys("create", "bob", "--unlimited");
    printed();
    run("credits", "show", "bob", "--json", "--config", settings.toString(), "--url", ops());

    assertThat(printed()).contains("\"unlimited\":true");
  }

  @Test
  void create_grantForAnAccountThatHasKeys_exits1AndChangesNothing() {
    assertThat(keys("create", "ann", "--minutes", "99")).isEqualTo(1);

    assertThat(err.toString()).contains("account: ann has keys (expected: a new one");
    assertThat(printed()).isEmpty();
    assertThat(keys("list", "ann", "--json")).isZero();
    assertThat(Heard.json(printed()).path("keys")).hasSize(1);
  }

  @Test
  void create_planThatNobodyKnows_exits1AndMakesNoKey() {
    assertThat(keys("create", "bob", "--plan", "gold")).isEqualTo(1);

    assertThat(err.toString()).contains("plan: gold (expected: one of [");
    keys("list", "bob", "--json");
    assertThat(printed()).isEqualTo("{\"keys\":[]}");
  }

  @Test
  void create_badNameOrAccount_exits1AndSaysWhatIsExpected() {
    assertThat(keys("create", "bob", "--name", " ")).isEqualTo(1);
    assertThat(keys("create", "b ob")).isEqualTo(1);
    assertThat(keys("create", "bob", "--expires", "0m")).isEqualTo(1);

    assertThat(err.toString()).contains("name: unusable (expected: 1 to 64 characters",
        "account: 'b ob' (expected: 1 to 128 characters",
        "expires_s: 0 (expected: 1..");
  }

  @Test
  void list_account_isATableWithoutKeys() {
    keys("create", "bob", "--name", "van");
    var key = printed();
    assertThat(keys("list", "bob")).isZero();

    assertThat(printed().lines()).satisfiesExactly(
        head -> assertThat(head).startsWith("ID                ACCOUNT"),
        row -> assertThat(row).contains("  bob  ", "  van  ").doesNotContain(key).endsWith("  -"));
  }

  @Test
  void list_manyKeys_hasEveryPage() {
    for (var n = 0; n < 201; n++) {
      keys("create", "account-" + n);
    }
    printed();
    assertThat(keys("list", "--json")).isZero();

    assertThat(Heard.json(printed()).path("keys")).hasSize(202)
        .extracting(key -> key.path("id").asText())
        .doesNotHaveDuplicates()
        .isSorted();
  }

  @Test
  void revoke_key_letsNobodyIn() {
    keys("create", "bob", "--unlimited", "--json");
    var made = Heard.json(printed());
    assertThat(keys("revoke", made.path("id").asText())).isZero();

    assertThat(printed()).isEqualTo("revoked " + made.path("id").asText() + " of bob");
    try (var client = WireClient.connect(house.port())
        .upgrade(TestHouse.LISTEN, made.path("key").asText())) {
      assertThat(client.readAll().closeCode()).isEqualTo(1_008);
    }
    keys("list", "bob", "--json");
    assertThat(Heard.json(printed()).path("keys").get(0).path("revoked_at").isNull()).isFalse();
  }

  @Test
  void revoke_unknown_exits1() {
    assertThat(keys("revoke", "0123456789abcdef")).isEqualTo(1);
    assertThat(keys("revoke", "esk_s3cret")).isEqualTo(1);

    assertThat(err.toString()).contains("key: unknown", "id: not a key's (expected: 16 hexa")
        .doesNotContain("s3cret");
  }

  @Test
  void list_wrongAdminKey_exits1() {
    assertThat(keys("list", "--key", "eak_wrong")).isEqualTo(1);

    assertThat(err.toString()).contains("no admin key");
  }

  @Test
  void list_noGateway_saysSo() {
    assertThat(run("keys", "list", "--config", settings.toString(), "--url",
        "http://127.0.0.1:1")).isEqualTo(1);

    assertThat(err.toString()).contains("gateway http://127.0.0.1:1: cannot be reached");
  }

  private int keys(String... what) {
    var line = new ArrayList<>(List.of("keys"));
    line.addAll(List.of(what));
    line.addAll(List.of("--config", settings.toString(), "--url", ops() + "/"));
    return run(line.toArray(String[]::new));
  }

  private String ops() {
    return "http://127.0.0.1:" + house.house().opsPort();
  }

  /// What was printed since it was last asked.
  private String printed() {
    var text = out.toString().strip();
    out.getBuffer().setLength(0);
    return text;
  }

  private int run(String... line) {
    return Earshot.run(new PrintWriter(out, true), new PrintWriter(err, true), line);
  }
}
