package dev.earshot.core.translation;

import org.jspecify.annotations.Nullable;

/// A text in another language.
///
/// @param text not empty
/// @param detected the language that it was taken for, as `en`; null where nobody said
public record Translation(String text, @Nullable String detected) {
  public Translation {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("text: empty (expected: a translation)");
    }
  }

  /// Without the words.
  @Override
  public String toString() {
    return "Translation[from " + detected + "]";
  }
}
