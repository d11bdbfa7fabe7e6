package dev.earshot.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.Answer;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The page as it goes over the wire.
@Timeout(30)
@ExtendWith(CleanLog.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePagesTest {
  /// What loads from somewhere: in HTML, in style sheets, in scripts.
  private static final Pattern ADDRESS = Pattern.compile(
      "(?:src|href|action)=\"([^\"]*)\"|url\\(([^)]*)\\)|addModule\\('([^']*)'\\)|@import\\s+(\\S+)"
          + "|fetch\\(([^)]*)\\)|from '([^']*)'");
  private static final Pattern OUTSIDE = Pattern
      .compile("(?:https?|wss?):(?!['\"\\s])|(?<![:}])//\\w");

  @SuppressWarnings("NullAway.Init")
  private TestHouse house;

  @BeforeAll
  void open(@TempDir Path data) {
    house = TestHouse.open(data, SocketLimits.DEFAULT);
  }

  @AfterAll
  void close() {
    house.close();
  }

  @ParameterizedTest
  @CsvSource({"/,text/html; charset=utf-8", "/console.css,text/css; charset=utf-8",
      "/console.js,text/javascript; charset=utf-8", "/capture.js,text/javascript; charset=utf-8",
      "/plain.js,text/javascript; charset=utf-8", "/icon.svg,image/svg+xml",
      "/?anything=1,text/html; charset=utf-8"})
  void get_file_isSentUnderTheHousesRules(String path, String type) {
    var answer = get(path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("content-type", type)
        .containsEntry("content-security-policy", "default-src 'none'; script-src 'self'; "
            + "style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'")
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("referrer-policy", "no-referrer")
        .containsEntry("cache-control", "no-cache")
        .containsEntry("connection", "close");
    assertThat(answer.body()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console.css", "/console.js", "/plain.js", "/capture.js",
      "/icon.svg"})
  void file_everyAddressInIt_isOneOfThePages(String path) {
    var body = get(path).body();

    var addresses = ADDRESS.matcher(body)
        .results()
        .map(found -> found.group().replaceAll(".*[\"'(]([^\"')]+)[\"')]+$", "$1"))
        .toList();

    assertThat(addresses).allSatisfy(address -> {
      assertThat(address).startsWith("/").doesNotStartWith("//");
      assertThat(get(address).status()).as(address).isEqualTo(200);
    });
  }

  @Test
  void page_namesItsFiles() {
    assertThat(get("/").body()).contains("\"/console.css\"", "\"/console.js\"", "\"/icon.svg\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console.css", "/console.js", "/plain.js", "/capture.js"})
  void file_namesNoOtherHost(String path) {
    var code = get(path).body().lines().filter(line -> !line.strip().startsWith("//")).toList();

    assertThat(code).noneMatch(line -> OUTSIDE.matcher(line).find());
  }

  @Test
  void page_hasNoInlineCode() {
    assertThat(get("/").body()).doesNotContain("<style", "style=", "onclick", "javascript:")
        .doesNotContainPattern("<script(?![^>]*src=)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/favicon.ico", "/index.html", "/console", "/../console.js",
      "/console/console.js", "/%2e%2e/console.js", "//console.js"})
  void get_anotherFile_answers404(String path) {
    assertThat(get(path).status()).isEqualTo(404);
  }

  @Test
  void get_page_isNoRefusedUpgrade() {
    var before = house.total("earshot.upgrades.refused");

    get("/");

    assertThat(house.total("earshot.upgrades.refused")).isEqualTo(before);
  }

  @Test
  void get_page_closesTheConnection() {
    try (var client = WireClient.connect(house.port())) {
      client.request("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

      assertThat(client.read()).isEqualTo(new Frame.End());
    }
  }

  @Test
  void post_toThePage_isNotAllowed() {
    try (var client = WireClient.connect(house.port())) {
      var answer = client.request("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.headers()).containsEntry("allow", "GET");
    }
  }

  private Answer get(String path) {
    try (var client = WireClient.connect(house.port())) {
      return client.request("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }
  }
}
