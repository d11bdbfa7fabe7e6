package dev.earshot.load.device;

/// A stream as it is planned: times are nanoseconds since the round begins.
///
/// @param fromNanos when it asks to be let in
/// @param toNanos when its sound ends; what is later than the round's end is ended then
/// @param manner how it behaves
/// @param end how it ends
/// @param offset where in the minute of speech it begins, in frames; any number
/// @param tries how often it comes again when it is told that there is no room now
public record Session(long fromNanos, long toNanos, Manner manner, End end, int offset, int tries) {
  /// How a device behaves.
  public enum Manner {
    /// As it should.
    STEADY,
    /// It reads some kilobytes each two seconds, or nothing where there is more.
    SLOW_READER,
    /// In the middle it says and reads nothing any more, and does not hang up.
    HALF_OPEN
  }

  /// How a device ends.
  public enum End {
    /// It says so and waits for its last words.
    FINISH,
    /// It hangs up without a word.
    DROP
  }

  public Session {
    if (fromNanos < 0 || toNanos <= fromNanos) {
      throw new IllegalArgumentException(
          "session: " + fromNanos + ".." + toNanos + " (expected: 0 <= from < to)");
    }
    if (offset < 0) {
      throw new IllegalArgumentException("offset: " + offset + " (expected: >= 0)");
    }
    if (tries < 0) {
      throw new IllegalArgumentException("tries: " + tries + " (expected: >= 0)");
    }
  }

  /// One that takes a refusal for an answer.
  public Session(long fromNanos, long toNanos, Manner manner, End end, int offset) {
    this(fromNanos, toNanos, manner, end, offset, 0);
  }

  /// The same with so many tries.
  public Session withTries(int newTries) {
    return new Session(fromNanos, toNanos, manner, end, offset, newTries);
  }

  Session with(Manner newManner) {
    return new Session(fromNanos, toNanos, newManner, end, offset, tries);
  }

  /// The next try at this time, to talk as long.
  Session again(long atNanos) {
    return new Session(atNanos, atNanos + toNanos - fromNanos, manner, end, offset, tries - 1);
  }
}
