package dev.earshot.load;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// What the value of an option may be.
public final class Range {
  private Range() {}

  /// Does nothing for a value within these bounds.
  ///
  /// @throws ParameterException for any other, also one that is no number
  public static <N extends Number & Comparable<N>> void check(CommandSpec spec, String option,
      N value, N least, N greatest) {
    if (value.compareTo(least) < 0 || value.compareTo(greatest) > 0) {
      throw new ParameterException(spec.commandLine(),
          option + ": " + value + " (expected: " + least + ".." + greatest + ")");
    }
  }
}
