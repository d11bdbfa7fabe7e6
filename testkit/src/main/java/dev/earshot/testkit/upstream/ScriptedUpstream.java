package dev.earshot.testkit.upstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A recogniser behind a WebSocket on a port of this machine: plain sockets and a thread for each, so that
/// it can misbehave in every way. It shares no code with the gateway.
public final class ScriptedUpstream implements AutoCloseable {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 section 1.3

  private final Protocol protocol;
  private final ServerSocket server;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Fault fault = new Fault.None();
  private volatile boolean closed;

  private ScriptedUpstream(Protocol protocol, ServerSocket server) {
    this.protocol = protocol;
    this.server = server;
  }

  /// One on a free port.
  public static ScriptedUpstream open(Protocol protocol) {
    return open(protocol, 0);
  }

  /// One on this port.
  public static ScriptedUpstream open(Protocol protocol, int port) {
    try {
      var upstream = new ScriptedUpstream(protocol,
          new ServerSocket(port, 512, InetAddress.getLoopbackAddress()));
      upstream.start(upstream::accept);
      return upstream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Its address, without a path.
  public URI uri() {
    return URI.create("ws://127.0.0.1:" + server.getLocalPort());
  }

  /// What goes wrong with calls from here on.
  public void fail(Fault with) {
    fault = with;
  }

  /// All calls so far, refused ones too.
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /// Connections that are open now.
  public int open() {
    return sockets.size();
  }

  /// Cuts every connection, as the end of a process does, and takes new ones.
  public void cutAll() {
    sockets.forEach(ScriptedUpstream::cut);
  }

  @Override
  public void close() {
    closed = true;
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cutAll();
    threads.forEach(Thread::interrupt);
  }

  private void start(Runnable work) {
    threads.add(Thread.ofVirtual().start(() -> {
      work.run();
      threads.remove(Thread.currentThread());
    }));
  }

  private void accept() {
    while (!closed) {
      try {
        var socket = server.accept();
        start(() -> serve(socket));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    sockets.add(socket);
    try (socket) {
      socket.setTcpNoDelay(true);
      var line = new ServerLine(socket, fault);
      var call = Call.of(head(line));
      calls.add(call);
      if (isTaken(line, call)) {
        var conversation = protocol.begin(call, line);
        conversation.opened();
        line.serve(conversation);
      }
    } catch (IOException | UncheckedIOException _) {
      // the client has gone, or the script has cut it
    } finally {
      sockets.remove(socket);
    }
  }

  private boolean isTaken(ServerLine line, Call call) throws IOException {
    switch (line.fault()) {
      case Fault.NoAnswer _ -> {
        while (line.in().read() >= 0) {
          // reads on: the connection is fine
        }
        return false;
      }
      case Fault.Noise(var bytes) -> {
        line.write(bytes);
        return false;
      }
      case Fault.Answer answer -> {
        refuse(line, answer);
        return false;
      }
      default -> {
        var refusal = protocol.refuses(call);
        if (refusal != null) {
          refuse(line, refusal);
          return false;
        }
      }
    }
    line.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Accept: " + accept(call.headers().get("sec-websocket-key")) + "\r\n\r\n");
    return true;
  }

  private static void refuse(ServerLine line, Fault.Answer answer) {
    var body = answer.body().getBytes(StandardCharsets.UTF_8);
    var head = new StringBuilder("HTTP/1.1 " + answer.status() + " No\r\nContent-Length: "
        + body.length + "\r\n");
    answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    line.write(head + "\r\n" + answer.body());
  }

  private static List<String> head(ServerLine line) throws IOException {
    var lines = new ArrayList<String>();
    for (var next = ServerLine.line(line.in()); next != null && !next.isEmpty(); next = ServerLine
        .line(line.in())) {
      lines.add(next);
    }
    if (lines.isEmpty()) {
      throw new IOException("hung up");
    }
    return lines;
  }

  private static String accept(@Nullable String key) {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-1")
              .digest((key + MAGIC).getBytes(StandardCharsets.ISO_8859_1)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
