package dev.earshot.gateway.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key that our own tokens are signed with: 32 bytes, the same on every instance that is to know them.
public final class TokenKey {
  private static final int BYTES = 32;

  private final byte[] key;

  private TokenKey(byte[] key) {
    this.key = key;
  }

  /// Reads a key that somebody has drawn.
  ///
  /// @param base64 of 32 bytes, with or without padding
  /// @throws IllegalArgumentException for anything else; the message does not show it
  public static TokenKey parse(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("token key: not base64 (expected: 32 bytes in base64)", e);
    }
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "token key: " + bytes.length + " bytes (expected: " + BYTES + ", in base64)");
    }
    return new TokenKey(bytes);
  }

  /// The key of this data folder, drawn now where there is none; readable by its owner only.
  ///
  /// @throws IOException when it cannot be kept or read, or what is there is none
  public static TokenKey of(Path data, RandomGenerator random) throws IOException {
    var file = data.resolve("token-key");
    if (!Files.exists(file)) {
      draw(file, random);
    }
    try {
      return parse(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /// A secret of its own for each purpose: it tells nothing of the key or of another one. All instances with
  /// this key make the same.
  ///
  /// @return 64 hexadecimal digits
  public String derive(String purpose) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("token key: no HmacSHA256 (expected: a JDK with it)", e);
    }
  }

  byte[] bytes() {
    return key.clone();
  }

  @Override
  public String toString() {
    return "TokenKey[...]"; // belongs into no log
  }

  private static void draw(Path file, RandomGenerator random) throws IOException {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    var owners = PosixFilePermissions.asFileAttribute(
        PosixFilePermissions.fromString("rw-------"));
    try (var channel = FileChannel.open(file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owners)) {
      channel.write(ByteBuffer.wrap(Base64.getEncoder().encode(bytes)));
    } catch (FileAlreadyExistsException e) {
      // another process came first: its key counts
    }
  }
}
