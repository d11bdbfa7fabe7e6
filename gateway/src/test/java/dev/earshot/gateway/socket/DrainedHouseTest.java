package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import dev.earshot.gateway.wire.WireClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// An instance that an operator sends away, from the order to the bill.
@Timeout(60)
@ExtendWith(CleanLog.class)
class DrainedHouseTest {
  private static final String DEEPGRAM = "/v1/listen?encoding=linear16&sample_rate=16000";
  private static final String OPENAI = "/v1/realtime?intent=transcription";
  private static final DrainTimes TIMES = new DrainTimes(Duration.ofSeconds(2),
      Duration.ofMillis(100), Duration.ofSeconds(20));

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path data;
  private final TestHouse house;

  DrainedHouseTest(@TempDir Path data) {
    this.data = data;
    this.house = TestHouse.open(data, TIMES);
  }

  @Test
  void order_tellsEachClientAsItsDialectKnows_andChargesWhatCame() throws Exception {
    try (house;
        var device = house.stream();
        var deepgram = house.stream(DEEPGRAM);
        var openai = house.stream(OPENAI)) {
      device.ready().seconds(2, TestHouse.RATE).awaitText("w1");
      deepgram.seconds(3, TestHouse.RATE).awaitText("w2");
      openai.awaitText("session.created");
      openai.text("{\"type\":\"input_audio_buffer.append\",\"audio\":\""
          + Base64.getEncoder().encodeToString(new byte[48_000]) + "\"}");
      openai.awaitText("speech_started");

      assertThat(ask("POST", "/admin/drain").body())
          .isEqualTo("{\"draining\":true,\"streams\":3}");
      assertThat(ask("GET", "/readyz").body()).isEqualTo("not ready: draining\n");
      try (var newcomer = house.stream()) { // the balancer has not heard of it yet
        newcomer.ready().seconds(1, TestHouse.RATE).awaitText("w0");
        assertThat(newcomer.readAll().closeCode()).isEqualTo(1_001);
      }
      assertThat(device.readAll().closeCode()).isEqualTo(1_001);
      var told = deepgram.readAll();
      assertThat(told.closeCode()).isEqualTo(1_012);
      assertThat(told.texts().getLast()).contains("\"type\":\"Metadata\"", "\"duration\":3.0");
      var last = openai.readAll();
      assertThat(last.closeCode()).isEqualTo(1_001);
      assertThat(last.texts().getLast()).contains("server_going_away");

      house.awaitNoStreams();
      assertThat(house.usedMs()).isEqualTo(7_000);
      assertThat(ask("GET", "/admin/drain").body())
          .isEqualTo("{\"draining\":true,\"streams\":0}");
      assertThatThrownBy(() -> WireClient.connect(house.port()))
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  /// What a client sends until it is told is heard by nobody.
  @Test
  void order_whileNothingCanBeSettled_tellsTheClientFirst() throws Exception {
    try (house; var device = house.stream()) {
      device.ready().seconds(2, TestHouse.RATE).awaitText("w1");
      ask("POST", "/admin/drain");
      try (var ledger = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("earshot.db"));
          var lock = ledger.createStatement()) {
        lock.execute("BEGIN IMMEDIATE");
        assertThat(device.readAll().closeCode()).isEqualTo(1_001);
        assertThat(ask("GET", "/admin/drain").body())
            .isEqualTo("{\"draining\":true,\"streams\":1}");
        lock.execute("ROLLBACK");
      }

      house.awaitNoStreams();
      assertThat(house.usedMs()).isEqualTo(2_000);
    }
  }

  @Test
  void noOrder_saysSo_andOtherMethodsAreNoPage() throws Exception {
    try (house) {
      Until.holds(() -> status("GET", "/readyz") == 200);
      assertThat(ask("GET", "/admin/drain").body())
          .isEqualTo("{\"draining\":false,\"streams\":0}");
      assertThat(status("DELETE", "/admin/drain")).isEqualTo(404);
      assertThat(status("POST", "/admin/drain/now")).isEqualTo(404);
      assertThat(status("GET", "/readyz")).isEqualTo(200);
    }
  }

  private int status(String method, String path) {
    try {
      return ask(method, path).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> ask(String method, String path)
      throws IOException, InterruptedException {
    var key = Files.readString(data.resolve("admin-key")).strip();
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + house.house().opsPort() + path))
            .header("Authorization", "Bearer " + key)
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }
}
