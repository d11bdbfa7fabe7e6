package dev.earshot.gateway.dialect.deepgram;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The bytes of sound that a client has sent: how many they are, and their SHA-256.
final class Fingerprint {
  private final MessageDigest digest = sha();
  private long bytes;

  /// Takes the next bytes, and leaves them where they are.
  void add(ByteBuffer sound) {
    bytes += sound.remaining();
    digest.update(sound.duplicate());
  }

  long bytes() {
    return bytes;
  }

  /// In hexadecimal digits. Nothing may be added after it.
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: none (expected: in every JDK)", e);
    }
  }
}
