package dev.earshot.gateway.dialect;

import java.util.List;
import java.util.stream.Collectors;

/// A request whose parameters cannot be honoured. The client mends it; nothing was begun.
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  /// One thing that is wrong.
  ///
  /// @param name of the parameter
  /// @param value as it came
  /// @param expected the range
  public record Problem(String name, String value, String expected) {
    private static final int LONGEST = 64;

    public Problem {
      value = value.length() > LONGEST ? value.substring(0, LONGEST) + "..." : value;
    }

    @Override
    public String toString() {
      return name + ": " + value + " (expected: " + expected + ")";
    }
  }

  public BadRequestException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
