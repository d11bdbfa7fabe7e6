package dev.earshot.core.integration;

import java.util.List;

/// What is told together. Once it was cut it stays as it is: whoever sends it again, after a failure or
/// after a kill, sends the same finals under the same id.
///
/// @param said of this line, one or more, their numbers rising
public record Batch(Line line, List<Said> said) {
  public Batch {
    said = List.copyOf(said);
    if (said.isEmpty()) {
      throw new IllegalArgumentException("said: nothing (expected: one final or more)");
    }
    for (var i = 0; i < said.size(); i++) {
      if (!said.get(i).stream().equals(line.stream())
          || (i > 0 && said.get(i).number() <= said.get(i - 1).number())) {
        throw new IllegalArgumentException(
            "said: " + said + " (expected: of stream " + line.stream() + ", in order)");
      }
    }
  }

  public long first() {
    return said.getFirst().number();
  }

  public long last() {
    return said.getLast().number();
  }

  /// The same for the same finals, for ever, and never that of others for the same app.
  public String eventId() {
    return line.stream() + "." + first() + "-" + last();
  }
}
