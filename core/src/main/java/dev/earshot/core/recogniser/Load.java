package dev.earshot.core.recogniser;

/// How busy a recogniser is, as it measured itself over the last seconds.
///
/// @param speaking most legs that spoke at once
/// @param room how many may, at a lag that a person does not mind
/// @param lagMs how far behind the sound it was at worst, in milliseconds
public record Load(int speaking, int room, long lagMs) {
  /// Of a recogniser that is never busy.
  public static final Load NONE = new Load(0, Integer.MAX_VALUE, 0);

  public Load {
    if (speaking < 0 || room < 1 || lagMs < 0) {
      throw new IllegalArgumentException("speaking: " + speaking + ", room: " + room + ", lagMs: "
          + lagMs + " (expected: >= 0, >= 1, >= 0)");
    }
  }
}
