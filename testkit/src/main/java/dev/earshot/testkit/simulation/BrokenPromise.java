package dev.earshot.testkit.simulation;

/// A promise about credits or usage that did not hold.
public final class BrokenPromise extends AssertionError {
  private static final long serialVersionUID = 1;

  BrokenPromise(String what) {
    super(what);
  }

  BrokenPromise(String what, BrokenPromise cause) {
    super(what, cause);
  }
}
