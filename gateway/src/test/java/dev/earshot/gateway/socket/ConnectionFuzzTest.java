package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.fuzz.Corpus;
import dev.earshot.fuzz.Fuzzer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Bytes of connections that nobody would make. Those that are kept are tried each time; then a [Fuzzer]
/// looks for new ones, at all doors together. What it finds is a line for the file of its door.
class ConnectionFuzzTest {
  static final List<String> FILES = List.of("device.hex", "dialects.hex", "requests.hex");

  @ParameterizedTest
  @FieldSource("FILES")
  @Timeout(60)
  void connections_keptOnes_endTheSameHoweverCut(String file) {
    var kept = kept(file);
    assertThat(kept).hasSizeGreaterThan(20);
    for (var input : kept) {
      ConnectionFuzz.fuzzerTestOneInput(input);
      ConnectionFuzz.check(ConnectionFuzz.door(input), ConnectionFuzz.bytes(input), 1);
      ConnectionFuzz.check(ConnectionFuzz.door(input), ConnectionFuzz.bytes(input), 13);
    }
  }

  @Test
  void connections_thatAFuzzerMakes_endTheSameHoweverCut(@TempDir Path folder) throws Exception {
    new Fuzzer(ConnectionFuzz.class,
        List.of("dev.earshot.gateway.socket.**", "dev.earshot.gateway.dialect.**",
            "io.netty.handler.codec.http.websocketx.**"))
        .run(folder, FILES.stream().flatMap(file -> kept(file).stream()).toList());
  }

  private static List<byte[]> kept(String file) {
    return Corpus.of(ConnectionFuzzTest.class, file);
  }
}
