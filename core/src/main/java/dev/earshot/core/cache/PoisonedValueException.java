package dev.earshot.core.cache;

/// What is kept under a name cannot be a value of anybody's. The message says neither name nor value.
public final class PoisonedValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param what is there instead
  public PoisonedValueException(String what) {
    super("cached value: " + what + " (expected: bytes that its family can read)");
  }
}
