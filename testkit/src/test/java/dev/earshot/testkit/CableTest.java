package dev.earshot.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.testkit.Cable.Cut;
import dev.earshot.testkit.Cable.Way;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CableTest {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Cable cable = Cable.to(server.getLocalPort());

  CableTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    cable.close();
    server.close();
  }

  @Test
  void line_whole_carriesBothWaysAndBothEnds() throws IOException {
    try (var client = connect(); var end = server.accept()) {
      client.getOutputStream().write(bytes("to"));
      end.getOutputStream().write(bytes("fro"));
      client.shutdownOutput();
      end.shutdownOutput();

      assertThat(end.getInputStream().readAllBytes()).isEqualTo(bytes("to"));
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(bytes("fro"));
    }
  }

  @Test
  void reset_afterItsBytes_isSeenByBothEnds() throws IOException {
    var line = cable.lay(new Cut(Way.RESET, 3));
    try (var client = connect(); var end = server.accept()) {
      client.getOutputStream().write(bytes("four"));
      line.awaitCut();

      assertThat(end.getInputStream().readNBytes(3)).isEqualTo(bytes("fou"));
      assertThatThrownBy(() -> end.getInputStream().read()).isInstanceOf(SocketException.class);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void blackHole_afterItsBytes_isSeenByNobody() throws IOException {
    var line = cable.lay(new Cut(Way.BLACK_HOLE, 3));
    try (var client = connect(); var end = server.accept()) {
      client.getOutputStream().write(bytes("four"));
      line.awaitCut();
      client.getOutputStream().write(bytes("more"));
      end.getOutputStream().write(bytes("lost"));
      end.setSoTimeout(200);
      client.setSoTimeout(200);

      assertThat(end.getInputStream().readNBytes(3)).isEqualTo(bytes("fou"));
      assertThatThrownBy(() -> end.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void blackHole_givenUp_givesTheClientWhatCameBefore() throws IOException {
    var line = cable.lay(new Cut(Way.BLACK_HOLE, 3));
    try (var client = connect(); var end = server.accept()) {
      end.getOutputStream().write(bytes("before"));
      assertThat(client.getInputStream().readNBytes(5)).isEqualTo(bytes("befor"));
      client.getOutputStream().write(bytes("cut"));
      line.awaitCut();
      line.giveUp();
      end.setSoTimeout(200);

      assertThat(client.getInputStream().readAllBytes()).isEqualTo(bytes("e"));
      assertThatThrownBy(() -> end.getInputStream().readNBytes(4))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void cut_ofOneConnection_leavesTheNextWhole() throws IOException {
    var line = cable.lay(new Cut(Way.RESET, 0));
    try (var first = connect(); var _ = server.accept()) {
      line.awaitCut();
      assertThatThrownBy(() -> first.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    var whole = cable.lay(Cable.NEVER);
    try (var second = connect(); var end = server.accept()) {
      second.getOutputStream().write(bytes("whole"));

      assertThat(end.getInputStream().readNBytes(5)).isEqualTo(bytes("whole"));
      assertThat(whole.forwarded()).isEqualTo(5);
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), cable.port());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
