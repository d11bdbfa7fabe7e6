package dev.earshot.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.fuzz.Corpus;
import dev.earshot.fuzz.Fuzzer;
import dev.earshot.gateway.dialect.MessageFuzz.Listener;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/// Messages and bodies that nobody would send. Those that are kept are tried each time; then a [Fuzzer]
/// looks for new ones, over all dialects together. What it finds is a line for the file of its dialect.
class MessageFuzzTest {
  static final List<String> FILES = List.of("device.txt", "deepgram.txt", "openai.txt",
      "tokens.txt");

  /// Too long for a fuzzer, and of any depth.
  private static final List<String> GREAT = List.of("[".repeat(10_000),
      "{\"a\":".repeat(10_000), "[".repeat(10_000) + "]".repeat(10_000),
      object("\"x\":" + "[".repeat(10_000) + "]".repeat(10_000)),
      object("\"session\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)),
      object("\"x\":" + "9".repeat(200_000)), object("\"x\":1e999999999"),
      object("\"x\":0." + "0".repeat(200_000) + "1"), object("\"x\":-" + "1".repeat(999) + "e9999"),
      object("\"total\":" + "9".repeat(999) + ",\"index\":1e400"),
      object("\"x\":\"" + "\\u0000".repeat(40_000) + "\""),
      object("\"x\":\"" + "\\ud83d".repeat(40_000) + "\""),
      object("\"" + "n".repeat(100_000) + "\":1"),
      object(names(20_000)), object("\"x\":1," + names(20_000) + ",\"x\":2"),
      object("\"audio\":\"" + "AAAA".repeat(50_000) + "=A\""),
      object("\"audio\":\"" + "AAAA".repeat(50_000) + "\""),
      "\"" + "a".repeat(200_000), " ".repeat(200_000), "\ufeff{}", "null", "0".repeat(100_000));

  @ParameterizedTest
  @FieldSource("FILES")
  void messages_keptOnes_areOneTypedEventEach(String file) {
    var kept = kept(file);
    assertThat(kept).hasSizeGreaterThan(20);
    kept.forEach(MessageFuzz::fuzzerTestOneInput);
  }

  @ParameterizedTest
  @EnumSource(Listener.class)
  @Timeout(20)
  void messages_greatOnes_areOneTypedEventEach(Listener listener) {
    for (var type : List.of("finish", "image_chunk", "suggested_transcript", "Finalize",
        "input_audio_buffer.append", "session.update")) {
      GREAT.forEach(message -> MessageFuzz.check(listener, message.replace("TYPE", type)));
    }
  }

  @Test
  void messages_thatAFuzzerMakes_areOneTypedEventEach(@TempDir Path folder) throws Exception {
    new Fuzzer(MessageFuzz.class,
        List.of("dev.earshot.gateway.dialect.**", "com.fasterxml.jackson.core.**")).run(folder,
            FILES.stream().flatMap(file -> kept(file).stream()).toList());
  }

  private static String object(String fields) {
    return "{\"type\":\"TYPE\"," + fields + "}";
  }

  private static String names(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"n" + i + "\":" + i)
        .collect(Collectors.joining(","));
  }

  private static List<byte[]> kept(String file) {
    return Corpus.of(MessageFuzzTest.class, file);
  }
}
