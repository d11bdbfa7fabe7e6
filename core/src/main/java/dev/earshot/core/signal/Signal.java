package dev.earshot.core.signal;

/// What was seen where changes of an account are announced.
public sealed interface Signal {
  /// Nobody could look.
  record Unread() implements Signal {
    private static final Unread ONE = new Unread();
  }

  /// Nothing is announced; no news of a change.
  record Absent() implements Signal {
    private static final Absent ONE = new Absent();
  }

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
    return Unread.ONE;
  }

  static Signal absent() {
    return Absent.ONE;
  }
}
