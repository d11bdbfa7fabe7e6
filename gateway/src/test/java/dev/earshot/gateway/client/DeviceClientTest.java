package dev.earshot.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.WavFile;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.TestHouse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DeviceClientTest {
  private static final WavFile TWO_SECONDS = new WavFile(AudioFormat.pcm16(16_000),
      new byte[64_000]);
  private final List<String> finals = new ArrayList<>();
  private final Listener listener = new Listener() {
    @Override
    public void segment(String id, String text, boolean isFinal) {
      if (isFinal) {
        finals.add(text);
      }
    }

    @Override
    public void deleted(String id) {}

    @Override
    public void event(String type, String json) {}

    @Override
    public void sent(long millis) {}
  };

  @Test
  void stream_recording_hearsItsWords(@TempDir Path data) throws Exception {
    try (var house = TestHouse.open(data, SocketLimits.DEFAULT)) {
      client(house.port(), TestHouse.KEY).stream(TWO_SECONDS, 0, Duration.ofSeconds(10), listener);
    }

    assertThat(finals).containsExactly("w0 w1");
  }

  @Test
  void stream_finished_givesTheClose(@TempDir Path data) throws Exception {
    try (var house = TestHouse.open(data, SocketLimits.DEFAULT)) {
      assertThat(client(house.port(), TestHouse.KEY)
          .stream(TWO_SECONDS, 0, Duration.ofSeconds(10), listener)).isEqualTo("1000 finished");
    }
  }

  @Test
  void stream_wrongKey_givesTheClose(@TempDir Path data) throws Exception {
    try (var house = TestHouse.open(data, SocketLimits.DEFAULT)) {
      assertThat(client(house.port(), "wrong")
          .stream(TWO_SECONDS, 0, Duration.ofSeconds(10), listener)).startsWith("1008 ");
    }
  }

  @Test
  void stream_nobodyListens_saysWhere() {
    assertThatThrownBy(() -> client(1, "k").stream(TWO_SECONDS, 0, Duration.ofSeconds(1), listener))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("gateway ws://127.0.0.1:1: cannot be reached");
  }

  @Test
  void stream_gatewayNeverCloses_endsAllTheSame() throws IOException {
    try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> shake(mute));

      assertThatThrownBy(() -> client(mute.getLocalPort(), "k")
          .stream(TWO_SECONDS, 0, Duration.ofMillis(100), listener))
          .hasMessageStartingWith("last word: not within");
    }
  }

  /// Upgrades, reads and says nothing more.
  private static void shake(ServerSocket server) {
    try (var socket = server.accept()) {
      var request = new StringBuilder();
      var in = socket.getInputStream();
      while (!request.toString().endsWith("\r\n\r\n")) {
        request.append((char) in.read());
      }
      var key = request.toString()
          .lines()
          .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseThrow();
      var sha = java.security.MessageDigest.getInstance("SHA-1")
          .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
              .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      socket.getOutputStream()
          .write(("HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: " + java.util.Base64.getEncoder().encodeToString(sha)
              + "\r\n\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException | java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static DeviceClient client(int port, String key) {
    return new DeviceClient(URI.create("ws://127.0.0.1:" + port), key);
  }
}
