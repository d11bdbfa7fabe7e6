package dev.earshot.core.audio;

/// What the 256 codes of each law of ITU-T G.711 mean, in 16 bits.
final class G711 {
  static final short[] MULAW = new short[256];
  static final short[] ALAW = new short[256];
  /// What mu-law adds before it takes the logarithm.
  private static final int BIAS = 0x84;
  /// A-law turns every other bit around, so that silence is no row of zeros.
  private static final int ALTERNATE = 0x55;

  static {
    for (var code = 0; code < 256; code++) {
      MULAW[code] = mulaw(~code);
      ALAW[code] = alaw(code ^ ALTERNATE);
    }
  }

  private G711() {}

  /// A sign, three bits of exponent, four of mantissa; the sign's bit means below zero.
  private static short mulaw(int bits) {
    var size = ((((bits & 0xf) << 3) + BIAS) << exponent(bits)) - BIAS;
    return (short) ((bits & 0x80) == 0 ? size : -size);
  }

  /// The same, but exponents 0 and 1 are one straight line, and the sign's bit means above zero.
  private static short alaw(int bits) {
    var exponent = exponent(bits);
    var mantissa = ((bits & 0xf) << 4) + 8;
    var size = exponent == 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
    return (short) ((bits & 0x80) == 0 ? -size : size);
  }

  private static int exponent(int bits) {
    return (bits >> 4) & 7;
  }
}
