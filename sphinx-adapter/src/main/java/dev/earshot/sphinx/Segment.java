package dev.earshot.sphinx;

/// A stretch of sound that a decoder took for one entry of its dictionary.
///
/// @param entry as the dictionary writes it: a word, perhaps with the number of its pronunciation, or
///     a filler
/// @param firstFrame of 10 ms, counted from the beginning of the utterance
/// @param lastFrame the last one that belongs to it
/// @param probability 0 to 1
record Segment(String entry, int firstFrame, int lastFrame, double probability) {
  /// Whether it is silence, noise or a sentence mark.
  boolean isFiller() {
    return entry.isEmpty() || "<[+".indexOf(entry.charAt(0)) >= 0;
  }

  /// The word without the number of its pronunciation: `your` for `your(2)`.
  String word() {
    return entry.replaceFirst("\\(\\d+\\)$", "");
  }
}
