package dev.earshot.sphinx;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/// The decoder's own filter against steady noise: of use to a wide voice, harmful to a narrow one. The
/// library takes it as an option on opening only, so it is switched where the C structure keeps it.
///
/// ```
/// fe_t  +12 float rate  +16 short frames a second  +18 short frame shift  +30 byte cepstra
///       +36 byte remove_noise  +37 byte remove_silence
/// ```
///
/// The offsets are those of the one frozen version on 64-bit Linux; where something else stands there
/// the filter stays as it is.
@SuppressWarnings("restricted") // the caller has asked for native access
final class NoiseRemoval {
  private static final int RATE = 12;
  private static final int FRAMES = 16;
  private static final int SHIFT = 18;
  private static final int CEPSTRA = 30;
  private static final int REMOVE_NOISE = 36;
  private static final int REMOVE_SILENCE = 37;

  private final MemorySegment frontEnd;

  /// @param frontEnd the decoder's `fe_t`, with the filter on and silence kept
  NoiseRemoval(MemorySegment frontEnd) {
    this.frontEnd = frontEnd.reinterpret(REMOVE_SILENCE + 1L);
  }

  /// Whether it is there and switched on.
  boolean isOn() {
    return frontEnd.get(JAVA_FLOAT_UNALIGNED, RATE) == 16_000
        && frontEnd.get(JAVA_SHORT_UNALIGNED, FRAMES) == 100
        && frontEnd.get(JAVA_SHORT_UNALIGNED, SHIFT) == 160
        && frontEnd.get(JAVA_BYTE, CEPSTRA) == 13 && frontEnd.get(JAVA_BYTE, REMOVE_NOISE) == 1
        && frontEnd.get(JAVA_BYTE, REMOVE_SILENCE) == 0;
  }

  /// Switches it. Call between two utterances, where [#isOn] was true once.
  void set(boolean on) {
    frontEnd.set(JAVA_BYTE, REMOVE_NOISE, (byte) (on ? 1 : 0));
  }
}
