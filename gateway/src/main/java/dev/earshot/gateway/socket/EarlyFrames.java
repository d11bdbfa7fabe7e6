package dev.earshot.gateway.socket;

import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/// Keeps what came in one read with the message that held the key, until it is known whose the key is.
///
/// The socket is not read meanwhile: it is no more than one read and a frame that was begun before. On the
/// event loop only.
final class EarlyFrames {
  private final Queue<WebSocketFrame> frames = new ArrayDeque<>();

  /// Keeps the frame after the call.
  void keep(WebSocketFrame frame) {
    frames.add(frame.retain());
  }

  /// Hands on each in the order it came.
  void deliver(Consumer<WebSocketFrame> to) {
    for (var frame = frames.poll(); frame != null; frame = frames.poll()) {
      try {
        to.accept(frame);
      } finally {
        frame.release();
      }
    }
  }

  /// Nobody wants them any more.
  void drop() {
    deliver(_ -> {});
  }
}
