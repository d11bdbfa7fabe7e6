package dev.earshot.load.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FaultyNetworkTest {
  private static final int SENT = 7;

  private final ServerSocket server;
  private final FaultyNetwork network;

  FaultyNetworkTest() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    network = FaultyNetwork.to((InetSocketAddress) server.getLocalSocketAddress());
  }

  /// Whoever connects gets its bytes back.
  @BeforeEach
  void echo() {
    Thread.startVirtualThread(() -> {
      while (true) {
        try {
          var client = server.accept();
          Thread.startVirtualThread(() -> {
            try (client) {
              client.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException e) {
              // cut
            }
          });
        } catch (IOException e) {
          return; // closed
        }
      }
    });
  }

  @AfterEach
  void close() throws IOException {
    network.close();
    server.close();
  }

  @Test
  void whole_bringsBytesBothWays() throws Exception {
    try (var client = client()) {
      assertThat(echoed(client)).isEqualTo(SENT);
    }
  }

  @Test
  void cut_resetsWhoIsThereAndWhoComes_untilItIsMended() throws Exception {
    try (var client = client()) {
      echoed(client);
      network.cut();

      assertThatThrownBy(() -> echoed(client)).isInstanceOf(IOException.class);
    }
    try (var client = client()) {
      assertThatThrownBy(() -> echoed(client)).isInstanceOf(IOException.class);
    }
    network.mend();
    try (var client = client()) {
      assertThat(echoed(client)).isEqualTo(SENT);
    }
  }

  @Test
  void slow_bringsBytesLaterInEitherDirection() throws Exception {
    try (var client = client()) {
      network.slow(Duration.ofMillis(200));
      var before = System.nanoTime();

      assertThat(echoed(client)).isEqualTo(SENT);
      assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(400_000_000);
    }
  }

  private Socket client() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), network.port());
  }

  /// @throws IOException where there is an end instead
  private static int echoed(Socket client) throws IOException {
    client.getOutputStream().write(SENT);
    var heard = client.getInputStream().read();
    if (heard < 0) {
      throw new IOException("end (expected: " + SENT + ")");
    }
    return heard;
  }
}
