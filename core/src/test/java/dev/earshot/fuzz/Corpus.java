package dev.earshot.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Inputs that are kept, one a line: what was once found, and what leads a fuzzer to where it has been.
///
/// In a file `*.hex` a line is in hex, and what follows `#` is a remark. In a file `*.txt` a line is the
/// text itself, unless it begins with `0x`; a remark has a line of its own, which begins with `#`.
public final class Corpus {
  private static final String HEX = "0x";

  private Corpus() {}

  /// All inputs of a file in the folder `corpus` beside a class.
  public static List<byte[]> of(Class<?> beside, String file) {
    var name = "corpus/" + file;
    try (var in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
      var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
      return (file.endsWith(".hex") ? hex(lines) : text(lines)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<byte[]> hex(Stream<String> lines) {
    return lines.map(line -> line.replaceAll("#.*|\\s", ""))
        .filter(line -> !line.isEmpty())
        .map(HexFormat.of()::parseHex);
  }

  private static Stream<byte[]> text(Stream<String> lines) {
    return lines.filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> line.startsWith(HEX)
            ? HexFormat.of().parseHex(line.substring(HEX.length()))
            : line.getBytes(StandardCharsets.UTF_8));
  }
}
