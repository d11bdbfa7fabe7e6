package dev.earshot.core.cache;

import java.util.Collection;
import java.util.function.ToLongFunction;

/// What things take on the heap, in bytes, with compressed references.
public final class HeapSize {
  /// A boxed number or truth value.
  public static final long BOXED = 16;
  /// A small record without what its fields refer to: up to four of them.
  public static final long RECORD = 32;
  private static final long STRING = 24;
  private static final long ARRAY = 16;
  private static final long REFERENCE = 4;
  private static final int WORD = 8;
  private static final char LAST_LATIN = 0xff;

  private HeapSize() {}

  /// A text: a byte a character, two where one is beyond Latin-1.
  public static long of(String text) {
    var isLatin = text.chars().allMatch(c -> c <= LAST_LATIN);
    return STRING + rounded(ARRAY + (isLatin ? 1L : 2L) * text.length());
  }

  /// An unmodifiable collection and all that is in it.
  public static <E> long of(Collection<E> all, ToLongFunction<E> each) {
    return STRING + rounded(ARRAY + REFERENCE * all.size())
        + all.stream().mapToLong(each).sum();
  }

  private static long rounded(long bytes) {
    return (bytes + WORD - 1) / WORD * WORD;
  }
}
