package dev.earshot.load;

import dev.earshot.testkit.SpeechSample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// Recordings at 8 kHz that nothing here was tried on: Asterisk's prompts of 8 to 30 words,
/// without those that became our clips. `apt-get install asterisk-core-sounds-en-wav`.
final class Prompts {
  private static final Path SOUNDS = Path.of("/usr/share/asterisk/sounds/en_US_f_Allison");
  private static final Path TEXTS = Path
      .of("/usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz");
  private static final Pattern LINE = Pattern.compile("([a-z0-9-]+): ([^\\[<(]+)");
  private static final int LEAST_WORDS = 8;
  private static final int MOST_WORDS = 30;

  /// One recording.
  record Prompt(Path file, String text) {}

  private Prompts() {}

  /// All of them.
  ///
  /// @throws IOException where the recordings or their texts are missing
  static List<Prompt> all() throws IOException {
    for (var needed : List.of(SOUNDS, TEXTS)) {
      if (!Files.exists(needed)) {
        throw new IOException("prompts: " + needed + " is missing (expected: all files of"
            + " asterisk-core-sounds-en-wav, its documents too)");
      }
    }
    try (var texts = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(Files.newInputStream(TEXTS)), StandardCharsets.UTF_8))) {
      return texts.lines()
          .map(LINE::matcher)
          .filter(line -> line.matches() && isOrdinary(line.group(2)))
          .filter(line -> SpeechSample.clips(8_000)
              .stream()
              .noneMatch(clip -> clip.name().equals(line.group(1) + "-8k")))
          .map(line -> new Prompt(SOUNDS.resolve(line.group(1) + ".wav"), line.group(2)))
          .filter(prompt -> Files.exists(prompt.file()))
          .toList();
    }
  }

  private static boolean isOrdinary(String text) {
    var words = text.split(" +", -1).length;
    return words >= LEAST_WORDS && words <= MOST_WORDS;
  }
}
