package dev.earshot.gateway.socket.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.gateway.ops.Meters;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.TestCertificates;
import dev.earshot.gateway.wire.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

/// When files change under a gateway that runs.
@Timeout(60)
@ExtendWith(CleanLog.class)
class CertificatesTest {
  private static final String FAILURES = "earshot.tls.reload.failures";
  /// Certificates are valid from the second in which they are made.
  private final Instant now = Instant.now().plus(Duration.ofMinutes(1));
  private final Meters meters = new Meters();
  private final TestCertificates made;

  CertificatesTest(@TempDir Path dir) {
    this.made = new TestCertificates(dir);
  }

  @Test
  void open_badPair_fails() {
    var files = new CertificateFiles(made.make("one").certificate(), made.make("two").key());

    assertThatThrownBy(() -> open(files)).isInstanceOf(BadCertificateException.class);
  }

  @Test
  void look_nothingChanged_changesNothing() throws IOException {
    var certificates = open(made.make("one"));
    var before = certificates.expires();

    certificates.look();

    assertThat(certificates.expires()).isEqualTo(before);
    assertThat(meters.total(FAILURES)).isZero();
  }

  @Test
  void look_onlyHalfIsReplaced_waitsForTheOther() throws IOException {
    var files = made.make("one");
    var later = made.make("later");
    var certificates = open(files);

    TestCertificates.replace(files.certificate(), later.certificate());
    certificates.look();
    assertThat(certificates.subject()).isEqualTo("CN=one");
    assertThat(meters.total(FAILURES)).isEqualTo(1);

    TestCertificates.replace(files.key(), later.key());
    certificates.look();
    assertThat(certificates.subject()).isEqualTo("CN=later");
    assertThat(meters.total(FAILURES)).isEqualTo(1);
  }

  @Test
  void look_filesAreGone_countsEachLook() throws IOException {
    var files = made.make("one");
    var certificates = open(files);
    Files.delete(files.key());

    certificates.look();
    certificates.look();

    assertThat(meters.total(FAILURES)).isEqualTo(2);
    assertThat(certificates.subject()).isEqualTo("CN=one");
  }

  @Test
  void watch_filesChange_looksByItself() throws IOException {
    var files = made.make("one");
    var later = made.make("later");
    try (var certificates = open(files)) {
      certificates.watch(Duration.ofMillis(10), Schedulers.boundedElastic());
      TestCertificates.replace(files.certificate(), later.certificate());
      TestCertificates.replace(files.key(), later.key());

      Until.holds(() -> certificates.subject().equals("CN=later"));
    }
  }

  @Test
  void scrape_showsForHowLongItIsValid() throws IOException {
    var certificates = open(made.make("one"));
    var left = Duration.between(now, certificates.expires()).toSeconds();

    assertThat(meters.scrape())
        .contains("earshot_tls_reload_failures_total 0.0",
            "earshot_tls_certificate_expires_seconds " + (double) left);
  }

  private Certificates open(CertificateFiles files) throws IOException {
    return Certificates.open(files, TlsLibrary.best(), InstantSource.fixed(now), meters);
  }
}
