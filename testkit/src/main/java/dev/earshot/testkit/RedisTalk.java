package dev.earshot.testkit;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/// One command and its reply, over a connection of its own: as much of Redis' protocol as that takes.
final class RedisTalk {
  private RedisTalk() {}

  /// A text as it is, the parts of a list with spaces between them; everything else as it is on the wire.
  static String ask(int port, int patienceMs, String... words) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(patienceMs);
      socket.getOutputStream().write(command(words).getBytes(StandardCharsets.UTF_8));
      return reply(new BufferedInputStream(socket.getInputStream()));
    }
  }

  private static String command(String... words) {
    var text = new StringBuilder("*" + words.length + "\r\n");
    for (var word : words) {
      text.append('$')
          .append(word.getBytes(StandardCharsets.UTF_8).length)
          .append("\r\n")
          .append(word)
          .append("\r\n");
    }
    return text.toString();
  }

  private static String reply(InputStream in) throws IOException {
    var line = line(in);
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '$' -> text(in, Integer.parseInt(line.substring(1)));
      case '*' -> list(in, Integer.parseInt(line.substring(1)));
      default -> line;
    };
  }

  private static String text(InputStream in, int length) throws IOException {
    if (length < 0) {
      return "";
    }
    var text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    line(in);
    return text;
  }

  private static String list(InputStream in, int length) throws IOException {
    var parts = new ArrayList<String>();
    for (var i = 0; i < length; i++) {
      parts.add(reply(in));
    }
    return String.join(" ", parts);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (var c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("redis: closed (expected: a reply)");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
