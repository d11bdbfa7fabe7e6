package dev.earshot.core.stream;

/// How a stream ended: the one table that close codes, meters and logs are read from.
///
/// Codes are those of RFC 6455 section 7.4.1 and its registry. The text is what the client may read.
public enum EndReason {
  /// The client said that it is done, and has its last word.
  FINISHED(1000, "finished"),
  /// The client closed the socket.
  CLIENT_CLOSED(1000, "closed by the client"),
  /// The connection broke without a close.
  CLIENT_VANISHED(1006, "the client vanished"),
  /// Nothing came for too long.
  IDLE(1001, "idle"),
  /// The server goes away; come back.
  DRAINED(1001, "server is going away"),
  /// A frame broke the WebSocket protocol.
  PROTOCOL_ERROR(1002, "protocol error"),
  /// Sound that its codec does not explain, or for a channel that was not asked for, too often.
  FORMAT_ERROR(1003, "format error"),
  /// A text frame was not UTF-8.
  NOT_UTF8(1007, "text is not UTF-8"),
  /// Too many frames that could not be used.
  TOO_MANY_BAD_FRAMES(1008, "too many frames that could not be used"),
  /// The client does not read what it is told.
  SLOW_READER(1008, "the client does not read"),
  /// No account was named.
  KEY_MISSING(1008, "Authorization header not found"),
  /// The key is nobody's.
  KEY_UNKNOWN(1008, "Invalid authorization token"),
  /// The token's time is over.
  KEY_EXPIRED(1008, "the token has expired"),
  /// The key is good for something else.
  KEY_NOT_ALLOWED(1008, "the key may not open streams"),
  /// The key did not come in time.
  KEY_LATE(1008, "Auth timeout"),
  /// The first message was not JSON.
  KEY_NOT_JSON(1008, "Invalid JSON"),
  /// The first message was about something else.
  KEY_NOT_FIRST(1008, "First message must be auth"),
  /// The first message had no key in it.
  KEY_LEFT_OUT(1008, "Missing token"),
  /// The first message was no text.
  KEY_NOT_TEXT(1008, "Expected JSON auth message"),
  /// Somebody took the key back.
  KEY_REVOKED(1008, "the key was revoked"),
  /// It lasted as long as its token allows.
  SESSION_TOO_LONG(1008, "the longest session of this token is over"),
  /// Nothing is left, and the plan ends streams then.
  CREDITS_EXHAUSTED(1008, "credits exhausted"),
  /// The account has as many streams as it may.
  TOO_MANY_STREAMS(1013, "too many streams of this account, try again later"),
  /// The account comes in more often than it may.
  TOO_MANY_HANDSHAKES(1013, "too many handshakes of this account, try again later"),
  /// More sound came at once than may wait.
  SOUND_TOO_FAST(1008, "too much sound at once"),
  /// A frame was too long.
  FRAME_TOO_LONG(1009, "frame too long"),
  /// Something of ours failed.
  INTERNAL(1011, "internal error"),
  /// The recogniser failed.
  RECOGNISER_FAILED(1011, "recogniser failed"),
  /// No recogniser has room.
  RECOGNISER_BUSY(1013, "no recogniser is free, try again later");

  private final int closeCode;
  private final String text;

  EndReason(int closeCode, String text) {
    this.closeCode = closeCode;
    this.text = text;
  }

  /// As it stands in the close frame; 1006 stands in none.
  public int closeCode() {
    return closeCode;
  }

  public String text() {
    return text;
  }

  /// Whether there is still somebody to send a close frame to.
  public boolean canBeTold() {
    return this != CLIENT_VANISHED;
  }
}
