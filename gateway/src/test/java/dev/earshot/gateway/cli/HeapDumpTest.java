package dev.earshot.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What somebody finds who gets hold of a heap dump: of keys that clients have shown, nothing but hashes.
@Timeout(120)
class HeapDumpTest {
  private static final String DEEPGRAM = "/v1/listen?encoding=linear16&sample_rate=16000";
  private static final String OPENAI = "/v1/realtime?intent=transcription";
  /// Stands in the environment, which stays in the process: whoever searches right finds it.
  private static final String IN_THE_ENVIRONMENT = TestHouse.KEY;

  private final List<WireClient> open = new ArrayList<>();

  @Test
  void dump_whileStreamsAreOpen_hasNoKeyOfTheirs(@TempDir Path dir) throws Exception {
    var data = dir.resolve("data");
    try (var serve = GatewayProcess.serving(data)) {
      var ops = serve.line().replace("operations: ", "").replace("/readyz", "");
      var key = created(ops, Files.readString(data.resolve("admin-key")).strip());
      var wrong = "esk_nobodys-key-0123456789";
      streams(serve.port(), key);
      refused(serve.port(), wrong);

      var dump = dumped(serve, dir.resolve("heap.hprof"));

      assertThat(isIn(dump, IN_THE_ENVIRONMENT)).as("what is there is found").isTrue();
      assertThat(isIn(dump, key)).isFalse();
      assertThat(isIn(dump, wrong)).isFalse();
    } finally {
      open.forEach(WireClient::close);
    }
  }

  private static String created(String ops, String admin) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(HttpRequest.newBuilder(URI.create(ops + "/admin/keys"))
          .header("Authorization", "Bearer " + admin)
          .POST(BodyPublishers.ofString("{\"account\":\"" + TestHouse.ACCOUNT.value() + "\"}"))
          .build(), BodyHandlers.ofString());
      return Heard.json(answer.body()).path("key").asText();
    }
  }

  /// One in each dialect goes on, one has ended.
  private void streams(int port, String key) {
    for (var target : List.of(TestHouse.LISTEN, DEEPGRAM)) {
      var client = WireClient.connect(port).upgrade(target, key);
      open.add(client);
      client.seconds(1, TestHouse.RATE).awaitText("w0");
    }
    var openai = WireClient.connect(port).upgrade(OPENAI, key);
    open.add(openai);
    openai.awaitText("session.created");
    openai.text("{\"type\":\"input_audio_buffer.append\",\"audio\":\""
        + Base64.getEncoder().encodeToString(new byte[48_000]) + "\"}");
    openai.awaitText("speech_started");
    try (var web = WireClient.connect(port)
        .upgrade(TestHouse.LISTEN.replace("/v4/listen", "/v4/web/listen"), null)) {
      web.text("{\"type\":\"auth\",\"token\":\"" + key + "\"}").ready();
      web.seconds(1, TestHouse.RATE).finish().readAll();
    }
  }

  private static void refused(int port, String wrong) {
    try (var client = WireClient.connect(port)) {
      assertThat(client.request(WireClient.handshake(DEEPGRAM, wrong)).status()).isEqualTo(401);
    }
  }

  /// Everything that can still be reached.
  private static byte[] dumped(GatewayProcess serve, Path file)
      throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var dump = new ProcessBuilder(jcmd, Long.toString(serve.pid()), "GC.heap_dump",
        file.toString()).redirectErrorStream(true).start();
    var said = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(dump.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(dump.exitValue()).as(said).isZero();
    return Files.readAllBytes(file);
  }

  private static boolean isIn(byte[] dump, String text) {
    return finds(dump, text.getBytes(StandardCharsets.ISO_8859_1))
        || finds(dump, text.getBytes(StandardCharsets.UTF_16BE))
        || finds(dump, text.getBytes(StandardCharsets.UTF_16LE));
  }

  private static boolean finds(byte[] all, byte[] part) {
    for (var at = 0; at + part.length <= all.length; at++) {
      var same = 0;
      while (same < part.length && all[at + same] == part[same]) {
        same++;
      }
      if (same == part.length) {
        return true;
      }
    }
    return false;
  }
}
