package dev.earshot.gateway.socket.tls;

import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.scripted.Script;
import dev.earshot.core.scripted.ScriptedRecogniser;
import dev.earshot.gateway.admission.StreamsPerAccount;
import dev.earshot.gateway.client.Authority;
import dev.earshot.gateway.console.Console;
import dev.earshot.gateway.dialect.device.DeviceEntrance;
import dev.earshot.gateway.loop.Loops;
import dev.earshot.gateway.ops.Meters;
import dev.earshot.gateway.socket.OpenStreams;
import dev.earshot.gateway.socket.Pace;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.socket.SocketServer;
import dev.earshot.gateway.socket.StreamDesk;
import dev.earshot.gateway.socket.StreamPort;
import dev.earshot.gateway.wire.MemoryBooks;
import dev.earshot.gateway.wire.Room;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import dev.earshot.gateway.wire.WireClient;
import dev.earshot.testkit.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import reactor.core.scheduler.Schedulers;

/// Streams in clear and behind TLS from one server, with the library that a test names.
final class SecureHouse implements AutoCloseable {
  final Meters meters = new Meters();
  final Certificates certificates;
  private final Loops loops = Loops.of(1);
  private final SocketServer server;
  private final AtomicLong ids = new AtomicLong();

  SecureHouse(CertificateFiles files, TlsLibrary library, SocketLimits limits)
      throws IOException {
    this.certificates = Certificates.open(files, library, InstantSource.system(), meters);
    var desk = desk();
    this.server = SocketServer.streams(loops, "127.0.0.1",
        List.of(StreamPort.plain(0), new StreamPort(0, certificates)), desk,
        limits.at(Pace.USUAL.atMost(TestHouse.ANY_PACE)), Room.drain(desk));
  }

  /// A connection that nothing was said on.
  WireClient connect() {
    return WireClient.connect(server.ports().getLast());
  }

  int port() {
    return server.ports().getLast();
  }

  /// A stream behind TLS that trusts the certificate in this file.
  WireClient stream(Path trusted) {
    return connect().secure(trust(trusted)).upgrade(TestHouse.LISTEN, TestHouse.KEY).ready();
  }

  WireClient streamInClear() {
    return WireClient.connect(server.port()).upgrade(TestHouse.LISTEN, TestHouse.KEY).ready();
  }

  static SSLContext trust(Path trusted) {
    try {
      return Authority.of(trusted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitNoStreams() {
    Until.holds(() -> meters.openStreams() == 0);
  }

  private StreamDesk desk() {
    var clock = InstantSource.system();
    var store = new MemoryStore();
    store.accounts().admit(TestHouse.ACCOUNT, TestHouse.KEY).block();
    store.accounts().grant(TestHouse.ACCOUNT, MonthlyGrant.unlimited()).block();
    var recogniser = new ScriptedRecogniser(Script.FLAWLESS, Schedulers.parallel());
    return new StreamDesk(new Console(),
        List.of(DeviceEntrance.withHeader(recogniser.capabilities(), clock)), List.of(),
        Room.forAll(), Room.gate(store), new StreamsPerAccount(10), Room.credit(store, clock),
        MemoryBooks.transcription(recogniser, store, clock),
        () -> new StreamId(new UUID(1, ids.incrementAndGet())), new OpenStreams(meters), meters);
  }

  @Override
  public void close() {
    server.close();
    loops.close();
    certificates.close();
  }
}
