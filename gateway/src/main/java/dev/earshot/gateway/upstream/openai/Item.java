package dev.earshot.gateway.upstream.openai;

import dev.earshot.core.recogniser.RecogniserException.Garbled;
import org.jspecify.annotations.Nullable;

/// A stretch of sound and what was said in it, as far as the server has told. Times are its own, in
/// milliseconds; negative while they are not known.
final class Item {
  private static final int LONGEST = 64 * 1_024;

  private final String id;
  private final StringBuilder grown = new StringBuilder();
  private double fromMs = -1;
  private double toMs = -1;
  private @Nullable String previous;
  private boolean committed;
  private @Nullable String transcript;
  private int flushes;
  private double flushMs;

  Item(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  double fromMs() {
    return fromMs;
  }

  double toMs() {
    return toMs;
  }

  void from(double ms) {
    fromMs = ms;
  }

  void to(double ms) {
    toMs = ms;
  }

  /// Its sound has ended.
  void commit(@Nullable String behind) {
    committed = true;
    previous = behind;
  }

  boolean isCommitted() {
    return committed;
  }

  /// Whether it lies right behind that one.
  boolean isBehind(String other) {
    return other.equals(previous);
  }

  /// Its text grows.
  void grow(String more) {
    if (grown.length() + more.length() > LONGEST) {
      throw new Garbled("item: " + (grown.length() + more.length()) + " characters (expected: <= "
          + LONGEST + ")");
    }
    grown.append(more);
  }

  CharSequence grown() {
    return grown;
  }

  /// All of its text is there.
  void complete(String text) {
    if (text.length() > LONGEST) {
      throw new Garbled("item: " + text.length() + " characters (expected: <= " + LONGEST + ")");
    }
    transcript = text;
  }

  /// All of its text; null while it is not there.
  @Nullable
  String transcript() {
    return transcript;
  }

  /// So many flushes are answered when it is told.
  ///
  /// @param ms up to where the sound was given that they ask about
  void answer(int more, double ms) {
    flushes += more;
    flushMs = Math.max(flushMs, ms);
  }

  int flushes() {
    return flushes;
  }

  double flushMs() {
    return flushMs;
  }
}
