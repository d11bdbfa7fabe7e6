package dev.earshot.load.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A load run as it was measured. JSON is made of it and read back.
///
/// @param earshot the version of this format
/// @param began in UTC, ISO 8601
/// @param setup what was asked for, in the order in which it is shown
/// @param invalid why nothing should be concluded from it; empty where it is valid
/// @param failures what did not go well; empty where everything did
/// @param notes what a reader has to know
/// @param total of the whole run; its steady times without ramps and warm-ups
/// @param steps in their order, without ramps and warm-ups
/// @param metering null where the ledger was not asked
@JsonIgnoreProperties(ignoreUnknown = true)
public record Report(int earshot, String began, Map<String, String> setup, Machine machine,
    List<String> invalid, List<String> failures, List<String> notes, Part total, List<Part> steps,
    List<Second> seconds, @Nullable Metering metering) {
  /// This version.
  public static final int VERSION = 1;
  private static final JsonMapper JSON = new JsonMapper();

  public Report {
    setup = new LinkedHashMap<>(setup);
    invalid = List.copyOf(invalid);
    failures = List.copyOf(failures);
    notes = List.copyOf(notes);
    steps = List.copyOf(steps);
    seconds = List.copyOf(seconds);
  }

  /// The same with other failures.
  public Report withFailures(List<String> others) {
    return new Report(earshot, began, setup, machine, invalid, others, notes, total, steps, seconds,
        metering);
  }

  /// Whether it is valid and everything went well.
  public boolean holds() {
    return invalid.isEmpty() && failures.isEmpty();
  }

  /// In a word: `HELD`, `FAILED` or `INVALID`.
  @JsonProperty("verdict")
  public String verdict() {
    if (!invalid.isEmpty()) {
      return "INVALID";
    }
    return failures.isEmpty() ? "HELD" : "FAILED";
  }

  /// One line.
  public String json() throws IOException {
    return JSON.writeValueAsString(this);
  }

  /// Reads one that was kept.
  ///
  /// @throws IOException where it cannot be read, or is no report
  public static Report read(Path file) throws IOException {
    try {
      var report = JSON.readValue(Files.readString(file), Report.class);
      if (report.earshot() != VERSION || report.total() == null) {
        throw new IOException(file + ": not of version " + VERSION
            + " (expected: a report that --json-file has written)");
      }
      return report;
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new IOException(file + ": no report (expected: JSON that --json-file has written)", e);
    }
  }
}
