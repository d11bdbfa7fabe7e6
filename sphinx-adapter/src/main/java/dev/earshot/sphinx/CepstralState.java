package dev.earshot.sphinx;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/// The decoder's own [CepstralMean], read and written where the C structures keep it: the library's
/// functions can set the mean, but cannot put it back exactly as it was.
///
/// ```
/// feat_t +88  cmn_t *                     cmn_t  +0 float *mean  +16 float *sum  +24 int nframe  +28 int veclen
/// ```
///
/// The offsets are those of the one frozen version on 64-bit Linux, so [#matches] is asked first.
@SuppressWarnings("restricted") // the caller has asked for native access
final class CepstralState {
  private static final int WIDTH = 13;
  /// Where a `feat_t` of the version that we know points to its `cmn_t`.
  static final int IN_FEAT = 88;
  private static final int SUM = 16;
  private static final int FRAMES = 24;
  private static final int VECTOR_LENGTH = 28;

  private final MemorySegment cmn;

  /// @param feat the decoder's `feat_t`
  /// @param at offset of the pointer in it: [#IN_FEAT]
  CepstralState(MemorySegment feat, int at) {
    this.cmn = feat.reinterpret(at + ADDRESS.byteSize())
        .get(ADDRESS, at)
        .reinterpret(VECTOR_LENGTH + JAVA_INT.byteSize());
  }

  /// Whether what stands there is the mean that a new decoder takes from its model.
  boolean matches(float[] ofModel) {
    return cmn.address() != 0 && cmn.get(JAVA_INT, VECTOR_LENGTH) == WIDTH
        && cmn.get(JAVA_INT, FRAMES) == 0 && read().isMean(ofModel);
  }

  CepstralMean read() {
    return new CepstralMean(vector(0).toArray(JAVA_FLOAT), vector(SUM).toArray(JAVA_FLOAT),
        cmn.get(JAVA_INT, FRAMES));
  }

  void write(CepstralMean state) {
    MemorySegment.copy(state.mean(), 0, vector(0), JAVA_FLOAT, 0, WIDTH);
    MemorySegment.copy(state.sum(), 0, vector(SUM), JAVA_FLOAT, 0, WIDTH);
    cmn.set(JAVA_INT, FRAMES, state.frames());
  }

  private MemorySegment vector(int offset) {
    return cmn.get(ADDRESS, offset).reinterpret(WIDTH * JAVA_FLOAT.byteSize());
  }
}
