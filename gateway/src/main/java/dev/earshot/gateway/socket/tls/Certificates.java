package dev.earshot.gateway.socket.tls;

import dev.earshot.gateway.ops.Meters;
import dev.earshot.gateway.socket.tls.BadCertificateException.Part;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/// The certificate that new connections are shown. When its files change it is replaced, and connections
/// that are open go on with the one that they began with; files that cannot be served change nothing.
///
/// Connections ask on their event loops; the files are looked at elsewhere.
public final class Certificates implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

  private final CertificateFiles files;
  private final TlsLibrary library;
  private final InstantSource clock;
  private final Meters meters;
  private final Disposable.Swap looks = Disposables.swap();
  private String told = "";
  private volatile Served served;

  /// @param text as it was in the files
  private record Served(CertificateText text, CertificatePair pair, SslContext tls) {}

  private Certificates(CertificateFiles files, TlsLibrary library, InstantSource clock,
      Meters meters) throws BadCertificateException {
    this.files = files;
    this.library = library;
    this.clock = clock;
    this.meters = meters;
    this.served = serve(files.load());
    meters.certificate(this::expires, clock);
  }

  /// Reads the files and serves what is in them from now on. Blocks.
  ///
  /// @throws BadCertificateException when it cannot be served
  public static Certificates open(CertificateFiles files, TlsLibrary library, InstantSource clock,
      Meters meters) throws BadCertificateException {
    return new Certificates(files, library, clock, meters);
  }

  /// Looks at the files again and again, until it is closed.
  ///
  /// @param on whose threads may block
  public void watch(Duration every, Scheduler on) {
    looks.update(Flux.interval(every, on).onBackpressureDrop().subscribe(_ -> look()));
  }

  /// Whose certificate is served now.
  String subject() {
    return served.pair().subject();
  }

  /// When the one that is served expires.
  public Instant expires() {
    return served.pair().expires();
  }

  /// Has a connection speak TLS before anything else. There is no deadline in it: whoever waits for the
  /// request waits for this too.
  public void secure(ChannelPipeline pipeline) {
    var tls = served.tls().newHandler(pipeline.channel().alloc());
    tls.setHandshakeTimeoutMillis(0);
    pipeline.addLast("tls", tls).addLast("tls-end", new TlsEnd());
  }

  /// One at a time. A look at files that cannot be served is counted each time and told once.
  void look() {
    try {
      var found = files.load();
      if (!found.equals(served.text())) {
        served = serve(found);
        LOG.info("certificate: {}, until {}, from now on", subject(), expires());
      }
      told = "";
    } catch (BadCertificateException e) {
      meters.certificateRefused();
      if (!told.equals(e.told())) {
        told = e.told();
        LOG.warn("certificate: {}; the one before is served on, until {}", told, expires());
      }
    }
  }

  private Served serve(CertificateText text) throws BadCertificateException {
    var pair = text.read(clock.instant());
    try {
      return new Served(text, pair, library.serve(pair));
    } catch (SSLException | IllegalArgumentException e) {
      throw new BadCertificateException(Part.CERTIFICATE, files.certificate() + ", "
          + pair.subject(), "one that " + library + " can serve");
    }
  }

  @Override
  public void close() {
    looks.dispose();
  }
}
