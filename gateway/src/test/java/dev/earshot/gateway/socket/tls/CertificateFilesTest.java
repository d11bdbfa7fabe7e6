package dev.earshot.gateway.socket.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.earshot.gateway.socket.tls.BadCertificateException.Part;
import dev.earshot.gateway.wire.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which files can be served, and what whoever made the others is told.
@Timeout(60)
class CertificateFilesTest {
  /// Certificates are valid from the second in which they are made.
  private final Instant now = Instant.now().plus(Duration.ofMinutes(1));
  private final Path dir;
  private final TestCertificates made;

  CertificateFilesTest(@TempDir Path dir) {
    this.dir = dir;
    this.made = new TestCertificates(dir);
  }

  @Test
  void read_ecPair_isUnderstood() throws IOException {
    var pair = made.make("one").load().read(now);

    assertThat(pair.subject()).isEqualTo("CN=one");
    assertThat(Duration.between(now, pair.expires()).toDays()).isEqualTo(29);
  }

  @Test
  void read_rsaPair_isUnderstood() throws IOException {
    assertThat(made.make("one", TestCertificates.RSA).load().read(now).key().getAlgorithm())
        .isEqualTo("RSA");
  }

  @Test
  void read_issuerBehindIt_isInTheChain() throws IOException {
    var files = made.make("one");
    var issuer = Files.readString(made.make("issuer").certificate());
    var text = "a note of whoever made it\n" + Files.readString(files.certificate()) + issuer;
    Files.writeString(files.certificate(), text);

    assertThat(files.load().read(now).chain()).hasSize(2);
  }

  @Test
  void read_keyOfAnother_isToldAtTheKey() {
    var files = new CertificateFiles(made.make("one").certificate(), made.make("two").key());

    var told = refusal(files, now);

    assertThat(told.part()).isEqualTo(Part.KEY);
    assertThat(told).hasMessageContaining("the key of CN=one");
  }

  @Test
  void read_keyOfAnotherKind_isToldAtTheKey() {
    var files = new CertificateFiles(made.make("one").certificate(),
        made.make("two", TestCertificates.RSA).key());

    assertThat(refusal(files, now)).hasMessageContaining("the key of CN=one");
  }

  @Test
  void read_afterItsTime_isToldToRenew() {
    var told = refusal(made.make("one"), now.plus(Duration.ofDays(31)));

    assertThat(told.part()).isEqualTo(Part.CERTIFICATE);
    assertThat(told).hasMessageContaining("renew it");
  }

  @Test
  void read_beforeItsTime_isTold() {
    assertThat(refusal(made.make("one"), now.minus(Duration.ofDays(1))))
        .hasMessageContaining("one that is valid now");
  }

  @Test
  void read_keyWithAPassword_isToldHowToTakeItOff() {
    var files = made.make("one");
    TestCertificates.openssl(List.of("pkcs8", "-topk8", "-in", files.key().toString(), "-out",
        dir.resolve("locked").toString(), "-passout", "pass:s3cret"));

    assertThat(refusal(new CertificateFiles(files.certificate(), dir.resolve("locked")), now))
        .hasMessageContaining("openssl pkcs8 -topk8 -nodes -in " + dir.resolve("locked"));
  }

  @Test
  void read_keyOfTheOldForm_isToldHowToMakeItNew() {
    var files = made.make("one", TestCertificates.RSA);
    TestCertificates.openssl(List.of("rsa", "-traditional", "-in", files.key().toString(), "-out",
        dir.resolve("old").toString()));

    assertThat(refusal(new CertificateFiles(files.certificate(), dir.resolve("old")), now))
        .hasMessageContaining("openssl pkcs8 -topk8 -nodes");
  }

  @Test
  void read_keyThatNoClientKnows_isToldAtTheCertificate() {
    var files = made.make("one", List.of("-newkey", "ed25519"));

    assertThat(refusal(files, now)).hasMessageContaining("an RSA or EC key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----",
      "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
      "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----"})
  void read_noCertificateInIt_isTold(String text) throws IOException {
    var files = made.make("one");
    Files.writeString(files.certificate(), text);

    assertThat(refusal(files, now)).hasMessageStartingWith(files.certificate().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MIGHAgEAMBMGByqG", "-----BEGIN PRIVATE KEY-----\ns3cretAA\n"
      + "-----END PRIVATE KEY-----"})
  void read_noKeyInIt_isToldWithoutShowingIt(String text) throws IOException {
    var files = made.make("one");
    Files.writeString(files.key(), text);

    var told = refusal(files, now);

    assertThat(told.part()).isEqualTo(Part.KEY);
    assertThat(told.toString()).doesNotContain("MIGHAgEAMBMGByqG", "s3cret");
  }

  @Test
  void read_tooManyIssuers_isTold() throws IOException {
    var files = made.make("one");
    Files.writeString(files.certificate(), Files.readString(files.certificate()).repeat(11));

    assertThat(refusal(files, now)).hasMessageContaining("10 at most");
  }

  @Test
  void load_noFile_namesIt() {
    var files = new CertificateFiles(dir.resolve("none"), made.make("one").key());

    assertThat(refusal(files, now)).hasMessageStartingWith(dir.resolve("none").toString());
  }

  @Test
  void load_aFileWithoutEnd_isNotRead() {
    var files = new CertificateFiles(made.make("one").certificate(), Path.of("/dev/zero"));

    assertThat(refusal(files, now)).hasMessageContaining("1 MiB at most");
  }

  @Test
  void text_inAnyToString_showsNoKey() throws IOException {
    var text = made.make("one").load();

    assertThat(text.toString()).doesNotContain("PRIVATE");
    assertThat(text.read(now).toString()).isEqualTo("CertificatePair[CN=one]");
  }

  private static BadCertificateException refusal(CertificateFiles files, Instant now) {
    return Objects.requireNonNull(
        catchThrowableOfType(BadCertificateException.class, () -> files.load().read(now)));
  }
}
