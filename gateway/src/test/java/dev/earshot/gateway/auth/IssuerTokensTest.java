package dev.earshot.gateway.auth;

import static dev.earshot.gateway.auth.IssuerDouble.AUDIENCE;
import static dev.earshot.gateway.auth.IssuerDouble.EC;
import static dev.earshot.gateway.auth.IssuerDouble.RSA;
import static dev.earshot.gateway.auth.IssuerDouble.signed;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.auth.Access.Expired;
import dev.earshot.gateway.auth.Access.Granted;
import dev.earshot.gateway.auth.Access.Unknown;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.testkit.MemoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens of an issuer that answers: what they must say, and who must have signed them.
@Timeout(60)
@ExtendWith(CleanLog.class)
class IssuerTokensTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

  private final IssuerDouble issuer = new IssuerDouble();
  private Instant now = START;
  private final Gatekeeper gatekeeper = new Gatekeeper(new MemoryStore().apiKeys(),
      new Tokens(TokenKey.parse("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="), () -> now),
      List.of(issuer.issuer()), () -> now, Duration.ofSeconds(2));

  IssuerTokensTest() throws IOException {}

  @AfterEach
  void close() {
    gatekeeper.close();
    issuer.close();
  }

  @Test
  void admit_tokenOfTheIssuer_letsItsSubjectIn() {
    assertThat(admit(issuer.token(now))).isEqualTo(new Granted(new Pass(new AccountId("uid-7"),
        null, Set.of(Scope.LISTEN, Scope.MINT, Scope.ACCOUNT), null, START.plusSeconds(3_600),
        null)));
  }

  @Test
  void admit_es256_letsIn() {
    assertThat(admit(signed(EC, JWSAlgorithm.ES256, issuer.claims(now).build())))
        .isInstanceOf(Granted.class);
  }

  @Test
  void admit_severalAudiences_letsInWhereOneIsOurs() {
    assertThat(with(claims -> claims.audience(List.of("other", AUDIENCE))))
        .isInstanceOf(Granted.class);
    assertThat(with(claims -> claims.audience(List.of("other")))).isEqualTo(new Unknown());
    assertThat(with(claims -> claims.audience((String) null))).isEqualTo(new Unknown());
  }

  @Test
  void admit_otherIssuer_isUnknownAndAsksNobody() {
    assertThat(with(claims -> claims.issuer(issuer.name() + "/"))).isEqualTo(new Unknown());
    assertThat(with(claims -> claims.issuer(null))).isEqualTo(new Unknown());
    assertThat(issuer.reads()).isZero();
  }

  @Test
  void admit_expired_isSaidAfterAMinute() {
    var token = issuer.token(now);
    now = START.plusSeconds(3_659);
    assertThat(admit(token)).isInstanceOf(Granted.class);
    now = START.plusSeconds(3_660);
    assertThat(admit(token)).isEqualTo(new Expired());
    assertThat(with(claims -> claims.expirationTime(null))).isEqualTo(new Unknown());
  }

  @Test
  void admit_notYetGood_isUnknownButForAMinute() {
    assertThat(with(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(60)))))
        .isInstanceOf(Granted.class);
    assertThat(with(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(61)))))
        .isEqualTo(new Unknown());
    assertThat(with(claims -> claims.issueTime(Date.from(now.plusSeconds(61)))))
        .isEqualTo(new Unknown());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\u0000"})
  void admit_subjectThatIsNoAccount_isUnknown(String subject) {
    assertThat(with(claims -> claims.subject(subject))).isEqualTo(new Unknown());
  }

  @Test
  void admit_subjectOf128_isTheLongest() {
    assertThat(with(claims -> claims.subject("a".repeat(128)))).isInstanceOf(Granted.class);
    assertThat(with(claims -> claims.subject("a".repeat(129)))).isEqualTo(new Unknown());
    assertThat(with(claims -> claims.subject(null))).isEqualTo(new Unknown());
  }

  @Test
  void admit_signedByAnother_isUnknown() {
    var another = IssuerDouble.rsa(RSA.getKeyID(), 2_048);

    assertThat(admit(signed(another, JWSAlgorithm.RS256, issuer.claims(now).build())))
        .isEqualTo(new Unknown());
  }

  @Test
  void admit_changedOnTheWay_isUnknown() {
    var token = issuer.token(now);
    var parts = token.split("\\.", -1);
    var other = signed(RSA, JWSAlgorithm.RS256, issuer.claims(now).subject("boss").build())
        .split("\\.", -1);

    assertThat(admit(parts[0] + "." + other[1] + "." + parts[2])).isEqualTo(new Unknown());
    assertThat(admit(parts[0] + "." + parts[1] + ".")).isEqualTo(new Unknown());
  }

  @Test
  void admit_algorithmNone_isUnknown() {
    assertThat(admit(new PlainJWT(issuer.claims(now).build()).serialize()))
        .isEqualTo(new Unknown());
  }

  /// The public key is known to all: whoever took it for the secret of an HMAC would believe anybody.
  @Test
  void admit_publicKeyAsSecret_isUnknown() throws JOSEException {
    for (var secret : List.of(RSA.toRSAPublicKey().getEncoded(),
        pem(RSA.toRSAPublicKey().getEncoded()).getBytes(StandardCharsets.US_ASCII),
        RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.US_ASCII))) {
      var key = new OctetSequenceKey.Builder(secret).keyID(RSA.getKeyID()).build();

      assertThat(admit(signed(key, JWSAlgorithm.HS256, issuer.claims(now).build())))
          .isEqualTo(new Unknown());
    }
    assertThat(issuer.reads()).isZero();
  }

  @Test
  void admit_otherAlgorithmOfTheSameKey_isUnknown() {
    assertThat(admit(signed(RSA, JWSAlgorithm.RS512, issuer.claims(now).build())))
        .isEqualTo(new Unknown());
    assertThat(admit(signed(RSA, JWSAlgorithm.PS256, issuer.claims(now).build())))
        .isEqualTo(new Unknown());
  }

  @Test
  void admit_keyInTheTokenItself_isUnknown() {
    var own = IssuerDouble.rsa("own", 2_048);
    var head = new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(own.toPublicJWK()).build();

    assertThat(admit(signed(own, head, issuer.claims(now).build()))).isEqualTo(new Unknown());
  }

  @Test
  void admit_keyOf1024Bits_isUnknown() {
    var weak = IssuerDouble.rsa("weak", 1_024);
    issuer.serves(weak, RSA);

    assertThat(admit(signed(weak, JWSAlgorithm.RS256, issuer.claims(now).build())))
        .isEqualTo(new Unknown());
  }

  @Test
  void admit_noKeyNamed_triesThemAll() {
    var head = new JWSHeader.Builder(JWSAlgorithm.RS256).build();
    issuer.serves(IssuerDouble.rsa("rsa-0", 2_048), RSA);

    assertThat(admit(signed(RSA, head, issuer.claims(now).build()))).isInstanceOf(Granted.class);
  }

  private Access with(UnaryOperator<JWTClaimsSet.Builder> change) {
    return admit(signed(RSA, JWSAlgorithm.RS256, change.apply(issuer.claims(now)).build()));
  }

  private Access admit(String token) {
    return Objects.requireNonNull(gatekeeper.admit(token, Scope.LISTEN).block());
  }

  private static String pem(byte[] key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + java.util.Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(key)
        + "\n-----END PUBLIC KEY-----\n";
  }
}
