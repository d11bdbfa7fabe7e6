package dev.earshot.gateway.auth;

import static dev.earshot.gateway.auth.IssuerDouble.RSA;
import static dev.earshot.gateway.auth.IssuerDouble.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import dev.earshot.gateway.auth.Access.Granted;
import dev.earshot.gateway.auth.Access.Unknown;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Until;
import dev.earshot.testkit.MemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;

/// The keys of an issuer that answers, turns them, and is away.
@Timeout(60)
@ExtendWith(CleanLog.class)
class IssuerKeysTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

  private final IssuerDouble issuer = new IssuerDouble();
  private Instant now = START;
  private final Gatekeeper gatekeeper = new Gatekeeper(new MemoryStore().apiKeys(),
      new Tokens(TokenKey.parse("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="), () -> now),
      List.of(issuer.issuer()), () -> now, Duration.ofSeconds(2));

  IssuerKeysTest() throws IOException {}

  @AfterEach
  void close() {
    gatekeeper.close();
    issuer.close();
  }

  @Test
  void admit_manyAtOnce_readTheKeysOnce() {
    var held = issuer.hold();
    var answers = Flux.range(0, 100)
        .flatMap(_ -> gatekeeper.admit(issuer.token(START), Scope.LISTEN), 100)
        .collectList()
        .toFuture();
    Until.holds(() -> issuer.reads() == 1);
    held.countDown();

    assertThat(answers.join()).hasSize(100).allMatch(Granted.class::isInstance);
    assertThat(issuer.reads()).isEqualTo(1);
  }

  @Test
  void admit_unknownKeys_readOnceAMinute() {
    admit(issuer.token(now));
    var turned = IssuerDouble.rsa("rsa-2", 2_048);
    issuer.serves(turned);
    now = START.plusSeconds(59);
    for (var n = 0; n < 10; n++) {
      assertThat(admit(signed(IssuerDouble.ec("ec-" + UUID.randomUUID()), JWSAlgorithm.ES256,
          issuer.claims(now).build()))).isEqualTo(new Unknown());
    }
    assertThat(issuer.reads()).isEqualTo(1);

    now = START.plusSeconds(60);
    assertThat(admit(signed(turned, JWSAlgorithm.RS256, issuer.claims(now).build())))
        .isInstanceOf(Granted.class);
    assertThat(admit(issuer.token(now))).as("a key that was taken back").isEqualTo(new Unknown());
    assertThat(issuer.reads()).isEqualTo(2);
  }

  @Test
  void admit_keysAreStaleAndTheIssuerIsAway_theLastGoodKeysCount() {
    admit(issuer.token(now));
    issuer.answers(503);
    now = START.plusSeconds(601);

    assertThat(admit(issuer.token(now))).isInstanceOf(Granted.class);
    Until.holds(() -> issuer.reads() == 2);
    assertThat(admit(issuer.token(now))).isInstanceOf(Granted.class);
    assertThat(issuer.reads()).isEqualTo(2);

    issuer.answers(200);
    now = START.plusSeconds(661);
    assertThat(admit(issuer.token(now))).isInstanceOf(Granted.class);
    Until.holds(() -> issuer.reads() == 3);
  }

  @Test
  void admit_issuerAwayFromTheStart_failsAndIsAskedAgainAfterFiveSeconds() {
    issuer.answers(503);
    assertThatThrownBy(() -> admit(issuer.token(now))).isInstanceOf(AwayException.class)
        .hasMessageContaining(issuer.name());
    assertThatThrownBy(() -> admit(issuer.token(now))).isInstanceOf(AwayException.class);
    now = START.plusMillis(4_999);
    assertThatThrownBy(() -> admit(issuer.token(now))).isInstanceOf(AwayException.class);
    assertThat(issuer.reads()).isEqualTo(1);

    issuer.answers(200);
    now = START.plusSeconds(5);
    assertThat(admit(issuer.token(now))).isInstanceOf(Granted.class);
  }

  @Test
  void admit_keysArePaper_fails() {
    issuer.says("{\"keys\": \"" + "x".repeat(300_000) + "\"}");
    assertThatThrownBy(() -> admit(issuer.token(now))).isInstanceOf(AwayException.class);
    issuer.says("<html>");
    now = START.plusSeconds(60);
    assertThatThrownBy(() -> admit(issuer.token(now))).isInstanceOf(AwayException.class);
  }

  @Test
  void admit_discoveryOfAnotherIssuer_fails() {
    issuer.isNamed("https://another.example");

    assertThatThrownBy(() -> admit(issuer.token(now))).isInstanceOf(AwayException.class);
    assertThat(issuer.reads()).isZero();
  }

  @Test
  void admit_keysAtAKnownAddress_needsNoDiscovery() throws Exception {
    issuer.isNamed("https://another.example");
    var known = new Issuer("https://securetoken.google.com/demo", Set.of("demo"),
        new java.net.URI(issuer.name() + "/keys"));
    try (var other = new Gatekeeper(new MemoryStore().apiKeys(),
        new Tokens(TokenKey.parse("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="), () -> now),
        List.of(known), () -> now, Duration.ofSeconds(2))) {
      assertThat(other.admit(signed(RSA, JWSAlgorithm.RS256,
          issuer.claims(now).issuer(known.name()).audience("demo").build()), Scope.MINT).block())
          .isInstanceOf(Granted.class);
    }
    assertThat(Issuer.firebase("demo")).extracting(Issuer::name, Issuer::audiences)
        .containsExactly(known.name(), known.audiences());
  }

  private Access admit(String token) {
    return Objects.requireNonNull(gatekeeper.admit(token, Scope.LISTEN).block());
  }
}
