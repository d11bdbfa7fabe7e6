package dev.earshot.gateway.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.earshot.gateway.auth.IssuerPages.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// One issuer's public keys, as they were last read.
///
/// They are read when the first token comes, again when they are no longer fresh, and when a token names a
/// key that is not among them; however many tokens come, once a minute at most (every 5 s as long as there
/// are none) and one reading at a time. While the issuer is away the last good keys count on. Safe for use
/// by several threads.
final class IssuerKeys {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
  private static final Duration BETWEEN = Duration.ofMinutes(1);
  private static final Duration BETWEEN_FIRST = Duration.ofSeconds(5);
  private static final int LEAST_RSA_BITS = 2_048;
  /// Where a token names no key, so many are tried.
  private static final int MOST_TRIED = 8;

  private final Issuer issuer;
  private final Mono<Page> pages;
  private final InstantSource clock;
  private @Nullable Read known;
  private @Nullable Instant triedAt;
  private @Nullable Throwable lastFailure;
  private @Nullable Mono<Read> underWay;

  /// What was read, and until when it is fresh.
  private record Read(List<JWK> keys, Instant freshUntil) {}

  /// @param pages reads the issuer's keys; cold
  IssuerKeys(Issuer issuer, Mono<Page> pages, InstantSource clock) {
    this.issuer = issuer;
    this.pages = pages;
    this.clock = clock;
  }

  /// The keys that may have made a token with this head: those of this id, else all of the algorithm's
  /// kind; empty where there is none. Cold; fails with [AwayException] when nobody can tell.
  Mono<List<JWK>> of(@Nullable String id, JWSAlgorithm algorithm) {
    return Mono.defer(() -> {
      var found = found(id, algorithm);
      if (!found.isEmpty()) {
        refreshStale();
        return Mono.just(found);
      }
      return again().map(_ -> found(id, algorithm));
    });
  }

  private synchronized List<JWK> found(@Nullable String id, JWSAlgorithm algorithm) {
    return known == null
        ? List.of()
        : known.keys.stream()
            .filter(key -> fits(key, algorithm) && (id == null || id.equals(key.getKeyID())))
            .limit(MOST_TRIED)
            .toList();
  }

  /// Nobody waits for it: the keys that are known count meanwhile.
  private void refreshStale() {
    Mono<Read> reading;
    synchronized (this) {
      if (known == null || clock.instant().isBefore(known.freshUntil) || !mayTry()) {
        return;
      }
      reading = reading();
    }
    var _ = reading.subscribe(_ -> {}, _ -> {}); // told where it is read
  }

  /// The reading under way, or a new one, or what is known where it is too early for another.
  private synchronized Mono<Read> again() {
    if (underWay != null) {
      return underWay;
    }
    if (mayTry()) {
      return reading();
    }
    return known != null && lastFailure == null
        ? Mono.just(known)
        : Mono.error(away(lastFailure));
  }

  private boolean mayTry() {
    var between = known == null ? BETWEEN_FIRST : BETWEEN;
    return underWay == null
        && (triedAt == null || !clock.instant().isBefore(triedAt.plus(between)));
  }

  private Mono<Read> reading() {
    triedAt = clock.instant();
    var reading = pages
        .map(page -> new Read(usable(page), clock.instant().plus(page.fresh())))
        .doOnNext(this::succeeded)
        .doOnError(this::failed)
        .onErrorMap(this::away)
        .cache();
    underWay = reading;
    return reading;
  }

  private synchronized void succeeded(Read read) {
    known = read;
    lastFailure = null;
    underWay = null;
  }

  private synchronized void failed(Throwable why) {
    lastFailure = why;
    underWay = null;
    LOG.warn("keys of {}: {}", issuer.name(), why.toString());
  }

  private AwayException away(@Nullable Throwable why) {
    return new AwayException("issuer " + issuer.name(),
        why == null ? new IllegalStateException("asked a moment ago") : why);
  }

  private static List<JWK> usable(Page page) {
    return page.keys()
        .getKeys()
        .stream()
        .filter(key -> fits(key, JWSAlgorithm.RS256) || fits(key, JWSAlgorithm.ES256))
        .toList();
  }

  /// Keys that are too short, for encryption or for another algorithm sign nothing here.
  private static boolean fits(JWK key, JWSAlgorithm algorithm) {
    var use = key.getKeyUse();
    var only = key.getAlgorithm();
    if ((use != null && !use.equals(KeyUse.SIGNATURE))
        || (only != null && !only.equals(algorithm))) {
      return false;
    }
    return switch (key) {
      case RSAKey rsa -> algorithm.equals(JWSAlgorithm.RS256) && rsa.size() >= LEAST_RSA_BITS;
      case ECKey ec -> algorithm.equals(JWSAlgorithm.ES256) && Curve.P_256.equals(ec.getCurve());
      default -> false;
    };
  }
}
