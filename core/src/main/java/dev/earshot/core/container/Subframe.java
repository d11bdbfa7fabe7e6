package dev.earshot.core.container;

import dev.earshot.core.audio.UnreadableSoundException;
import java.util.Arrays;

/// One channel of one FLAC frame (RFC 9639 section 9.2): a constant, plain samples, or a predictor and
/// what it got wrong. It is read as far as the bits have come, and goes on from there.
final class Subframe {
  private enum Step {
    TYPE, WASTED, PLAIN, SHAPE, COEFFICIENTS, RESIDUAL, DONE
  }

  private enum Type {
    CONSTANT, VERBATIM, FIXED, LINEAR
  }

  private static final int FIXED = 8;
  private static final int LINEAR = 32;

  private final Residual residual = new Residual();
  private final Prediction prediction = new Prediction();
  private Step step = Step.TYPE;
  private Type type = Type.CONSTANT;
  private int size;
  private int width;
  private int wasted;
  private int order;
  private int precision;
  private int at;

  /// Before the first bit.
  ///
  /// @param blockSize samples, 1 or more
  /// @param sampleBits of each
  void begin(int blockSize, int sampleBits) {
    step = Step.TYPE;
    size = blockSize;
    width = sampleBits;
    wasted = 0;
    at = 0;
  }

  /// Reads on.
  ///
  /// @param out the samples, as many as the block has; right when all is here
  /// @return whether all is here
  boolean read(Bits bits, int[] out) throws UnreadableSoundException {
    while (step != Step.DONE) {
      if (!go(bits, out)) {
        return false;
      }
    }
    return true;
  }

  private boolean go(Bits bits, int[] out) throws UnreadableSoundException {
    return switch (step) {
      case TYPE -> bits.has(8) && type(bits);
      case WASTED -> wasted(bits);
      case PLAIN -> plain(bits, out);
      case SHAPE -> bits.has(9) && shape(bits);
      case COEFFICIENTS -> coefficients(bits);
      case RESIDUAL -> residual.read(bits, out) && restore(out);
      case DONE -> true;
    };
  }

  private boolean type(Bits bits) throws UnreadableSoundException {
    var code = bits.read(7);
    type = switch (code) {
      case 0 -> Type.CONSTANT;
      case 1 -> Type.VERBATIM;
      default -> code < LINEAR ? Type.FIXED : Type.LINEAR;
    };
    order = switch (type) {
      case CONSTANT -> 1;
      case VERBATIM -> size;
      case FIXED -> code - FIXED;
      case LINEAR -> code - LINEAR + 1;
    };
    Container.expect(code < 2 || (code >= FIXED && code <= FIXED + 4)
        || (code >= LINEAR && code < 2 * LINEAR), "subframe type", code, "0, 1, 8..12, 32..63",
        bits.offset());
    Container.expect(order <= size, "predictor order", order, "0.." + size, bits.offset());
    step = bits.read(1) == 1 ? Step.WASTED : Step.PLAIN;
    return true;
  }

  private boolean wasted(Bits bits) throws UnreadableSoundException {
    var zeros = bits.unary();
    if (zeros < 0) {
      return false;
    }
    wasted = zeros + 1;
    Container.expect(wasted < width, "wasted bits", wasted, "1.." + (width - 1), bits.offset());
    width -= wasted;
    step = Step.PLAIN;
    return true;
  }

  private boolean plain(Bits bits, int[] out) throws UnreadableSoundException {
    for (; at < order; at++) {
      if (!bits.has(width)) {
        return false;
      }
      out[at] = bits.signed(width);
    }
    return switch (type) {
      case CONSTANT -> {
        Arrays.fill(out, 0, size, out[0]);
        yield finish(out);
      }
      case VERBATIM -> finish(out);
      case FIXED -> {
        prediction.fixed(order);
        yield beginResidual();
      }
      case LINEAR -> {
        step = Step.SHAPE;
        yield true;
      }
    };
  }

  private boolean shape(Bits bits) throws UnreadableSoundException {
    precision = bits.read(4) + 1;
    Container.expect(precision < 16, "coefficient precision", precision, "1..15", bits.offset());
    var shift = bits.signed(5);
    Container.expect(shift >= 0, "prediction shift", shift, "0..15", bits.offset());
    prediction.linear(order, shift);
    at = 0;
    step = Step.COEFFICIENTS;
    return true;
  }

  private boolean coefficients(Bits bits) throws UnreadableSoundException {
    for (; at < order; at++) {
      if (!bits.has(precision)) {
        return false;
      }
      prediction.coefficient(at, bits.signed(precision));
    }
    return beginResidual();
  }

  private boolean beginResidual() {
    residual.begin(size, order);
    step = Step.RESIDUAL;
    return true;
  }

  private boolean restore(int[] out) {
    prediction.restore(out, size);
    return finish(out);
  }

  private boolean finish(int[] out) {
    if (wasted > 0) {
      for (var i = 0; i < size; i++) {
        out[i] <<= wasted;
      }
    }
    step = Step.DONE;
    return true;
  }
}
