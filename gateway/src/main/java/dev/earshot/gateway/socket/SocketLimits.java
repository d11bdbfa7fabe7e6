package dev.earshot.gateway.socket;

import java.time.Duration;

/// What a connection may take, in time and in bytes.
///
/// @param handshake from connect to upgrade
/// @param keyLookup from upgrade to the message with the key, where it is not in the request; and from
///     the key to the answer whose it is
/// @param idle without any frame of the client
/// @param heartbeat between two signs of life of the server
/// @param quietWire without sound, until what was said so far is made final
/// @param window of audio that is gathered before it travels on
/// @param lastWords from the client's last sound to the last word, before the socket is cut
/// @param closing from our close frame to the client's
/// @param frameBytes of one message, fragments added up
/// @param unreadBytes that may wait for a client that does not read
/// @param badFrames that are skipped before the connection is closed
/// @param pace at which sound may come
/// @param packed whether packets of Opus go on as they came, since somebody takes them so
public record SocketLimits(Duration handshake, Duration keyLookup, Duration idle,
    Duration heartbeat,
    Duration quietWire, Duration window, Duration lastWords, Duration closing, int frameBytes,
    int unreadBytes, int badFrames, Pace pace, boolean packed) {
  public static final SocketLimits DEFAULT = new SocketLimits(Duration.ofSeconds(10),
      Duration.ofSeconds(5), Duration.ofSeconds(90), Duration.ofSeconds(10), Duration.ofMillis(600),
      Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofSeconds(2), 256 * 1024,
      64 * 1024, 100, Pace.USUAL, false);

  /// The same with another idle time and heartbeat.
  public SocketLimits idleAfter(Duration newIdle, Duration newHeartbeat) {
    return new SocketLimits(handshake, keyLookup, newIdle, newHeartbeat, quietWire, window,
        lastWords,
        closing, frameBytes, unreadBytes, badFrames, pace, packed);
  }

  /// The same with another time for the upgrade.
  public SocketLimits handshakeWithin(Duration newHandshake) {
    return new SocketLimits(newHandshake, keyLookup, idle, heartbeat, quietWire, window, lastWords,
        closing,
        frameBytes, unreadBytes, badFrames, pace, packed);
  }

  /// The same with another time for the key.
  public SocketLimits keyWithin(Duration newKeyLookup) {
    return new SocketLimits(handshake, newKeyLookup, idle, heartbeat, quietWire, window, lastWords,
        closing, frameBytes, unreadBytes, badFrames, pace, packed);
  }

  /// The same for messages of another size; 0 leaves it as it is.
  public SocketLimits messagesOf(int bytes) {
    return new SocketLimits(handshake, keyLookup, idle, heartbeat, quietWire, window, lastWords,
        closing, bytes == 0 ? frameBytes : bytes, unreadBytes, badFrames, pace, packed);
  }

  /// The same at another pace.
  public SocketLimits at(Pace newPace) {
    return new SocketLimits(handshake, keyLookup, idle, heartbeat, quietWire, window, lastWords,
        closing, frameBytes, unreadBytes, badFrames, newPace, packed);
  }

  /// The same, where packets of Opus go on as they came, or are decoded at once.
  public SocketLimits packed(boolean asTheyCame) {
    return new SocketLimits(handshake, keyLookup, idle, heartbeat, quietWire, window, lastWords,
        closing, frameBytes, unreadBytes, badFrames, pace, asTheyCame);
  }

  /// The same with another window. One of 5 ms or less is no time in which anything could wait.
  SocketLimits gathering(Duration newWindow) {
    return new SocketLimits(handshake, keyLookup, idle, heartbeat, quietWire, newWindow, lastWords,
        closing, frameBytes, unreadBytes, badFrames, pace, packed);
  }
}
