package dev.earshot.testkit.upstream;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The server's end of one WebSocket (RFC 6455), bare: it sends what it is told, allowed or not.
public final class ServerLine {
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int SAMPLES_PER_MS = 16;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final Fault fault;
  private boolean happened;
  private boolean silenced;
  private boolean saidGoodbye;

  ServerLine(Socket socket, Fault fault) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    this.out = socket.getOutputStream();
    this.fault = fault;
  }

  /// What is to go wrong, for protocols that have a hand in it.
  public Fault fault() {
    return fault;
  }

  /// Says this, unless it has fallen silent.
  public void say(String text) {
    if (!silenced) {
      frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Sends these as a message.
  public void send(byte[] bytes) {
    if (!silenced) {
      frame(BINARY, bytes);
    }
  }

  /// Says goodbye; the client's is waited for by the reader.
  public void close(int code, String reason) {
    var text = reason.getBytes(StandardCharsets.UTF_8);
    var payload = new byte[2 + text.length];
    payload[0] = (byte) (code >> 8);
    payload[1] = (byte) code;
    System.arraycopy(text, 0, payload, 2, text.length);
    saidGoodbye = true;
    frame(CLOSE, payload);
  }

  /// This much sound was heard on this line: whatever is due now goes wrong.
  public void heard(long samples) {
    var ms = samples / SAMPLES_PER_MS;
    switch (fault) {
      case Fault.Cut(var after) when isDue(ms, after) -> cut();
      case Fault.Stall(var after) when isDue(ms, after) -> stall();
      case Fault.Late(var after, var time) when isDue(ms, after) -> sleep(time);
      case Fault.Slow(var after, var each) when ms >= after -> sleep(each);
      case Fault.Close(var after, var code, var reason) when isDue(ms, after) ->
        close(code, reason);
      case Fault.Say(var after, var text, var times) when isDue(ms, after) -> {
        for (var i = 0; i < times; i++) {
          say(text);
        }
      }
      case Fault.Write(var after, var bytes, var times) when isDue(ms, after) -> {
        for (var i = 0; i < times; i++) {
          raw(bytes);
        }
      }
      case Fault.Mute() -> silenced = true;
      default -> { // nothing yet, or the protocol's business
      }
    }
  }

  private boolean isDue(long ms, long after) {
    var now = !happened && ms >= after;
    happened |= now;
    return now;
  }

  /// Reads until the client or the script ends it.
  void serve(Protocol.Conversation conversation) throws IOException {
    var message = new ByteArrayOutputStream();
    var kind = 0;
    while (true) {
      var first = in.readUnsignedByte();
      var payload = payload(in.readUnsignedByte());
      var opcode = first & 0xF;
      switch (opcode) {
        case CLOSE -> {
          if (!saidGoodbye) {
            frame(CLOSE, payload);
          }
          return;
        }
        case PING -> frame(PONG, payload);
        case PONG -> {
        }
        default -> {
          kind = opcode == 0 ? kind : opcode;
          message.writeBytes(payload);
          if (first > 0x7F) {
            hear(conversation, kind, message.toByteArray());
            message.reset();
          }
        }
      }
    }
  }

  private static void hear(Protocol.Conversation conversation, int kind, byte[] message) {
    if (kind == TEXT) {
      conversation.text(new String(message, StandardCharsets.UTF_8));
    } else {
      conversation.bytes(message);
    }
  }

  private byte[] payload(int second) throws IOException {
    if (second <= 0x7F) {
      throw new IOException("a client's frame is masked (RFC 6455 section 5.1)");
    }
    var length = switch (second & 0x7F) {
      case 126 -> in.readUnsignedShort();
      case 127 -> Math.toIntExact(in.readLong());
      default -> second & 0x7F;
    };
    var mask = in.readNBytes(4);
    var bytes = in.readNBytes(length);
    for (var i = 0; i < bytes.length; i++) {
      bytes[i] ^= mask[i & 3];
    }
    return bytes;
  }

  private void frame(int opcode, byte[] payload) {
    var frame = new ByteArrayOutputStream();
    frame.write(0x80 | opcode);
    if (payload.length < 126) {
      frame.write(payload.length);
    } else if (payload.length < 1 << 16) {
      frame.writeBytes(new byte[]{126, (byte) (payload.length >> 8), (byte) payload.length});
    } else {
      frame.write(127);
      frame.writeBytes(java.nio.ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    frame.writeBytes(payload);
    raw(frame.toByteArray());
  }

  private void raw(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void cut() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sleep(long ms) {
    try {
      Thread.sleep(ms); // a fault, not a wait: nobody else stands still
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Until the server is closed, which closes the socket's thread too.
  private static void stall() {
    try {
      new java.util.concurrent.CountDownLatch(1).await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// What the reader of this line holds, or null.
  static @Nullable String line(DataInputStream in) throws IOException {
    var line = new StringBuilder();
    for (var octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        return null;
      }
      if (octet != '\r') {
        line.append((char) octet);
      }
    }
    return line.toString();
  }

  DataInputStream in() {
    return in;
  }

  /// Writes characters as they are.
  void write(String text) {
    raw(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
