package dev.earshot.gateway.config;

import dev.earshot.gateway.config.GatewayConfig.Tls;
import dev.earshot.gateway.socket.tls.BadCertificateException;
import dev.earshot.gateway.socket.tls.CertificateFiles;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads where to listen with TLS, and whether the certificate there could be served now.
final class TlsReader {
  static final String CERTIFICATE = "EARSHOT_TLS_CERT";
  static final String KEY = "EARSHOT_TLS_KEY";
  static final String PORT = "EARSHOT_TLS_PORT";

  private TlsReader() {}

  static @Nullable Tls read(Values values, InstantSource clock) {
    var set = Stream.of(CERTIFICATE, KEY, PORT).filter(values::has).toList();
    if (set.isEmpty()) {
      return null;
    }
    Stream.of(CERTIFICATE, KEY)
        .filter(name -> !values.has(name))
        .forEach(name -> values.missing(name, "a PEM file, since " + set.getFirst()
            + " is set"));
    var port = values.port(PORT, Tls.DEFAULT_PORT);
    var certificate = path(values, CERTIFICATE);
    var key = path(values, KEY);
    if (certificate == null || key == null) {
      return null; // told already
    }
    var files = new CertificateFiles(certificate, key);
    try {
      files.load().read(clock.instant());
    } catch (BadCertificateException e) {
      values.problem(switch (e.part()) {
        case CERTIFICATE -> CERTIFICATE;
        case KEY -> KEY;
      }, e.found(), e.expected());
    }
    return new Tls(port, files, Tls.LOOK);
  }

  private static @Nullable Path path(Values values, String name) {
    return values.<@Nullable Path>get(name, null, "a path", Path::of);
  }
}
