package dev.earshot.gateway.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What a server sends, frame by frame.
public sealed interface Frame {
  record Text(String text) implements Frame {}

  record Pong(String content) implements Frame {}

  record Close(int code, String reason) implements Frame {}

  /// The connection has ended.
  record End() implements Frame {}

  static Frame of(int opcode, byte[] payload) {
    return switch (opcode) {
      case 1 -> new Text(new String(payload, StandardCharsets.UTF_8));
      case 8 -> new Close(ByteBuffer.wrap(payload).getShort() & 0xffff,
          new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
      case 10 -> new Pong(new String(payload, StandardCharsets.UTF_8));
      default -> throw new IllegalArgumentException("opcode: " + opcode + " (expected: 1, 8, 10)");
    };
  }
}
