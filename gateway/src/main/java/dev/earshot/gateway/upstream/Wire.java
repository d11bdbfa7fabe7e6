package dev.earshot.gateway.upstream;

import dev.earshot.core.recogniser.RecogniserException;
import java.nio.ByteBuffer;
import java.util.List;

/// A WebSocket to a recogniser. It belongs to one [Loop], and is used on it only, but for [#isWritable].
public interface Wire {
  /// Who hears what comes, on the wire's loop. After [#closed] or [#failed] nothing comes.
  interface Listener {
    /// The recogniser has taken the call.
    void opened();

    void text(String text);

    /// Bytes came.
    ///
    /// @param bytes valid during the call only
    void binary(ByteBuffer bytes);

    /// A sign of life without a meaning.
    void pong();

    /// More may be sent now.
    void writable();

    /// The other side is gone.
    ///
    /// @param code 1005 where it gave none, 1006 where it did not say goodbye
    void closed(int code, String reason);

    /// It could not be opened, or what came is no WebSocket.
    void failed(RecogniserException why);
  }

  Loop loop();

  /// Whether what is sent leaves soon. Safe for use by any thread.
  boolean isWritable();

  /// Sends these in their order.
  ///
  /// @param written runs on the loop when the system has taken the last of them
  void send(List<Frame> frames, Runnable written);

  /// Asks for a sign of life.
  void ping();

  /// Whether what comes is read; while it is not, it waits at the other side.
  void reading(boolean on);

  /// Somebody else listens from here on.
  void handOver(Listener next);

  /// Says goodbye, and tells nothing any more.
  void close();

  /// Cuts it at once, and tells nothing any more.
  void cut();
}
