package dev.earshot.gateway.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Reads the public keys of issuers over HTTP: redirects are not followed, an answer has 256 KiB at most,
/// and all of it has one deadline.
final class IssuerPages implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LARGEST = 256 * 1024;
  private static final Pattern MAX_AGE = Pattern.compile("(?i)(?:^|[,\\s])max-age=(\\d{1,9})");
  private static final Duration USUAL_AGE = Duration.ofHours(1);
  private static final Duration LEAST_AGE = Duration.ofMinutes(5);
  private static final Duration LONGEST_AGE = Duration.ofHours(24);

  private final Duration deadline;
  private @Nullable HttpClient http;

  IssuerPages(Duration deadline) {
    this.deadline = deadline;
  }

  /// Keys, and for how long they are fresh: what the page says, within 5 minutes and 24 hours.
  record Page(JWKSet keys, Duration fresh) {}

  /// Cold; fails when the page or what is on it is not as it should be.
  Mono<Page> read(Issuer issuer) {
    var given = issuer.keys();
    var address = given == null ? discovered(issuer) : Mono.just(given);
    return address.flatMap(this::get)
        .map(IssuerPages::page)
        .timeout(deadline)
        .subscribeOn(Schedulers.boundedElastic());
  }

  /// Ends what is under way.
  @Override
  public synchronized void close() {
    if (http != null) {
      http.shutdownNow();
    }
  }

  /// Made when it is first needed: most gateways know no issuer, and it has a thread of its own.
  private synchronized HttpClient http() {
    if (http == null) {
      http = HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(deadline)
          .build();
    }
    return http;
  }

  private Mono<URI> discovered(Issuer issuer) {
    return get(issuer.discovery()).map(answer -> {
      try {
        var document = JSON.readTree(answer.body());
        var keys = URI.create(document.path("jwks_uri").asText());
        if (!document.path("issuer").asText().equals(issuer.name())
            || !Issuer.isTrustworthy(keys)) {
          throw new IllegalStateException(
              "discovery: of another issuer, or keys without https (expected: " + issuer.name()
                  + " and an https address)");
        }
        return keys;
      } catch (JsonProcessingException | IllegalArgumentException e) {
        throw new IllegalStateException("discovery: unreadable (expected: JSON)", e);
      }
    });
  }

  private Mono<HttpResponse<String>> get(URI address) {
    return Mono.fromFuture(() -> http().sendAsync(
        HttpRequest.newBuilder(address)
            .timeout(deadline)
            .header("Accept", "application/json")
            .build(),
        BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LARGEST)))
        .flatMap(answer -> answer.statusCode() == 200
            ? Mono.just(answer)
            : Mono.error(new IOException(
                address.getHost() + ": status " + answer.statusCode() + " (expected: 200)")));
  }

  private static Page page(HttpResponse<String> answer) {
    try {
      return new Page(JWKSet.parse(answer.body()), fresh(answer));
    } catch (ParseException e) {
      throw new IllegalStateException("keys: unreadable (expected: a JWK set)", e);
    }
  }

  private static Duration fresh(HttpResponse<?> answer) {
    var control = MAX_AGE.matcher(answer.headers().firstValue("Cache-Control").orElse(""));
    var said = control.find() ? Duration.ofSeconds(Long.parseLong(control.group(1))) : USUAL_AGE;
    return said.compareTo(LEAST_AGE) < 0
        ? LEAST_AGE
        : said.compareTo(LONGEST_AGE) > 0 ? LONGEST_AGE : said;
  }
}
