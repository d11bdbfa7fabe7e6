package dev.earshot.core.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// A key as stores keep it and look for it: its SHA-256. So a store opens no door, and the time of a
/// look-up depends on the hash, which tells nothing of how much of a key was right. A plain hash is enough
/// because keys are drawn at random and are not words that somebody could try.
///
/// @param hex 64 hexadecimal digits, in small letters
public record KeyHash(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");
  private static final int ID_DIGITS = 16;

  public KeyHash {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException("hash: not SHA-256 (expected: 64 hexadecimal digits)");
    }
  }

  /// The hash of a key as a client shows it.
  public static KeyHash of(String key) {
    try {
      return new KeyHash(HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256")
              .digest(key.getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /// What people call the key.
  public KeyId id() {
    return new KeyId(hex.substring(0, ID_DIGITS));
  }

  /// The 32 bytes.
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return "KeyHash[" + id() + "]"; // somebody's own key may be a word that can be tried
  }
}
