package dev.earshot.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An OpenID Connect provider on this machine: its two pages, and tokens of any making.
public final class IssuerDouble implements AutoCloseable {
  static final String AUDIENCE = "earshot-app";
  /// Of its good tokens.
  public static final String SUBJECT = "uid-7";
  static final RSAKey RSA = rsa("rsa-1", 2_048);
  static final ECKey EC = ec("ec-1");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger reads = new AtomicInteger();
  private volatile List<JWK> keys = List.of(RSA, EC);
  private volatile int status = 200;
  private volatile String named;
  private volatile @Nullable String body;
  private volatile @Nullable CountDownLatch gate;

  public IssuerDouble() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    named = name();
    server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200,
        "{\"issuer\":\"" + named + "\",\"jwks_uri\":\"" + name() + "/keys\"}"));
    server.createContext("/keys", this::keys);
    server.start();
  }

  String name() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public Issuer issuer() {
    return new Issuer(name(), Set.of(AUDIENCE, "another"), null);
  }

  /// How often the keys were asked for.
  int reads() {
    return reads.get();
  }

  void serves(JWK... others) {
    keys = List.of(others);
  }

  void answers(int other) {
    status = other;
  }

  /// Another page of keys, whatever it is.
  void says(String text) {
    body = text;
  }

  void isNamed(String other) {
    named = other;
  }

  /// Keys are not answered until this is opened.
  CountDownLatch hold() {
    var held = new CountDownLatch(1);
    gate = held;
    return held;
  }

  /// What a good token says.
  JWTClaimsSet.Builder claims(Instant now) {
    return new JWTClaimsSet.Builder().issuer(name())
        .subject(SUBJECT)
        .audience(AUDIENCE)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(3_600)));
  }

  /// A good token.
  public String token(Instant now) {
    return signed(RSA, JWSAlgorithm.RS256, claims(now).build());
  }

  /// A token under the key's own name.
  static String signed(JWK key, JWSAlgorithm algorithm, JWTClaimsSet claims) {
    return signed(key, new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
  }

  static String signed(JWK key, JWSHeader head, JWTClaimsSet claims) {
    try {
      var token = new SignedJWT(head, claims);
      token.sign(signer(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static RSAKey rsa(String id, int bits) {
    try {
      return new RSAKeyGenerator(bits, true).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static ECKey ec(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static JWSSigner signer(JWK key) throws JOSEException {
    return switch (key) {
      case RSAKey rsa -> new RSASSASigner(rsa.toPrivateKey(),
          Set.of(AllowWeakRSAKey.getInstance()));
      case ECKey ec -> new ECDSASigner(ec);
      case OctetSequenceKey secret -> new MACSigner(secret);
      default -> throw new IllegalArgumentException("key: " + key.getKeyType());
    };
  }

  private void keys(HttpExchange exchange) throws IOException {
    reads.incrementAndGet();
    var held = gate;
    if (held != null) {
      try {
        held.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    var other = body;
    answer(exchange, status, other == null ? new JWKSet(keys).toString(true) : other);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Cache-Control", "public, max-age=600");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
