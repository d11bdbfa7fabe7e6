package dev.earshot.testkit.upstream;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hears [Sentinels] as one connection brings them: which word lies where, in samples since its first one.
/// It listens to the low bits of each sample only, so that sound may be as loud as a voice and say so too.
public final class SentinelEar {
  /// A word, still growing while its second is.
  ///
  /// @param from its first sample
  /// @param to behind its last sample
  public record Said(String word, long from, long to) {}

  /// What says which second it is; the bits above make it loud.
  static final int LOW_BITS = 0x3FF;

  private final List<Said> open = new ArrayList<>();
  private @Nullable Byte half;
  private int value;
  private boolean grows;
  private long heard;

  /// Takes samples of 16 bits, little endian, cut anywhere.
  ///
  /// @return whether a word began
  public boolean hear(byte[] pcm) {
    var began = false;
    for (var octet : pcm) {
      var low = half;
      if (low == null) {
        half = octet;
      } else {
        half = null;
        began |= hear(((low & 0xFF) | (octet << 8)) & LOW_BITS);
      }
    }
    return began;
  }

  private boolean hear(int sample) {
    var begins = sample != value && sample > 0;
    if (sample != value) {
      growLast();
      grows = false;
    }
    value = sample;
    if (begins) {
      open.add(new Said("w" + (sample - 1), heard, heard + 1));
      grows = true;
    }
    heard++;
    return begins;
  }

  /// The last word reaches to here: it is told when somebody asks, not with every sample.
  private void growLast() {
    if (grows) {
      var last = open.removeLast();
      open.add(new Said(last.word(), last.from(), heard));
    }
  }

  /// Samples so far.
  public long heard() {
    return heard;
  }

  /// What was said and not yet taken.
  public List<Said> open() {
    growLast();
    return List.copyOf(open);
  }

  /// What was said and not yet taken, which is taken now. What goes on of the last word is not heard again.
  public List<Said> take() {
    var said = open();
    open.clear();
    grows = false;
    return said;
  }

  /// Whether the last sample was silent.
  public boolean isSilent() {
    return value <= 0;
  }
}
