package dev.earshot.core.container;

import dev.earshot.core.audio.UnreadableSoundException;

/// What a FLAC predictor got wrong, in Rice codes by partitions (RFC 9639 section 9.2.7). It is read as
/// far as the bits have come, and goes on from there.
final class Residual {
  private enum Step {
    METHOD, PARAMETER, ESCAPE, SAMPLES
  }

  private static final int ESCAPE_BITS = 5;

  private Step step = Step.METHOD;
  private int size;
  private int at;
  private int partition;
  private int partitionEnd;
  private int parameterBits;
  private int parameter;
  private boolean raw;
  private int quotient;

  /// Before the first bit.
  ///
  /// @param blockSize samples of the subframe
  /// @param order of them that came before, and are not in the residual
  void begin(int blockSize, int order) {
    step = Step.METHOD;
    size = blockSize;
    at = order;
    quotient = -1;
  }

  /// Reads on.
  ///
  /// @return whether all is here
  boolean read(Bits bits, int[] out) throws UnreadableSoundException {
    while (step != Step.SAMPLES || at < size) {
      if (!go(bits, out)) {
        return false;
      }
    }
    return true;
  }

  private boolean go(Bits bits, int[] out) throws UnreadableSoundException {
    return switch (step) {
      case METHOD -> bits.has(6) && method(bits);
      case PARAMETER -> bits.has(parameterBits) && parameter(bits);
      case ESCAPE -> bits.has(ESCAPE_BITS) && escape(bits);
      case SAMPLES -> raw ? plain(bits, out) : coded(bits, out);
    };
  }

  private boolean method(Bits bits) throws UnreadableSoundException {
    var method = bits.read(2);
    Container.expect(method <= 1, "residual method", method, "0..1", bits.offset());
    parameterBits = 4 + method;
    var order = bits.read(4);
    partition = size >> order;
    Container.expect(partition << order == size && partition >= at, "partition order", order,
        "one that divides " + size + " samples", bits.offset());
    partitionEnd = partition;
    step = Step.PARAMETER;
    return true;
  }

  private boolean parameter(Bits bits) {
    parameter = bits.read(parameterBits);
    raw = parameter == (1 << parameterBits) - 1;
    step = raw ? Step.ESCAPE : Step.SAMPLES;
    return true;
  }

  private boolean escape(Bits bits) {
    parameter = bits.read(ESCAPE_BITS);
    step = Step.SAMPLES;
    return true;
  }

  private boolean plain(Bits bits, int[] out) throws UnreadableSoundException {
    for (; at < partitionEnd; at++) {
      if (!bits.has(parameter)) {
        return false;
      }
      out[at] = bits.signed(parameter);
    }
    return nextPartition();
  }

  private boolean coded(Bits bits, int[] out) throws UnreadableSoundException {
    for (; at < partitionEnd; at++) {
      if (quotient < 0) {
        quotient = bits.unary();
      }
      if (quotient < 0 || !bits.has(parameter)) {
        return false;
      }
      var folded = (long) quotient << parameter | bits.read(parameter);
      Container.expect(folded <= 0xffff_ffffL, "residual", folded, "32 bits", bits.offset());
      out[at] = (int) (folded >>> 1) ^ -(int) (folded & 1);
      quotient = -1;
    }
    return nextPartition();
  }

  /// The samples of the last one are all: then nothing is left to read.
  private boolean nextPartition() {
    if (at < size) {
      partitionEnd += partition;
      step = Step.PARAMETER;
    }
    return true;
  }
}
