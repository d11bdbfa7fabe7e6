package dev.earshot.testkit;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.WavFile;
import dev.earshot.core.audio.WindowCutter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// A recorded human voice with the text it speaks. Licence and speaker: `speech/ATTRIBUTION.txt`.
///
/// @param name of the file, without its ending
/// @param text as published
/// @param rateHz 16,000 or 8,000
public record SpeechSample(String name, String text, int rateHz) {
  private static final Pattern LINE = Pattern.compile("([^,]+)\\.wav,(\"[^\"]*\"|[^,]*),.*");
  private static final String LONG = "concat-60s";

  /// The twelve clips of 2 to 5 seconds at this rate.
  public static List<SpeechSample> clips(int rateHz) {
    return all(rateHz).stream().filter(sample -> !sample.name.startsWith(LONG)).toList();
  }

  /// Twelve clips in a row, with pauses of 0.8 s: 59 seconds.
  public static SpeechSample minute(int rateHz) {
    return named(LONG + "-" + rateHz / 1_000 + "k");
  }

  public static SpeechSample named(String name) {
    return all(name.endsWith("-8k") ? 8_000 : 16_000).stream()
        .filter(sample -> sample.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("name: " + name + " (expected: a clip)"));
  }

  public WavFile wav() {
    try {
      return WavFile.read(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The recording as it travels through the house: windows of 100 ms.
  public List<Sound> windows() {
    var recording = wav();
    var cutter = new WindowCutter(recording.format(), Duration.ofMillis(100));
    var windows = new ArrayList<Sound>();
    cutter.take(ByteBuffer.wrap(recording.pcm()), windows::add);
    var last = cutter.end();
    if (last != null) {
      windows.add(last);
    }
    return windows;
  }

  /// Where the recording lies on this machine: a copy until the end of the process, since it may be
  /// packed in a jar.
  public Path file() {
    try (var in = resource(name + ".wav").openStream()) {
      var copy = Files.createTempFile(name, ".wav");
      copy.toFile().deleteOnExit();
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<SpeechSample> all(int rateHz) {
    var ending = "-" + rateHz / 1_000 + "k";
    try (var in = resource("manifest.csv").openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
          .map(LINE::matcher)
          .filter(line -> line.matches() && line.group(1).endsWith(ending))
          .map(line -> new SpeechSample(line.group(1), line.group(2).replace("\"", ""), rateHz))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL resource(String name) {
    return Objects.requireNonNull(SpeechSample.class.getResource("/speech/" + name), name);
  }
}
