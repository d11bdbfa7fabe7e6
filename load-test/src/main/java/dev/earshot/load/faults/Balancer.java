package dev.earshot.load.faults;

import dev.earshot.load.versus.Leash;
import dev.earshot.load.versus.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// An haproxy in front of gateways, as an operator sets it up: it asks each whether it is ready four times a
/// second, and takes who says no out at once.
final class Balancer implements AutoCloseable {
  private static final String CONFIG = """
      global
        nbthread 1
        maxconn 5000
      defaults
        mode http
        timeout connect 2s
        timeout check 2s
        timeout client 1h
        timeout server 5s
        timeout tunnel 1h
        option redispatch 1
        retries 3
        retry-on conn-failure
      frontend devices
        bind 127.0.0.1:PORT backlog 4096
        default_backend gateways
      backend gateways
        balance leastconn
        option httpchk GET /readyz
        default-server check inter 250ms fall 1 rise 1
      """;

  private final int port;
  private final Path folder;
  private Leash process;

  private Balancer(int port, Path folder) throws IOException, InterruptedException {
    this.port = port;
    this.folder = folder;
    this.process = started();
  }

  /// The ports of a gateway.
  ///
  /// @param streams where devices go
  /// @param operations where it says whether it is ready
  record Ports(int streams, int operations) {}

  /// @throws IOException where haproxy is not installed, or does not listen
  static Balancer start(int port, List<Ports> gateways, Path folder)
      throws IOException, InterruptedException {
    var config = new StringBuilder(CONFIG.replace("PORT", String.valueOf(port)));
    for (var i = 0; i < gateways.size(); i++) {
      config.append("  server g%d 127.0.0.1:%d port %d\n".formatted(i,
          gateways.get(i).streams(), gateways.get(i).operations()));
    }
    Files.writeString(folder.resolve("haproxy.cfg"), config);
    return new Balancer(port, folder);
  }

  URI uri() {
    return URI.create("ws://127.0.0.1:" + port);
  }

  /// Ends it at once, with all that goes through it.
  void stop() {
    process.close();
  }

  void startAgain() throws IOException, InterruptedException {
    process = started();
  }

  @Override
  public void close() {
    process.close();
  }

  private Leash started() throws IOException, InterruptedException {
    var program = Programs.find("haproxy")
        .orElseThrow(() -> new IOException("haproxy: not found (expected: installed, as with"
            + " `apt-get install haproxy`)"));
    return Leash.start(List.of(), List.of(program.toString(), "-db", "-f",
        folder.resolve("haproxy.cfg").toString()), folder.resolve("haproxy.log")).awaitPort(port);
  }
}
