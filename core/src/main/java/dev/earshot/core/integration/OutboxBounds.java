package dev.earshot.core.integration;

import java.nio.charset.StandardCharsets;

/// How much an [Outbox] may hold.
///
/// @param entries 1 or more
/// @param bytes of text, with [#EACH] for each entry
public record OutboxBounds(long entries, long bytes) {
  /// What an entry takes beside its text.
  public static final int EACH = 256;
  /// A day in which 1,000 finals an hour go to each of four apps that are down.
  public static final OutboxBounds USUAL = new OutboxBounds(100_000, 64L * 1024 * 1024);

  public OutboxBounds {
    if (entries < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "entries: " + entries + ", bytes: " + bytes + " (expected: both >= 1)");
    }
  }

  /// Whether so much is too much. One entry always has room, however long.
  public boolean isOver(long heldEntries, long heldBytes) {
    return heldEntries > 1 && (heldEntries > entries || heldBytes > bytes);
  }

  /// What this text takes.
  public static long bytesOf(String text) {
    return (long) EACH + text.getBytes(StandardCharsets.UTF_8).length;
  }
}
