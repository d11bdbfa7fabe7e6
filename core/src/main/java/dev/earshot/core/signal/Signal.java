package dev.earshot.core.signal;

/// What was seen where changes of an account are announced.
public sealed interface Signal {
  /// Nobody could look.
  record Unread() implements Signal {}

  /// Nothing is announced; no news of a change.
  record Absent() implements Signal {}

  /// A change is announced. Two changes have two values, but for the bare `1` of the seed system, which
  /// may stand for any number of them.
  record Raised(String value) implements Signal {
    private static final String BARE = "1";

    /// Whether this tells of a change to somebody who last saw `seen`.
    public boolean isNewTo(Signal seen) {
      return value.equals(BARE) || !equals(seen);
    }
  }

  static Signal unread() {
    return new Unread();
  }

  static Signal absent() {
    return new Absent();
  }
}
