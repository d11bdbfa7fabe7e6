package dev.earshot.gateway.config;

import java.util.List;

/// The configuration cannot be used. Whoever wrote it mends it; all problems are told at once.
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> problems;

  ConfigException(List<String> problems) {
    super((problems.size() == 1 ? "1 problem: " : problems.size() + " problems: ")
        + String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /// Each as `NAME: value (expected: range)`.
  public List<String> problems() {
    return problems;
  }
}
