package dev.earshot.gateway.admin;

import dev.earshot.core.account.KeyHash;
import dev.earshot.core.operator.OperatorKey;
import dev.earshot.core.operator.OperatorScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The first key of the operations port's `/admin` pages: made at first use, kept in the data folder,
/// readable by its owner only. So whoever may read the folder needs no other secret. It opens everything.
public final class AdminKey {
  private static final int BYTES = 24;

  private final KeyHash hash;

  private AdminKey(String key) {
    this.hash = KeyHash.of(key);
  }

  /// The key of this data folder, made now where there is none, or nothing in its file: a crash may have
  /// come between making the file and writing it.
  ///
  /// @throws IOException when it cannot be kept or read
  public static AdminKey of(Path data, RandomGenerator random) throws IOException {
    var file = file(data);
    if (!Files.exists(file)) {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(
          PosixFilePermissions.fromString("rw-------")));
    }
    if (read(data).isEmpty()) {
      Files.writeString(file, drawn(random) + "\n");
    }
    return new AdminKey(read(data));
  }

  /// The key of a gateway whose data folder this is.
  ///
  /// @throws IOException when there is none, or it may not be read
  public static String read(Path data) throws IOException {
    return Files.readString(file(data)).strip();
  }

  /// A new key, which nobody has.
  public static String drawn(RandomGenerator random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return "eak_" + HexFormat.of().formatHex(bytes);
  }

  /// Whether this is it. Takes as long for a nearly right key as for any other.
  boolean is(KeyHash shown) {
    return MessageDigest.isEqual(hash.bytes(), shown.bytes());
  }

  /// What is known of it.
  OperatorKey known() {
    return new OperatorKey(hash.id(), "admin-key", Set.of(OperatorScope.ALL), Instant.EPOCH, null);
  }

  private static Path file(Path data) {
    return data.resolve("admin-key");
  }
}
