package dev.earshot.core.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.fuzz.Corpus;
import dev.earshot.fuzz.Fuzzer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Bytes that nobody would send. Those that are kept are tried each time; then a [Fuzzer] looks for new
/// ones, over all four containers together. What it finds is a line for the file of its container.
class ContainerFuzzTest {
  static final List<String> CONTAINERS = List.of("wav", "flac", "ogg", "webm");

  @ParameterizedTest
  @FieldSource("CONTAINERS")
  void containers_keptOnes_areHeardTheSameHoweverCut(String container) {
    var kept = kept(container);
    assertThat(kept).hasSizeGreaterThan(20);
    for (var input : kept) {
      ContainerFuzz.fuzzerTestOneInput(input);
      ContainerFuzz.check(input, 1);
      ContainerFuzz.check(input, 13);
    }
  }

  @Test
  void containers_thatAFuzzerMakes_areHeardTheSameHoweverCut(@TempDir Path folder)
      throws Exception {
    new Fuzzer(ContainerFuzz.class, List.of("dev.earshot.core.**")).run(folder,
        CONTAINERS.stream().flatMap(container -> kept(container).stream()).toList());
  }

  private static List<byte[]> kept(String container) {
    return Corpus.of(ContainerFuzzTest.class, container + ".hex");
  }
}
