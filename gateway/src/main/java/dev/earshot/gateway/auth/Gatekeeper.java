package dev.earshot.gateway.auth;

import com.nimbusds.jwt.SignedJWT;
import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.ApiKeys;
import dev.earshot.core.account.KeyHash;
import dev.earshot.gateway.auth.Access.Expired;
import dev.earshot.gateway.auth.Access.Granted;
import dev.earshot.gateway.auth.Access.NotAllowed;
import dev.earshot.gateway.auth.Access.Revoked;
import dev.earshot.gateway.auth.Access.Unknown;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Knows whether what a client shows lets it in: an API key, a token of our own, a token of an issuer.
///
/// Which of them it is, is seen by its shape: three parts with dots and a head that says how it is signed
/// is a token, ours when the head says so, an issuer's when `iss` names one; everything else is a key.
/// Nothing is kept of a key: each handshake is one read, so that a revocation holds at once.
public final class Gatekeeper implements AutoCloseable {
  /// What may stand before a token of our own.
  public static final String PREFIX = "ek_";

  /// Longer than any key or token that fits into a header.
  private static final int LONGEST = 8_192;

  private static final Duration ISSUER_DEADLINE = Duration.ofSeconds(4);

  private final ApiKeys keys;
  private final Tokens tokens;
  private final IssuerPages pages;
  private final List<IssuerTokens> issuers;
  private final InstantSource clock;
  private final Duration deadline;

  /// @param issuers each with a name of its own
  /// @param deadline for every read of a key
  public Gatekeeper(ApiKeys keys, Tokens tokens, List<Issuer> issuers, InstantSource clock,
      Duration deadline) {
    this.keys = keys;
    this.tokens = tokens;
    this.pages = new IssuerPages(ISSUER_DEADLINE);
    this.issuers = issuers.stream()
        .map(issuer -> new IssuerTokens(issuer, pages, clock))
        .toList();
    this.clock = clock;
    this.deadline = deadline;
  }

  /// Whether this lets somebody in who wants that. Cold; one read of the store, and seldom one of an
  /// issuer's page; answers on some thread that must not block. Fails with [AwayException] alone, when
  /// whoever knows does not answer.
  ///
  /// @param shown without the scheme or the subprotocol before it; may be anything
  public Mono<Access> admit(String shown, Scope wanted) {
    return Mono.defer(() -> judge(shown))
        .map(access -> access instanceof Granted(var pass) && !pass.scopes().contains(wanted)
            ? new NotAllowed(wanted)
            : access);
  }

  /// Lets go of the connections to issuers.
  @Override
  public void close() {
    pages.close();
  }

  private Mono<Access> judge(String shown) {
    if (shown.isEmpty() || shown.length() > LONGEST) {
      return Mono.just(new Unknown());
    }
    return token(shown.startsWith(PREFIX) ? shown.substring(PREFIX.length()) : shown)
        .map(token -> ofToken(token).subscribeOn(Schedulers.boundedElastic()))
        .orElseGet(() -> asked(keys.find(KeyHash.of(shown))));
  }

  private Access ofKey(ApiKey key) {
    return switch (key.standing(clock.instant())) {
      case HOLDS -> new Granted(new Pass(key.account(), key.id(), EnumSet.allOf(Scope.class), null,
          key.expiresAt(), null));
      case EXPIRED -> new Expired();
      case REVOKED -> new Revoked();
    };
  }

  private Mono<Access> ofToken(SignedJWT token) {
    return Mono.defer(() -> {
      if (Tokens.claims(token)) {
        return tokens.read(token).map(this::ofOurs).orElseGet(() -> Mono.just(new Unknown()));
      }
      var claims = IssuerTokens.claimsOf(token);
      return claims == null
          ? Mono.just(new Unknown())
          : issuers.stream()
              .filter(issuer -> issuer.claims(claims))
              .findFirst()
              .map(issuer -> issuer.judge(token, claims))
              .orElseGet(() -> Mono.just(new Unknown()));
    });
  }

  /// A token of our own is worth what the key is worth that it was made with.
  private Mono<Access> ofOurs(Pass pass) {
    if (pass.expiresAt() == null || !clock.instant().isBefore(pass.expiresAt())) {
      return Mono.just(new Expired());
    }
    var key = pass.key();
    return key == null
        ? Mono.just(new Granted(pass))
        : asked(keys.find(key))
            .map(parent -> parent instanceof Granted ? new Granted(pass) : parent);
  }

  private Mono<Access> asked(Mono<ApiKey> question) {
    return question.timeout(deadline)
        .map(this::ofKey)
        .defaultIfEmpty(new Unknown())
        .onErrorMap(failure -> new AwayException("keys", failure));
  }

  private static Optional<SignedJWT> token(String shown) {
    try {
      return Optional.of(SignedJWT.parse(shown));
    } catch (ParseException e) {
      return Optional.empty();
    }
  }
}
