package dev.earshot.gateway.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// The key of the operations port's `/admin` pages: made at first use, kept in the data folder, readable
/// by its owner only. So whoever may read the folder needs no other secret.
public final class AdminKey {
  private static final int BYTES = 24;
  private static final String BEARER = "Bearer ";

  private final byte[] key;

  private AdminKey(String key) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  /// The key of this data folder, made now where there is none.
  ///
  /// @throws IOException when it cannot be kept or read
  public static AdminKey of(Path data, RandomGenerator random) throws IOException {
    var file = file(data);
    if (!Files.exists(file)) {
      var bytes = new byte[BYTES];
      random.nextBytes(bytes);
      Files.createFile(file, PosixFilePermissions.asFileAttribute(
          PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, "eak_" + HexFormat.of().formatHex(bytes) + "\n");
    }
    return new AdminKey(read(data));
  }

  /// The key of a gateway whose data folder this is.
  ///
  /// @throws IOException when there is none, or it may not be read
  public static String read(Path data) throws IOException {
    return Files.readString(file(data)).strip();
  }

  /// Whether a request with this `Authorization` header may come in. Takes as long for a nearly right key
  /// as for any other.
  boolean lets(String authorization) {
    return authorization.startsWith(BEARER) && MessageDigest.isEqual(key,
        authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8));
  }

  private static Path file(Path data) {
    return data.resolve("admin-key");
  }
}
