package dev.earshot.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.identity.AccountId;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Short-lived tokens of our own: signed (JWT, HS256), so that every instance with the same [TokenKey]
/// knows them without a store. They consist of letters, digits, `-`, `_` and `.` only, so that they may
/// stand wherever a header or a subprotocol may. A token only listens, makes no others, and dies with the
/// key that it was made with.
public final class Tokens {
  private static final String ISSUER = "earshot";
  private static final JOSEObjectType TYPE = new JOSEObjectType("earshot+jwt");
  private static final String KEY = "key";
  private static final String SCOPE = "scope";
  private static final String LONGEST_SESSION = "max_s";
  private static final String SESSION = "session";

  /// All headers of a request together are 8,192 characters at most, and the token is not alone in them.
  private static final int LONGEST = 6_144;

  private final MACSigner signer;
  private final JWSVerifier verifier;
  private final InstantSource clock;

  public Tokens(TokenKey key, InstantSource clock) {
    try {
      this.signer = new MACSigner(key.bytes());
      this.verifier = new MACVerifier(key.bytes());
    } catch (JOSEException e) {
      throw new IllegalStateException("token key: of another length than it has", e);
    }
    this.clock = clock;
  }

  /// A token that was just made.
  ///
  /// @param text what the client shows; the caller may put a prefix before it that [Gatekeeper] knows
  /// @param expiresAt from when on it lets nobody in, a whole second
  public record Minted(String text, Instant expiresAt) {
    @Override
    public String toString() {
      return "Minted[" + expiresAt + "]"; // the token belongs into no log
    }
  }

  /// Makes a token for the account of this pass; it never outlives what the pass was given for.
  ///
  /// @param maker who asks, with [Scope#MINT]
  /// @throws IllegalArgumentException for a pass that must not make any, and for a session whose token
  ///     would not fit into a header
  public Minted mint(Pass maker, Terms terms) {
    if (!maker.scopes().contains(Scope.MINT)) {
      throw new IllegalArgumentException("pass: " + maker.scopes() + " (expected: with "
          + Scope.MINT + ")");
    }
    var now = clock.instant();
    var wanted = now.plus(terms.life()).truncatedTo(ChronoUnit.SECONDS);
    var most = maker.expiresAt();
    var expiresAt = most == null || wanted.isBefore(most)
        ? wanted
        : most.truncatedTo(ChronoUnit.SECONDS);
    var claims = new JWTClaimsSet.Builder().issuer(ISSUER)
        .subject(maker.account().value())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(expiresAt))
        .claim(SCOPE, Scope.LISTEN.word())
        .claim(SESSION, terms.session());
    if (maker.key() != null) {
      claims.claim(KEY, maker.key().value());
    }
    if (terms.longestSession() != null) {
      claims.claim(LONGEST_SESSION, terms.longestSession().toSeconds());
    }
    var text = signed(claims.build());
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "session: a token of " + text.length() + " characters (expected: <= " + LONGEST + ")");
    }
    return new Minted(text, expiresAt);
  }

  private String signed(JWTClaimsSet claims) {
    var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build(), claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("HMAC with SHA-256: missing (expected: every Java has it)",
          e);
    }
    return token.serialize();
  }

  /// Whether it says of itself that it is ours; only [#read] knows.
  static boolean claims(SignedJWT token) {
    return TYPE.equals(token.getHeader().getType());
  }

  /// What the token says, when it is really ours and whole; whether it has expired is for the caller.
  Optional<Pass> read(SignedJWT token) {
    try {
      // the algorithm is ours to choose, never the token's
      if (!token.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256) || !token.verify(verifier)) {
        return Optional.empty();
      }
      var claims = token.getJWTClaimsSet();
      var expiresAt = claims.getExpirationTime();
      if (!ISSUER.equals(claims.getIssuer()) || expiresAt == null
          || !Scope.LISTEN.word().equals(claims.getStringClaim(SCOPE))) {
        return Optional.empty();
      }
      return Optional.of(new Pass(new AccountId(claims.getSubject()),
          key(claims.getStringClaim(KEY)), Set.of(Scope.LISTEN),
          seconds(claims.getLongClaim(LONGEST_SESSION)), expiresAt.toInstant(),
          claims.getStringClaim(SESSION)));
    } catch (JOSEException | ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static @Nullable KeyId key(@Nullable String id) {
    return id == null ? null : new KeyId(id);
  }

  private static @Nullable Duration seconds(@Nullable Long count) {
    return count == null ? null : Duration.ofSeconds(count);
  }
}
