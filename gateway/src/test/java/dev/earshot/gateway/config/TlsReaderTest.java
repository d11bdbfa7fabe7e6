package dev.earshot.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.config.GatewayConfig.Tls;
import dev.earshot.gateway.socket.tls.CertificateFiles;
import dev.earshot.gateway.wire.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TlsReaderTest {
  private final Instant now = Instant.now().plus(Duration.ofMinutes(1));
  private final Path dir;

  TlsReaderTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void read_nothingSet_isNone() {
    var values = new Values(Map.of());

    assertThat(TlsReader.read(values, InstantSource.system())).isNull();
    assertThat(values.problems()).isEmpty();
  }

  @Test
  void read_pair_isKeptWithThePort() {
    var files = new TestCertificates(dir).make("one");
    var values = values(files);

    assertThat(TlsReader.read(values, InstantSource.fixed(now)))
        .isEqualTo(new Tls(8_443, files, Duration.ofSeconds(10)));
    assertThat(values.problems()).isEmpty();
  }

  @Test
  void read_portSet_isTaken() {
    var files = new TestCertificates(dir).make("one");
    var values = new Values(Map.of("EARSHOT_TLS_CERT", files.certificate().toString(),
        "EARSHOT_TLS_KEY", files.key().toString(), "EARSHOT_TLS_PORT", "443"));

    assertThat(TlsReader.read(values, InstantSource.fixed(now)))
        .isEqualTo(new Tls(443, files, Duration.ofSeconds(10)));
  }

  @ParameterizedTest
  @CsvSource({"EARSHOT_TLS_CERT,EARSHOT_TLS_KEY", "EARSHOT_TLS_KEY,EARSHOT_TLS_CERT"})
  void read_oneWithoutTheOther_isToldWhichIsMissing(String set, String missing) {
    var values = new Values(Map.of(set, "some.pem"));

    TlsReader.read(values, InstantSource.fixed(now));

    assertThat(values.problems()).containsExactly(
        missing + ": missing (expected: a PEM file, since " + set + " is set)");
  }

  @Test
  void read_portAlone_isToldThatBothAreMissing() {
    var values = new Values(Map.of("EARSHOT_TLS_PORT", "443"));

    TlsReader.read(values, InstantSource.fixed(now));

    assertThat(values.problems()).hasSize(2);
  }

  @Test
  void read_noFiles_namesThem() {
    var values = values(new CertificateFiles(dir.resolve("c"), dir.resolve("k")));

    TlsReader.read(values, InstantSource.fixed(now));

    assertThat(values.problems()).containsExactly("EARSHOT_TLS_CERT: " + dir.resolve("c")
        + " (expected: a PEM file that this user may read, 1 MiB at most)");
  }

  @Test
  void read_keyOfAnother_isToldAtTheKeyWithoutShowingIt() {
    var made = new TestCertificates(dir);
    var values = values(new CertificateFiles(made.make("one").certificate(),
        made.make("two").key()));

    TlsReader.read(values, InstantSource.fixed(now));

    assertThat(values.problems()).containsExactly("EARSHOT_TLS_KEY: " + dir.resolve("two.key")
        + " (expected: the key of CN=one in " + dir.resolve("one.pem")
        + ": name the files that were made together)");
  }

  @Test
  void read_expired_isToldSinceWhen() {
    var files = new TestCertificates(dir).make("one");
    var values = values(files);

    TlsReader.read(values, InstantSource.fixed(now.plus(Duration.ofDays(40))));

    assertThat(values.problems()).hasSize(1)
        .first()
        .asString()
        .startsWith("EARSHOT_TLS_CERT: " + files.certificate() + ", CN=one, valid from ")
        .endsWith("(expected: one that is valid now: renew it)");
  }

  @Test
  void read_throughTheConfiguration_isKnown() {
    var files = new TestCertificates(dir).make("one");

    assertThat(ConfigReader.read(settings(files), null).listen().tls())
        .isEqualTo(new Tls(8_443, files, Duration.ofSeconds(10)));
    assertThat(List.of(TlsReader.CERTIFICATE, TlsReader.KEY, TlsReader.PORT))
        .containsExactly("EARSHOT_TLS_CERT", "EARSHOT_TLS_KEY", "EARSHOT_TLS_PORT");
  }

  private static Values values(CertificateFiles files) {
    return new Values(settings(files));
  }

  private static Map<String, String> settings(CertificateFiles files) {
    return Map.of("EARSHOT_TLS_CERT", files.certificate().toString(), "EARSHOT_TLS_KEY",
        files.key().toString());
  }
}
