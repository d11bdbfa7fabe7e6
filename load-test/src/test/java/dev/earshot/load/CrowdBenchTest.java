package dev.earshot.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `./earshot bench crowd` takes for a refusal, at doors that answer as they are told.
@Timeout(30)
class CrowdBenchTest {
  private final HttpServer door;
  private final HttpClient http = HttpClient.newHttpClient();

  CrowdBenchTest() throws IOException {
    door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    door.start();
  }

  @AfterEach
  void close() {
    door.stop(0);
    http.close();
  }

  @Test
  void knocks_503WithRetryAfter_isARefusal() throws Exception {
    answers(503, true);

    assertThat(CrowdBench.knocks(device())).isFalse();
  }

  @Test
  void knocks_503WithoutRetryAfter_fails() {
    answers(503, false);

    assertThatThrownBy(() -> CrowdBench.knocks(device())).isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("knock: 503");
  }

  @ParameterizedTest
  @ValueSource(ints = {402, 404, 429, 500})
  void knocks_anyOtherAnswer_fails(int status) {
    answers(status, true);

    assertThatThrownBy(() -> CrowdBench.knocks(device())).isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("knock: " + status)
        .hasMessageEndingWith("(expected: let in, or 503 with Retry-After)");
  }

  @Test
  void knocks_nobodyAtTheDoor_fails() {
    var device = device();
    door.stop(0);

    assertThatThrownBy(() -> CrowdBench.knocks(device)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ConnectException");
  }

  private Device device() {
    return new Device(URI.create("ws://127.0.0.1:" + door.getAddress().getPort() + "/"), http);
  }

  private void answers(int status, boolean later) {
    door.createContext("/", exchange -> {
      if (later) {
        exchange.getResponseHeaders().set("Retry-After", "5");
      }
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    });
  }
}
