package dev.earshot.core.transcript;

/// One recognised word.
///
/// @param text as it is shown
/// @param fromMs capture clock, in milliseconds since the stream began
/// @param toMs capture clock; not before `fromMs`
/// @param confidence 0 to 1; 1 where the recogniser does not know
public record Word(String text, long fromMs, long toMs, double confidence) {
  public Word {
    if (fromMs < 0 || toMs < fromMs) {
      throw new IllegalArgumentException(
          "toMs: " + toMs + " (expected: >= fromMs " + fromMs + " >= 0)");
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence: " + confidence + " (expected: 0..1)");
    }
  }
}
