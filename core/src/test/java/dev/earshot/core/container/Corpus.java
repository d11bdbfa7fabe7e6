package dev.earshot.core.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// Inputs of [ContainerFuzz] that are kept, a file for each container: what was once found, and what leads
/// a fuzzer to where it has been. One a line, in hex.
final class Corpus {
  static final List<String> CONTAINERS = List.of("wav", "flac", "ogg", "webm");

  private Corpus() {}

  static List<byte[]> of(String container) {
    var name = "corpus/" + container + ".hex";
    try (var in = Objects.requireNonNull(Corpus.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines()
          .map(line -> line.replaceAll("#.*|\\s", ""))
          .filter(line -> !line.isEmpty())
          .map(line -> HexFormat.of().parseHex(line))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
