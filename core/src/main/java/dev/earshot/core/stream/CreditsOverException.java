package dev.earshot.core.stream;

/// The plan of a stream's account ends streams when nothing is left, and nothing is left.
public final class CreditsOverException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CreditsOverException() {
    super("credits: 0 left (expected: more, on this plan)", null, false, false);
  }
}
