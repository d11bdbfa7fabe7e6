package dev.earshot.core.audio;

import java.nio.ByteBuffer;

/// How one raw sample is written, little endian, and what it is in 16 bits.
public enum SampleCoding {
  /// Unsigned 8-bit: 128 is silence.
  PCM8(1) {
    @Override
    short read(ByteBuffer bytes, int at) {
      return (short) (((bytes.get(at) & 0xff) - 128) << 8);
    }
  },
  /// Signed 16-bit.
  PCM16(2) {
    @Override
    short read(ByteBuffer bytes, int at) {
      return high(bytes, at);
    }
  },
  /// Signed 24-bit; the lowest 8 are left out.
  PCM24(3) {
    @Override
    short read(ByteBuffer bytes, int at) {
      return high(bytes, at + 1);
    }
  },
  /// Signed 32-bit; the lowest 16 are left out.
  PCM32(4) {
    @Override
    short read(ByteBuffer bytes, int at) {
      return high(bytes, at + 2);
    }
  },
  /// 32-bit floating point, full scale at 1: what is louder is clipped, and no number is silence.
  FLOAT32(4) {
    @Override
    short read(ByteBuffer bytes, int at) {
      var bits = (high(bytes, at + 2) << 16) | (high(bytes, at) & 0xffff);
      var scaled = Math.round(Float.intBitsToFloat(bits) * FULL_SCALE);
      return (short) Math.clamp(scaled, Short.MIN_VALUE, Short.MAX_VALUE);
    }
  },
  /// G.711 mu-law, 8 bits.
  MULAW(1) {
    @Override
    short read(ByteBuffer bytes, int at) {
      return G711.MULAW[bytes.get(at) & 0xff];
    }
  },
  /// G.711 A-law, 8 bits.
  ALAW(1) {
    @Override
    short read(ByteBuffer bytes, int at) {
      return G711.ALAW[bytes.get(at) & 0xff];
    }
  };

  private static final float FULL_SCALE = 32_768;

  private final int width;

  SampleCoding(int width) {
    this.width = width;
  }

  /// Bytes that a sample takes, 1 to 4.
  public int bytes() {
    return width;
  }

  /// The sample that begins at this index.
  abstract short read(ByteBuffer bytes, int at);

  private static short high(ByteBuffer bytes, int at) {
    return (short) ((bytes.get(at) & 0xff) | (bytes.get(at + 1) << 8));
  }
}
