package dev.earshot.load.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A TCP network between clients and one server of this machine, which can be cut and made slow while
/// connections are open.
final class FaultyNetwork implements AutoCloseable {
  private static final int CHUNK = 16_384;
  private static final int CONNECT_MS = 5_000;

  private final ServerSocket entrance;
  private final InetSocketAddress server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile Duration delay = Duration.ZERO;

  private FaultyNetwork(ServerSocket entrance, InetSocketAddress server) {
    this.entrance = entrance;
    this.server = server;
  }

  /// What is on its way, and when it arrives; nothing is the end.
  private record Parcel(ByteBuffer bytes, long dueNanos) {}

  /// A whole network to this server.
  static FaultyNetwork to(InetSocketAddress server) throws IOException {
    var network = new FaultyNetwork(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        server);
    Thread.startVirtualThread(network::accept);
    return network;
  }

  /// Where clients connect.
  int port() {
    return entrance.getLocalPort();
  }

  /// Resets all connections, and each that is made from now on.
  void cut() {
    cut = true;
    sockets.forEach(FaultyNetwork::reset);
  }

  /// Everything in either direction arrives so much later from now on.
  void slow(Duration by) {
    delay = by;
  }

  /// Connections hold again, and are fast.
  void mend() {
    delay = Duration.ZERO;
    cut = false;
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sockets.forEach(FaultyNetwork::reset);
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        var client = entrance.accept();
        if (cut) {
          reset(client);
        } else {
          connect(client);
        }
      } catch (IOException e) {
        if (entrance.isClosed()) {
          return;
        } // else the server is away: its client was reset
      }
    }
  }

  private void connect(Socket client) throws IOException {
    var onward = new Socket();
    try {
      onward.connect(server, CONNECT_MS);
      onward.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
    } catch (IOException e) {
      reset(client);
      reset(onward);
      throw e;
    }
    sockets.add(client);
    sockets.add(onward);
    carry(client, onward);
    carry(onward, client);
    if (cut) { // meanwhile
      reset(client);
      reset(onward);
    }
  }

  private void carry(Socket from, Socket to) {
    var onTheWay = new LinkedBlockingQueue<Parcel>();
    Thread.startVirtualThread(() -> take(from, onTheWay));
    Thread.startVirtualThread(() -> deliver(to, onTheWay));
  }

  private void take(Socket from, BlockingQueue<Parcel> onTheWay) {
    var chunk = new byte[CHUNK];
    try {
      for (var n = from.getInputStream().read(chunk); n >= 0; n = from.getInputStream()
          .read(chunk)) {
        onTheWay.add(new Parcel(ByteBuffer.wrap(Arrays.copyOf(chunk, n)),
            System.nanoTime() + delay.toNanos()));
      }
    } catch (IOException e) {
      // reset: so is the other side
    }
    onTheWay.add(new Parcel(ByteBuffer.allocate(0), System.nanoTime() + delay.toNanos()));
  }

  private void deliver(Socket to, BlockingQueue<Parcel> onTheWay) {
    try {
      for (var next = onTheWay.take(); next.bytes().hasRemaining(); next = onTheWay.take()) {
        TimeUnit.NANOSECONDS.sleep(Math.max(0, next.dueNanos() - System.nanoTime()));
        to.getOutputStream().write(next.bytes().array());
      }
      to.shutdownOutput();
    } catch (IOException e) {
      reset(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sockets.remove(to);
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // closed already
    }
  }
}
