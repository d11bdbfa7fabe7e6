package dev.earshot.gateway.wire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// RFC 6455 over a plain socket, byte by byte, so that a test can break it. Every read waits ten
/// seconds at the most.
public final class WireClient implements AutoCloseable {
  public static final int TEXT = 0x81;
  public static final int BINARY = 0x82;
  public static final int CLOSE = 0x88;
  public static final int PING = 0x89;
  private static final int PATIENCE_MS = 10_000;
  private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

  private final Socket socket;
  private final DataInputStream in;

  private WireClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  public static WireClient connect(int port) {
    return connect(port, 0);
  }

  /// Connects with a window of this size.
  ///
  /// @param receiveBuffer of the kernel, in bytes; 0 leaves it as it is
  public static WireClient connect(int port, int receiveBuffer) {
    try {
      var socket = new Socket();
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      socket.setTcpNoDelay(true);
      return new WireClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Speaks TLS from now on, with a server that one of these has to vouch for.
  public WireClient secure(SSLContext trust) {
    try {
      var secured = (SSLSocket) trust.getSocketFactory()
          .createSocket(socket, "localhost", socket.getPort(), true);
      secured.startHandshake();
      return new WireClient(secured);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits this long for each read from now on: for what is much work on a machine that does others' too.
  public WireClient patient(Duration patience) {
    try {
      socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /// What was agreed on with the server.
  public SSLSession session() {
    return ((SSLSocket) socket).getSession();
  }

  /// The request of a handshake.
  public static String handshake(String target, @Nullable String key) {
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
        + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + "Sec-WebSocket-Version: 13\r\n"
        + (key == null ? "" : "Authorization: Bearer " + key + "\r\n") + "\r\n";
  }

  /// Becomes a stream.
  public WireClient upgrade(String target, @Nullable String key) {
    var answer = request(handshake(target, key));
    if (answer.status() != 101) {
      throw new IllegalStateException("status: " + answer + " (expected: 101)");
    }
    return this;
  }

  public Answer request(String request) {
    raw(request.getBytes(StandardCharsets.UTF_8));
    return answer();
  }

  public Answer answer() {
    try {
      var status = Integer.parseInt(line().split(" ", 3)[1]);
      var headers = new HashMap<String, String>();
      for (var line = line(); !line.isEmpty(); line = line()) {
        var colon = line.indexOf(':');
        headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
      var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      return new Answer(status, headers,
          new String(in.readNBytes(length), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public WireClient raw(byte... bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /// A masked frame.
  ///
  /// @param first byte: fin, reserved bits and opcode
  public static byte[] frame(int first, byte... payload) {
    var frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    frame.put(MASK);
    for (var i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ MASK[i & 3]));
    }
    var bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  public WireClient send(int first, byte... payload) {
    return raw(frame(first, payload));
  }

  public WireClient text(String text) {
    return send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  public WireClient finish() {
    return text("{\"type\":\"finish\"}");
  }

  /// So many seconds of silence, in frames of 20 ms.
  public WireClient seconds(double seconds, int rate) {
    var frame = frame(BINARY, new byte[rate / 50 * 2]);
    var count = (int) Math.round(seconds * 50);
    var all = ByteBuffer.allocate(frame.length * count);
    for (var i = 0; i < count; i++) {
      all.put(frame);
    }
    return raw(all.array());
  }

  /// All of these bytes, in frames of so many.
  public WireClient pieces(byte[] bytes, int step) {
    var frames = ByteBuffer.allocate(bytes.length + 14 * Math.ceilDiv(bytes.length, step));
    for (var at = 0; at < bytes.length; at += step) {
      frames.put(frame(BINARY, Arrays.copyOfRange(bytes, at, Math.min(at + step, bytes.length))));
    }
    return raw(Arrays.copyOf(frames.array(), frames.position()));
  }

  public WireClient close(int code) {
    return send(CLOSE, (byte) (code >> 8), (byte) code);
  }

  /// The next frame, or the end of the connection.
  public Frame read() {
    try {
      var first = in.readUnsignedByte();
      long length = in.readUnsignedByte();
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = in.readLong();
      }
      var payload = new byte[Math.toIntExact(length)];
      in.readFully(payload);
      return Frame.of(first & 0xf, payload);
    } catch (EOFException e) {
      return new Frame.End();
    } catch (SocketException e) {
      return new Frame.End(); // reset
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads until a text frame fits.
  public String await(Predicate<String> fits) {
    var seen = new ArrayList<Frame>();
    while (true) {
      var frame = read();
      seen.add(frame);
      if (frame instanceof Frame.Text(var text) && fits.test(text)) {
        return text;
      }
      if (frame instanceof Frame.End) {
        throw new AssertionError("ended: " + seen + " (expected: a text that fits)");
      }
    }
  }

  /// Reads until a text frame has this in it.
  public String awaitText(String part) {
    return await(text -> text.contains(part));
  }

  /// Waits until sound is heard.
  public WireClient ready() {
    awaitText("\"ready\"");
    return this;
  }

  /// Reads to the end of the connection.
  public Heard readAll() {
    var frames = new ArrayList<Frame>();
    for (var frame = read(); !(frame instanceof Frame.End); frame = read()) {
      frames.add(frame);
      if (frame instanceof Frame.Close) {
        break;
      }
    }
    return new Heard(List.copyOf(frames));
  }

  /// Says that nothing more comes, as a process that ends does, and reads on.
  public WireClient hangUp() {
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /// Breaks the connection without a close.
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (var c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("no answer");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
