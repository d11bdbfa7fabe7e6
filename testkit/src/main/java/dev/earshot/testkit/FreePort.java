package dev.earshot.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// A port of this machine for a server that is about to start.
///
/// Not one that the system would give (32,768 and up, as Linux comes): until the server listens, which takes
/// seconds for some, the system may give it to somebody else, for a server or for the near end of a connection. Each
/// process begins elsewhere and goes on from there, so that two that look at once do not find the same.
final class FreePort {
  private static final int FIRST = 20_000;
  private static final int COUNT = 12_000;
  private static final int APART = 37;
  private static final AtomicInteger NEXT = new AtomicInteger(
      (int) (ProcessHandle.current().pid() * APART % COUNT));

  private FreePort() {}

  /// @throws IllegalStateException when all are taken
  static int next() {
    for (var tries = 0; tries < COUNT; tries++) {
      var port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("port: none (expected: one of " + FIRST + ".."
        + (FIRST + COUNT - 1) + ")");
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
