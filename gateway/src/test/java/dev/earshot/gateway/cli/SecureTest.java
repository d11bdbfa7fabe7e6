package dev.earshot.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.client.Authority;
import dev.earshot.gateway.socket.tls.CertificateFiles;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.TestCertificates;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import dev.earshot.gateway.wire.WireClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A certificate as whoever runs a gateway meets it: at the start, in the doctor's answer, when it is
/// renewed, and from a client.
@Timeout(60)
@ExtendWith(CleanLog.class)
class SecureTest {
  private static final Duration LOOK = Duration.ofMillis(20);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Path dir;
  private final TestCertificates made;

  SecureTest(@TempDir Path dir) {
    this.dir = dir;
    this.made = new TestCertificates(dir);
  }

  @Test
  void serve_withACertificate_printsTheSecureAddressBehindTheOthers() throws IOException {
    var files = made.make("one");
    try (var serve = GatewayProcess.serving(dir.resolve("data"), files)) {
      assertThat(serve.line()).startsWith("operations: http://127.0.0.1:");
      assertThat(serve.line()).matches("listening: wss://127\\.0\\.0\\.1:\\d+/v4/listen");
    }
  }

  @Test
  void transcribe_overTls_printsTheWords() throws IOException {
    var files = made.make("one");
    try (var house = TestHouse.open(dir.resolve("data"), files, LOOK)) {
      var code = run("transcribe", "--url", "wss://localhost:" + port(house), "--ca",
          files.certificate().toString(), "--key", TestHouse.KEY, wav(2));

      assertThat(code).isZero();
    }
    assertThat(out).hasToString("w0 w1" + System.lineSeparator());
  }

  @Test
  void transcribe_ofAnAuthorityNobodyKnows_exits1() throws IOException {
    try (var house = TestHouse.open(dir.resolve("data"), made.make("one"), LOOK)) {
      assertThat(run("transcribe", "--url", "wss://localhost:" + port(house), "--key",
          TestHouse.KEY, wav(1))).isEqualTo(1);
      assertThat(run("transcribe", "--url", "wss://localhost:" + port(house), "--ca",
          made.make("other").certificate().toString(), "--key", TestHouse.KEY, wav(1)))
          .isEqualTo(1);
    }
  }

  @Test
  void transcribe_authorityThatIsNone_saysSo() throws IOException {
    run("transcribe", "--url", "wss://localhost:1", "--ca", wav(1), "--key", "k", wav(1));

    assertThat(err.toString()).startsWith("earshot: --ca: ")
        .contains("(expected: certificates as PEM)");
  }

  @Test
  void house_certificateIsRenewed_servesItWithinALook() throws IOException {
    var files = made.make("one");
    var later = made.make("later");
    try (var house = TestHouse.open(dir.resolve("data"), files, LOOK)) {
      TestCertificates.replace(files.certificate(), later.certificate());
      TestCertificates.replace(files.key(), later.key());

      var trust = Authority.of(later.certificate());
      Until.holds(() -> {
        try (var client = WireClient.connect(port(house))
            .secure(trust)
            .upgrade(TestHouse.LISTEN, TestHouse.KEY)) {
          return client.seconds(1, TestHouse.RATE).finish().readAll().words().equals("w0");
        } catch (UncheckedIOException e) {
          return false; // it still shows the first one
        }
      });
    }
  }

  @Test
  void doctor_certificate_isNamedWithItsDays() throws IOException {
    run("doctor", "--config", config(made.make("one")));

    assertThat(out.toString()).containsPattern(
        "ok +certificate +CN=one, (29|30) days left, served by (boringssl|jdk)");
    assertThat(out.toString()).containsPattern("ok +TLS port");
  }

  @Test
  void doctor_noCertificate_saysThatNoneIsUsed() throws IOException {
    run("doctor", "--config", Files.writeString(dir.resolve("c"),
        "EARSHOT_ENGINES=scripted\nEARSHOT_DATA=" + dir.resolve("data") + "\n").toString());

    assertThat(out.toString()).containsPattern("ok +certificate +not used");
  }

  @Test
  void check_fewDaysLeft_warns() {
    var soon = InstantSource.fixed(Instant.now().plus(Duration.ofDays(20)));

    var check = CertificateCheck.of(made.make("one"), soon);

    assertThat(check.fine()).isTrue();
    assertThat(check.soon()).isTrue();
    assertThat(check.text()).contains("9 days left (expected: 14 or more): renew it");
  }

  @Test
  void check_expired_fails() {
    var late = InstantSource.fixed(Instant.now().plus(Duration.ofDays(40)));

    assertThat(CertificateCheck.of(made.make("one"), late).fine()).isFalse();
  }

  @Test
  void serve_badCertificate_exits2AndNamesIt() throws IOException {
    var bad = new CertificateFiles(made.make("one").certificate(), dir.resolve("none"));

    assertThat(run("serve", "--config", config(bad))).isEqualTo(2);
    assertThat(err.toString()).contains("EARSHOT_TLS_KEY: " + dir.resolve("none"));
  }

  private static int port(TestHouse house) {
    return house.house().securePort().orElseThrow();
  }

  private int run(String... args) {
    return Earshot.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private String config(CertificateFiles files) throws IOException {
    return Files.writeString(dir.resolve("earshot.conf"), "EARSHOT_ENGINES=scripted\nEARSHOT_DATA="
        + dir.resolve("data") + "\nEARSHOT_TLS_PORT=0\nEARSHOT_TLS_CERT=" + files.certificate()
        + "\nEARSHOT_TLS_KEY=" + files.key() + "\n").toString();
  }

  private String wav(int seconds) throws IOException {
    var data = ByteBuffer.allocate(44 + seconds * 32_000).order(ByteOrder.LITTLE_ENDIAN);
    data.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(data.capacity() - 8);
    data.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    data.putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(32_000);
    data.putShort((short) 2).putShort((short) 16);
    data.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(seconds * 32_000);
    return Files.write(dir.resolve("sound" + seconds + ".wav"), data.array()).toString();
  }
}
