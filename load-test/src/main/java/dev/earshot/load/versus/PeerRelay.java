package dev.earshot.load.versus;

import dev.earshot.testkit.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// A [Peer] that runs.
///
/// @param leash holds its process
record PeerRelay(Peer peer, String version, URI uri, Leash leash) implements Relay {
  /// Starts one.
  ///
  /// @param folder of its own
  /// @throws IOException where it is not installed, or does not listen
  static PeerRelay start(Peer peer, Cores cores, Path folder, URI upstream)
      throws IOException, InterruptedException {
    var version = peer.version()
        .orElseThrow(() -> new IOException(peer.wireName()
            + ": not found (expected: installed, as with `apt-get install "
            + peer.packages() + "`)"));
    var port = RedisServer.freePort();
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(peer.file()),
        peer.config(port, upstream, "root".equals(System.getProperty("user.name"))));
    var leash = Leash.start(cores.relay(), peer.command(folder, port, upstream),
        folder.resolve("log")).awaitPort(port);
    return new PeerRelay(peer, version, URI.create("ws://127.0.0.1:" + port), leash);
  }

  @Override
  public String name() {
    return peer.wireName();
  }

  @Override
  public ProcessHandle handle() {
    return leash.handle();
  }

  @Override
  public void close() {
    leash.close();
  }
}
