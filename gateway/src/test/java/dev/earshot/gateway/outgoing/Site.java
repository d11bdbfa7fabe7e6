package dev.earshot.gateway.outgoing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A web server of somebody else's: remembers what it was asked and answers as it is told.
public final class Site implements AutoCloseable {
  /// What was asked.
  ///
  /// @param headers with small names
  public record Asked(String line, Map<String, String> headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /// Answers one request.
  public interface Script {
    void answer(Asked asked, OutputStream to) throws IOException;
  }

  private final ServerSocket listening;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Script script = status(204);

  private Site(ServerSocket listening) {
    this.listening = listening;
    Thread.ofVirtual().start(this::serve);
  }

  public static Site open() {
    return open("127.0.0.1", 0);
  }

  /// At an address of this machine.
  public static Site open(String address, int port) {
    try {
      return new Site(new ServerSocket(port, 50, InetAddress.ofLiteral(address)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Speaking through this socket.
  public static Site on(ServerSocket socket) {
    return new Site(socket);
  }

  public static Script status(int status, String... headers) {
    return (_, to) -> to.write(("HTTP/1.1 " + status + " x\r\n"
        + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList())
        + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.UTF_8));
  }

  public static Script body(int status, String text) {
    return (_, to) -> {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      to.write(("HTTP/1.1 " + status + " x\r\nContent-Type: application/json\r\nContent-Length: "
          + bytes.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      to.write(bytes);
    };
  }

  public Site answers(Script next) {
    script = next;
    return this;
  }

  public int port() {
    return listening.getLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  public List<Asked> asked() {
    return asked;
  }

  public int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve() {
    try {
      while (true) {
        var socket = listening.accept();
        connections.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> answer(socket));
      }
    } catch (SocketException e) {
      // closed
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      var request = read(socket.getInputStream());
      asked.add(request);
      script.answer(request, socket.getOutputStream());
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // whoever asked has gone
    }
  }

  private static Asked read(InputStream in) throws IOException {
    var line = line(in);
    var headers = new HashMap<String, String>();
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      var colon = header.indexOf(':');
      headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT),
          header.substring(colon + 1).strip());
    }
    var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Asked(line, headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("ended");
      }
      bytes.write(b);
    }
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }
}
