package dev.earshot.gateway.socket.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/// Who speaks TLS for us: BoringSSL where its library loads, the JDK elsewhere. Both are asked for the same.
public enum TlsLibrary {
  /// In this process, from a library of Netty's.
  BORINGSSL(SslProvider.OPENSSL),
  /// What comes with Java.
  JDK(SslProvider.JDK);

  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  /// Whoever listens in gets nothing from a key that is stolen later: no others.
  private static final List<String> CIPHERS = List.of("TLS_AES_128_GCM_SHA256",
      "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
      "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
      "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
      "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
      "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private final SslProvider provider;

  TlsLibrary(SslProvider provider) {
    this.provider = provider;
  }

  /// The faster one of those that are there.
  public static TlsLibrary best() {
    return BORINGSSL.isThere() ? BORINGSSL : JDK;
  }

  /// Whether it works on this machine.
  public boolean isThere() {
    return switch (this) {
      case BORINGSSL -> OpenSsl.isAvailable();
      case JDK -> true;
    };
  }

  /// A server's side, for all connections that show this pair. Versions 1.3 and 1.2; HTTP/1.1 is all that is
  /// offered to be spoken behind it.
  SslContext serve(CertificatePair pair) throws SSLException {
    return SslContextBuilder
        .forServer(pair.key(), pair.chain().toArray(X509Certificate[]::new))
        .sslProvider(provider)
        .protocols(VERSIONS)
        .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
        .applicationProtocolConfig(new ApplicationProtocolConfig(Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT,
            ApplicationProtocolNames.HTTP_1_1))
        .build();
  }
}
