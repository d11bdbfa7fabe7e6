package dev.earshot.gateway.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/// Files that other programs wrote of the bundled speech. How each was made: `ATTRIBUTION.txt` beside them.
public final class RecordedSpeech {
  private RecordedSpeech() {}

  public static byte[] bytes(String file) {
    try (var in = Objects.requireNonNull(RecordedSpeech.class.getResourceAsStream(file), file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
