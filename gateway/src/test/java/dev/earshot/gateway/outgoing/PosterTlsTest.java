package dev.earshot.gateway.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.integration.Outcome.Failure;
import dev.earshot.gateway.wire.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The connection goes to the address that was judged, the certificate has to be the name's.
@Timeout(60)
class PosterTlsTest {
  private static final String PASSWORD = "changeit";

  private final List<String> names = new CopyOnWriteArrayList<>();
  private final Path certificate;
  private final Site site;
  private final Poster poster;

  PosterTlsTest(@TempDir Path dir) throws GeneralSecurityException, IOException {
    certificate = dir.resolve("app.pem");
    var key = dir.resolve("app.key");
    TestCertificates.openssl(List.of("req", "-x509", "-nodes", "-days", "30", "-newkey", "ec",
        "-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/CN=app", "-addext",
        "subjectAltName=DNS:app.example", "-keyout", key.toString(), "-out",
        certificate.toString()));
    var store = dir.resolve("store.p12");
    TestCertificates.openssl(List.of("pkcs12", "-export", "-in", certificate.toString(), "-inkey",
        key.toString(), "-out", store.toString(), "-passout", "pass:" + PASSWORD));
    site = Site.on(listening(store));
    poster = Poster.open(_ -> List.of(InetAddress.ofLiteral("127.0.0.1")), AddressGuard.lenient(),
        certificate);
  }

  @AfterEach
  void close() {
    poster.close();
    site.close();
  }

  @Test
  void name_ofTheCertificate_isAskedForAndTrusted() {
    assertThat(post(poster, "https://app.example:" + site.port() + "/")).isEqualTo("204");
    assertThat(names).containsExactly("app.example");
  }

  @Test
  void anotherName_isNotTrusted() {
    assertThat(post(poster, "https://other.example:" + site.port() + "/"))
        .isEqualTo(Failure.UNREACHABLE.name());
    assertThat(names).containsExactly("other.example"); // it was told who was looked for
    assertThat(site.asked()).isEmpty();
  }

  @Test
  void unknownAuthority_isNotTrusted() {
    var usual = Poster.open(_ -> List.of(InetAddress.ofLiteral("127.0.0.1")),
        AddressGuard.lenient());
    try {
      assertThat(post(usual, "https://app.example:" + site.port() + "/"))
          .isEqualTo(Failure.UNREACHABLE.name());
    } finally {
      usual.close();
    }
  }

  private static String post(Poster by, String url) {
    return Objects.requireNonNull(by
        .post(new Request(url, Map.of(), "{}", 0))
        .map(reply -> String.valueOf(reply.status()))
        .onErrorResume(OutgoingException.class,
            error -> reactor.core.publisher.Mono.just(error.failure().name()))
        .block(Duration.ofSeconds(30)));
  }

  private SSLServerSocket listening(Path store) throws GeneralSecurityException, IOException {
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    var socket = (SSLServerSocket) context.getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    var parameters = socket.getSSLParameters();
    parameters.setSNIMatchers(List.of(new SNIMatcher(0) {
      @Override
      public boolean matches(SNIServerName name) {
        names.add(new String(name.getEncoded(), StandardCharsets.US_ASCII));
        return true;
      }
    }));
    socket.setSSLParameters(parameters);
    return socket;
  }
}
