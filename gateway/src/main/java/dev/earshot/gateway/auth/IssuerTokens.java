package dev.earshot.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.auth.Access.Expired;
import dev.earshot.gateway.auth.Access.Granted;
import dev.earshot.gateway.auth.Access.Unknown;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Tokens of one issuer, verified here: nobody is asked for a token, only now and then for the keys.
///
/// RS256 and ES256 only, whatever the token says; `iss` to the letter, one of our audiences, `exp` and
/// `sub` must be there, clocks may differ by 60 s. The subject is the account.
final class IssuerTokens {
  private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256,
      JWSAlgorithm.ES256);
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final Issuer issuer;
  private final IssuerKeys keys;
  private final InstantSource clock;

  IssuerTokens(Issuer issuer, IssuerPages pages, InstantSource clock) {
    this.issuer = issuer;
    this.keys = new IssuerKeys(issuer, pages.read(issuer), clock);
    this.clock = clock;
  }

  /// Whether the token says of itself that it is this issuer's.
  boolean claims(JWTClaimsSet claims) {
    return issuer.name().equals(claims.getIssuer());
  }

  /// Cold; fails with [AwayException] when the issuer's keys are not known.
  Mono<Access> judge(SignedJWT token, JWTClaimsSet claims) {
    var head = token.getHeader();
    if (!ALGORITHMS.contains(head.getAlgorithm())) {
      return Mono.just(new Unknown());
    }
    return keys.of(head.getKeyID(), head.getAlgorithm())
        .map(candidates -> isSigned(token, candidates) ? judge(claims) : new Unknown());
  }

  private Access judge(JWTClaimsSet claims) {
    var now = clock.instant();
    var expiry = claims.getExpirationTime();
    if (expiry == null || isAhead(claims.getNotBeforeTime(), now)
        || isAhead(claims.getIssueTime(), now)
        || claims.getAudience().stream().noneMatch(issuer.audiences()::contains)) {
      return new Unknown();
    }
    if (!now.isBefore(expiry.toInstant().plus(SKEW))) {
      return new Expired();
    }
    try {
      var subject = claims.getSubject();
      return subject == null
          ? new Unknown()
          : new Granted(new Pass(new AccountId(subject), null, EnumSet.allOf(Scope.class), null,
              expiry.toInstant(), null));
    } catch (IllegalArgumentException e) {
      return new Unknown(); // no account's name
    }
  }

  private static boolean isAhead(@Nullable Date moment, Instant now) {
    return moment != null && moment.toInstant().isAfter(now.plus(SKEW));
  }

  private static boolean isSigned(SignedJWT token, List<JWK> candidates) {
    return candidates.stream().anyMatch(key -> isSigned(token, key));
  }

  private static boolean isSigned(SignedJWT token, JWK by) {
    try {
      return switch (by) {
        case RSAKey rsa -> token.verify(new RSASSAVerifier(rsa));
        case ECKey ec -> token.verify(new ECDSAVerifier(ec));
        default -> false;
      };
    } catch (JOSEException e) {
      return false;
    }
  }

  /// What the token says; null where it cannot be read.
  static @Nullable JWTClaimsSet claimsOf(SignedJWT token) {
    try {
      return token.getJWTClaimsSet();
    } catch (ParseException e) {
      return null;
    }
  }
}
