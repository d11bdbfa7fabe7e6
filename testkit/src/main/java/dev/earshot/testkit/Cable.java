package dev.earshot.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A TCP network between clients and one server of this machine that can be cut, to the byte.
///
/// Each connection to [#port] is one [Line]. One that [#lay] has laid is for the next connection alone;
/// without it a connection is whole. A cut line stays cut; the next connection is a new one.
public final class Cable implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int PATIENCE_SECONDS = 10;
  private static final int CHUNK = 4_096;
  /// A line that stays whole.
  public static final Cut NEVER = new Cut(Way.RESET, Long.MAX_VALUE);

  private final ServerSocket entrance;
  private final int server;
  private final AtomicReference<@Nullable Line> next = new AtomicReference<>();
  private final List<Line> lines = new CopyOnWriteArrayList<>();

  /// How a connection breaks.
  public enum Way {
    /// Both ends are reset.
    RESET,
    /// Nothing goes through any more in either direction, and nobody is told: both ends are half-open.
    BLACK_HOLE
  }

  /// Where a connection breaks.
  ///
  /// @param afterBytes that have gone from the client to the server; 0 is before the first one
  public record Cut(Way way, long afterBytes) {
    public Cut {
      if (afterBytes < 0) {
        throw new IllegalArgumentException("afterBytes: " + afterBytes + " (expected: >= 0)");
      }
    }
  }

  private Cable(ServerSocket entrance, int server) {
    this.entrance = entrance;
    this.server = server;
  }

  /// A whole network to this port of the loopback interface.
  public static Cable to(int server) {
    try {
      var cable = new Cable(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
      Thread.startVirtualThread(cable::accept);
      return cable;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where clients connect.
  public int port() {
    return entrance.getLocalPort();
  }

  /// Lays the line of the next connection, which breaks there.
  public Line lay(Cut cut) {
    var line = new Line(cut);
    next.set(line);
    return line;
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lines.forEach(Line::close);
    }
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        var client = entrance.accept();
        var laid = next.getAndSet(null);
        var line = laid == null ? new Line(NEVER) : laid;
        lines.add(line);
        line.begin(client, server);
      } catch (IOException e) {
        return; // closed, or the server is gone: the client sees an end
      }
    }
  }

  /// One connection.
  public static final class Line {
    private final Socket toServer = new Socket();
    private final Cut cut;
    private final CountDownLatch isCut = new CountDownLatch(1);
    private volatile Socket client = new Socket();
    private volatile boolean broken;
    private long forwarded;

    private Line(Cut cut) {
      this.cut = cut;
    }

    /// Waits until the line has broken.
    ///
    /// @throws IllegalStateException when it has not within ten seconds
    public void awaitCut() {
      try {
        if (!isCut.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new IllegalStateException("line: whole behind " + forwarded() + " bytes (expected: "
              + cut + ")");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    /// How many bytes of the client have gone to the server.
    public synchronized long forwarded() {
      return forwarded;
    }

    /// The client's system gives a half-open connection up: what came before the cut can be read, then
    /// its end. The server learns nothing of it.
    public void giveUp() {
      try {
        if (!client.isClosed()) { // by a reset
          client.shutdownOutput();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void begin(Socket from, int server) throws IOException {
      client = from;
      toServer.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server),
          CONNECT_MILLIS);
      toServer.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      if (cut.afterBytes() == 0) {
        breakNow();
      }
      Thread.startVirtualThread(this::fromClient);
      Thread.startVirtualThread(this::fromServer);
    }

    private void fromClient() {
      var chunk = new byte[CHUNK];
      try {
        for (var n = client.getInputStream().read(chunk); n >= 0
            && pass(chunk, n); n = client.getInputStream().read(chunk)) {
          // all is done by its conditions
        }
        end(toServer);
      } catch (IOException e) {
        end(toServer);
      }
    }

    private void fromServer() {
      var chunk = new byte[CHUNK];
      try {
        for (var n = toServer.getInputStream().read(chunk); n >= 0; n = toServer.getInputStream()
            .read(chunk)) {
          if (broken) {
            return;
          }
          client.getOutputStream().write(chunk, 0, n);
        }
        end(client);
      } catch (IOException e) {
        end(client);
      }
    }

    /// Whether the line is whole still.
    private synchronized boolean pass(byte[] chunk, int length) throws IOException {
      if (broken) {
        return false;
      }
      var may = (int) Math.min(length, cut.afterBytes() - forwarded);
      toServer.getOutputStream().write(chunk, 0, may);
      forwarded += may;
      if (forwarded == cut.afterBytes()) {
        breakNow();
        return false;
      }
      return true;
    }

    private void breakNow() throws IOException {
      broken = true;
      if (cut.way() == Way.RESET) {
        toServer.setSoLinger(true, 0);
        client.setSoLinger(true, 0);
        toServer.close();
        client.close();
      }
      isCut.countDown();
    }

    /// One side has ended: so does the other, unless nothing goes through any more.
    private void end(Socket other) {
      if (!broken) {
        try {
          other.shutdownOutput();
        } catch (IOException e) {
          closed(other);
        }
      }
    }

    private void close() {
      closed(client);
      closed(toServer);
    }

    private static void closed(Socket socket) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
