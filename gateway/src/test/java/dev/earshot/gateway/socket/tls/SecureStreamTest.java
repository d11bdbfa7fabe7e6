package dev.earshot.gateway.socket.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Frame;
import dev.earshot.gateway.wire.TestCertificates;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import dev.earshot.gateway.wire.WireClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Streams behind TLS, by each library.
@Timeout(60)
@ExtendWith(CleanLog.class)
class SecureStreamTest {
  private final TestCertificates made;

  SecureStreamTest(@TempDir Path dir) {
    this.made = new TestCertificates(dir);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void best_onLinux_isBoringSsl() {
    assertThat(TlsLibrary.best()).isEqualTo(TlsLibrary.BORINGSSL);
  }

  @ParameterizedTest
  @EnumSource
  void stream_beside_oneInClear_bothHearTheirWords(TlsLibrary library) throws IOException {
    var files = made.make("one");
    try (var house = house(files, library);
        var secure = house.stream(files.certificate());
        var clear = house.streamInClear()) {
      assertThat(secure.seconds(3, TestHouse.RATE).finish().readAll().words())
          .isEqualTo("w0 w1 w2");
      assertThat(clear.seconds(1, TestHouse.RATE).finish().readAll().words()).isEqualTo("w0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void stream_withAnRsaKey_isServed(TlsLibrary library) throws IOException {
    var files = made.make("one", TestCertificates.RSA);
    try (var house = house(files, library); var client = house.stream(files.certificate())) {
      assertThat(client.seconds(1, TestHouse.RATE).finish().readAll().words()).isEqualTo("w0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void frames_longerThanARecord_arePutTogether(TlsLibrary library) throws IOException {
    var files = made.make("one");
    try (var house = house(files, library); var client = house.stream(files.certificate())) {
      client.send(WireClient.BINARY, new byte[256 * 1_024]);

      assertThat(client.finish().readAll().words()).startsWith("w0 ").endsWith(" w8");
    }
  }

  @ParameterizedTest
  @EnumSource
  void certificate_replaced_isShownToNewOnesAndOldOnesGoOn(TlsLibrary library)
      throws IOException {
    var files = made.make("one");
    var first = made.make("first");
    var later = made.make("later");
    TestCertificates.replace(files.certificate(), first.certificate());
    TestCertificates.replace(files.key(), first.key());
    try (var house = house(files, library);
        var old = house.stream(first.certificate()).seconds(2, TestHouse.RATE)) {
      old.awaitText("w1");
      TestCertificates.replace(files.certificate(), later.certificate());
      TestCertificates.replace(files.key(), later.key());
      house.certificates.look();

      try (var young = house.stream(later.certificate())) {
        assertThat(peer(young)).isEqualTo("CN=later");
        assertThat(young.seconds(1, TestHouse.RATE).finish().readAll().words()).isEqualTo("w0");
      }
      assertThatThrownBy(() -> house.stream(first.certificate()))
          .isInstanceOf(UncheckedIOException.class);
      assertThat(peer(old)).isEqualTo("CN=first");
      assertThat(old.seconds(2, TestHouse.RATE).finish().readAll().words())
          .endsWith("w2 w3");
    }
  }

  @ParameterizedTest
  @EnumSource
  void certificate_replacedByOneWithoutItsKey_isNotShown(TlsLibrary library) throws IOException {
    var files = made.make("one");
    var later = made.make("later");
    try (var house = house(files, library)) {
      var before = Path.of(files.certificate() + ".before");
      TestCertificates.replace(before, files.certificate());
      TestCertificates.replace(files.certificate(), later.certificate());
      house.certificates.look();

      try (var client = house.stream(before)) {
        assertThat(peer(client)).isEqualTo("CN=one");
        assertThat(client.seconds(1, TestHouse.RATE).finish().readAll().words())
            .isEqualTo("w0");
      }
      assertThat(house.meters.total("earshot.tls.reload.failures")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"BORINGSSL,TLSv1.2", "BORINGSSL,TLSv1.3", "JDK,TLSv1.2", "JDK,TLSv1.3"})
  void handshake_whatTheClientSpeaks_isAgreedOn(TlsLibrary library, String version)
      throws IOException {
    var files = made.make("one");
    try (var house = house(files, library); var socket = raw(house, files)) {
      var wish = socket.getSSLParameters();
      wish.setProtocols(new String[]{version});
      wish.setApplicationProtocols(new String[]{"h2", "http/1.1"});
      socket.setSSLParameters(wish);
      socket.startHandshake();

      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
      assertThat(socket.getSession().getCipherSuite()).contains("_GCM_");
    }
  }

  @ParameterizedTest
  @EnumSource
  void request_inClear_isClosedAndCounted(TlsLibrary library) throws IOException {
    try (var house = house(made.make("one"), library); var client = house.connect()) {
      client.raw(WireClient.handshake(TestHouse.LISTEN, TestHouse.KEY)
          .getBytes(StandardCharsets.UTF_8));

      Until.holds(() -> house.meters.total("earshot.upgrades.refused") == 1);
      assertThat(house.meters.scrape()).contains("refused_total{status=\"0\"} 1.0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void handshake_thatNeverComes_isCutAtTheDeadline(TlsLibrary library) throws IOException {
    var limits = SocketLimits.DEFAULT.handshakeWithin(Duration.ofMillis(200));
    try (var house = house(made.make("one"), library, limits);
        var silent = house.connect();
        var begun = house.connect()) {
      begun.raw((byte) 0x16, (byte) 3, (byte) 1, (byte) 2, (byte) 0, (byte) 1);

      assertThat(silent.read()).isEqualTo(new Frame.End());
      assertThat(begun.read()).isEqualTo(new Frame.End());
    }
  }

  @ParameterizedTest
  @EnumSource
  void request_thatNeverComesBehindTls_isCutAtTheDeadline(TlsLibrary library)
      throws IOException {
    var files = made.make("one");
    var limits = SocketLimits.DEFAULT.handshakeWithin(Duration.ofSeconds(1));
    try (var house = house(files, library, limits);
        var client = house.connect().secure(SecureHouse.trust(files.certificate()))) {
      client.raw("GET /v4/listen HTTP/1.1\r\n".getBytes(StandardCharsets.UTF_8));

      assertThat(client.answer().status()).isEqualTo(408);
      assertThat(client.read()).isEqualTo(new Frame.End());
    }
  }

  @ParameterizedTest
  @EnumSource
  void client_saysThatItIsDone_isGone(TlsLibrary library) throws IOException {
    var files = made.make("one");
    try (var house = house(files, library); var client = house.stream(files.certificate())) {
      client.seconds(2, TestHouse.RATE).awaitText("w1");
      client.hangUp();

      house.awaitNoStreams();
      assertThat(house.meters.scrape()).contains(
          "earshot_streams_ended_total{reason=\"client_vanished\"} 1.0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void record_broken_endsTheConnectionAndIsNoFaultOfOurs(TlsLibrary library)
      throws IOException {
    var files = made.make("one");
    try (var house = house(files, library); var plain = house.connect()) {
      var secured = plain.secure(SecureHouse.trust(files.certificate()))
          .upgrade(TestHouse.LISTEN, TestHouse.KEY)
          .ready();
      secured.seconds(1, TestHouse.RATE).awaitText("w0");
      plain.raw((byte) 0x17, (byte) 3, (byte) 3, (byte) 0, (byte) 20, (byte) 1);
      plain.raw(new byte[19]);

      house.awaitNoStreams();
      assertThat(house.meters.scrape()).contains(
          "earshot_streams_ended_total{reason=\"client_vanished\"} 1.0",
          "earshot_streams_ended_total{reason=\"internal\"} 0.0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void frame_thatBreaksTheProtocol_isToldByItsCode(TlsLibrary library) throws IOException {
    var files = made.make("one");
    try (var house = house(files, library); var client = house.stream(files.certificate())) {
      client.send(0x83, new byte[4]).send(WireClient.BINARY, new byte[1_000]);

      assertThat(client.readAll().closeCode()).isEqualTo(1_002);
    }
  }

  private static String peer(WireClient client) throws SSLPeerUnverifiedException {
    return client.session().getPeerPrincipal().getName();
  }

  private static SSLSocket raw(SecureHouse house, CertificateFiles files) throws IOException {
    return (SSLSocket) SecureHouse.trust(files.certificate())
        .getSocketFactory()
        .createSocket(InetAddress.getLoopbackAddress(), house.port());
  }

  private static SecureHouse house(CertificateFiles files, TlsLibrary library)
      throws IOException {
    return house(files, library, SocketLimits.DEFAULT);
  }

  private static SecureHouse house(CertificateFiles files, TlsLibrary library,
      SocketLimits limits) throws IOException {
    assumeTrue(library.isThere(), library + " is not there");
    return new SecureHouse(files, library, limits);
  }
}
