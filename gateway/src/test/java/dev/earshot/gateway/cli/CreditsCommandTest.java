package dev.earshot.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.TestHouse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An operator beside a running gateway.
@Timeout(60)
class CreditsCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Path data;
  private final Path settings;
  private final TestHouse house;

  CreditsCommandTest(@TempDir Path dir) throws IOException {
    data = dir.resolve("data");
    house = TestHouse.open(data, SocketLimits.DEFAULT, MonthlyGrant.of(Duration.ofMinutes(10)));
    settings = Files.writeString(dir.resolve("settings"), "EARSHOT_DATA=" + data + "\n");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void show_account_printsItForPeople() {
    assertThat(credits("show", "ann")).isZero();

    assertThat(out.toString()).contains("account    ann", "plan       basic",
        "remaining  0 h 10 min 00.000 s", "used       0 h 00 min 00.000 s in ");
  }

  @Test
  void show_json_isOneObject() {
    assertThat(credits("show", "ann", "--json")).isZero();

    assertThat(out.toString().strip()).startsWith("{\"account\":\"ann\"")
        .endsWith("}")
        .contains("\"remaining_ms\":600000", "\"used_ms_month\":0");
  }

  @Test
  void grant_whileAStreamHasNothingLeft_isHeardAgainOnTheSameSocket() {
    credits("set", "ann", "--minutes", "0");
    try (var client = house.stream()) {
      client.awaitText("credits_exhausted");
      assertThat(credits("grant", "ann", "--minutes", "5")).as(err::toString).isZero();

      client.awaitText("credits_restored");
      client.seconds(2, TestHouse.RATE).finish();
      assertThat(client.readAll().words()).isEqualTo("w0 w1");
    }
  }

  @Test
  void set_unlimited_isShown() {
    assertThat(credits("set", "ann", "--unlimited")).isZero();

    assertThat(out.toString()).contains("remaining  unlimited");
  }

  @Test
  void set_planThatNobodyKnows_exits1AndSaysWhich() {
    assertThat(credits("set", "ann", "--plan", "gold")).isEqualTo(1);

    assertThat(err.toString()).contains("plan: gold (expected: one of [");
  }

  @Test
  void show_wrongKey_exits1() {
    assertThat(credits("show", "ann", "--key", "eak_wrong")).isEqualTo(1);

    assertThat(err.toString()).contains("no admin key");
  }

  @Test
  void show_noGateway_saysSo() {
    assertThat(run("credits", "show", "ann", "--config", settings.toString(), "--url",
        "http://127.0.0.1:1")).isEqualTo(1);

    assertThat(err.toString()).contains("gateway http://127.0.0.1:1: cannot be reached");
  }

  @Test
  void show_otherFolder_saysWhereTheKeyIs(@TempDir Path empty) throws IOException {
    var other = Files.writeString(empty.resolve("settings"), "EARSHOT_DATA=" + empty + "\n");

    assertThat(run("credits", "show", "ann", "--config", other.toString())).isEqualTo(1);

    assertThat(err.toString()).contains("admin key: none in " + empty);
  }

  private int credits(String what, String account, String... more) {
    var line = new ArrayList<>(List.of("credits", what, account, "--config", settings.toString(),
        "--url", "http://127.0.0.1:" + house.house().opsPort() + "/"));
    line.addAll(List.of(more));
    return run(line.toArray(String[]::new));
  }

  private int run(String... line) {
    return Earshot.run(new PrintWriter(out, true), new PrintWriter(err, true), line);
  }
}
