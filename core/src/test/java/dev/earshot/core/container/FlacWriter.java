package dev.earshot.core.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Random;

/// Writes FLAC streams in which anything that the format allows occurs, as chance will have it; not small.
final class FlacWriter {
  private static final int[][] FIXED = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};
  private static final int[] CODED_BITS = {8, 12, 16, 20, 24};
  private static final int[] BIT_CODES = {1, 2, 4, 5, 6};

  private final Random random;
  private final int rate;
  private final int channels;
  private final int bits;

  FlacWriter(Random random, int rate, int channels, int bits) {
    this.random = random;
    this.rate = rate;
    this.channels = channels;
    this.bits = bits;
  }

  /// The magic and STREAMINFO, followed by other blocks if there are any.
  byte[] head(byte[]... blocks) {
    var out = new BitWriter();
    out.bits(blocks.length == 0 ? 1 : 0, 1);
    out.bits(34, 31);
    out.bits(16, 16);
    out.bits(65_535, 16);
    out.bits(0, 48);
    out.bits(rate, 20);
    out.bits(channels - 1, 3);
    out.bits(bits - 1, 5);
    out.bits(0, 36);
    out.bits(0, 64);
    out.bits(0, 64);
    return Listening.join("fLaC".getBytes(ISO_8859_1), out.bytes(), Listening.join(blocks));
  }

  /// A block behind the first one.
  static byte[] block(boolean isLast, int type, int size) {
    var out = new BitWriter();
    out.bits(isLast ? 1 : 0, 1);
    out.bits(type, 7);
    out.bits(size, 24);
    return Listening.join(out.bytes(), new byte[size]);
  }

  /// A frame with these samples of each channel.
  byte[] frame(long number, int[][] samples) {
    var size = samples[0].length;
    var sizeBits = size <= 256 && random.nextBoolean() ? 8 : 16;
    var rateBits = random.nextInt(2) * 16;
    var stereo = channels == 2 ? random.nextInt(4) : 0;
    var out = new BitWriter();
    out.bits(0xfff8, 16);
    out.bits(sizeBits == 8 ? 6 : 7, 4);
    out.bits(rateBits == 0 ? 0 : 13, 4);
    out.bits(stereo == 0 ? channels - 1 : 7 + stereo, 4);
    out.bits(bitsCode(), 3);
    out.bits(0, 1);
    number(out, number);
    out.bits(size - 1, sizeBits);
    out.bits(rate, rateBits);
    out.bits(out.crc(8, 0x07), 8);
    var written = stereo == 0 ? samples : decorrelated(samples, stereo);
    for (var channel = 0; channel < channels; channel++) {
      var isSide = stereo != 0 && channel == (stereo == 2 ? 0 : 1);
      new Plane(out, written[channel], isSide ? bits + 1 : bits).write();
    }
    out.align();
    out.bits(out.crc(16, 0x8005), 16);
    return out.bytes();
  }

  /// As UTF-8 writes a character, in up to seven bytes.
  private static void number(BitWriter out, long number) {
    var more = 0;
    while (number >= 1L << (more == 0 ? 7 : 6 + 5 * more)) {
      more++;
    }
    if (more == 0) {
      out.bits(number, 8);
      return;
    }
    out.bits(-2, more + 2);
    out.bits(number >> (6 * more), 6 - more);
    for (var i = more - 1; i >= 0; i--) {
      out.bits(2, 2);
      out.bits(number >> (6 * i), 6);
    }
  }

  private static int[][] decorrelated(int[][] samples, int stereo) {
    var out = new int[2][samples[0].length];
    for (var i = 0; i < out[0].length; i++) {
      var left = samples[0][i];
      var right = samples[1][i];
      out[0][i] = stereo == 1 ? left : stereo == 2 ? left - right : (left + right) >> 1;
      out[1][i] = stereo == 2 ? right : left - right;
    }
    return out;
  }

  private int bitsCode() {
    for (var i = 0; i < CODED_BITS.length; i++) {
      if (CODED_BITS[i] == bits && random.nextBoolean()) {
        return BIT_CODES[i];
      }
    }
    return 0;
  }

  /// One channel of a frame.
  private final class Plane {
    private final BitWriter out;
    private final int[] samples;
    private final int width;
    private final int wasted;

    private Plane(BitWriter out, int[] samples, int width) {
      var all = 0;
      for (var sample : samples) {
        all |= sample;
      }
      this.out = out;
      this.wasted = all == 0 || random.nextBoolean() ? 0 : Integer.numberOfTrailingZeros(all);
      this.samples = samples.clone();
      for (var i = 0; i < samples.length; i++) {
        this.samples[i] >>= wasted;
      }
      this.width = width - wasted;
    }

    private void write() {
      var isConstant = true;
      for (var sample : samples) {
        isConstant &= sample == samples[0];
      }
      var most = Math.min(32, samples.length);
      switch (isConstant ? 0 : random.nextInt(1, 5)) {
        case 0 -> {
          type(0);
          out.bits(samples[0], width);
        }
        case 1 -> verbatim();
        case 2 -> predicted(8, FIXED[random.nextInt(Math.min(4, most) + 1)], 0, 0);
        default -> {
          var precision = random.nextInt(2, 16);
          var coefficients = new int[random.nextInt(1, most + 1)];
          for (var i = 0; i < coefficients.length; i++) {
            coefficients[i] = random.nextInt(-1 << (precision - 1), 1 << (precision - 1));
          }
          predicted(31, coefficients, precision, random.nextInt(16));
        }
      }
    }

    private void type(int code) {
      out.bits(code, 7);
      out.bits(wasted == 0 ? 0 : 1, 1);
      if (wasted > 0) {
        out.unary(wasted - 1);
      }
    }

    private void verbatim() {
      type(1);
      for (var sample : samples) {
        out.bits(sample, width);
      }
    }

    private void predicted(int base, int[] coefficients, int precision, int shift) {
      var order = coefficients.length;
      var residual = new long[samples.length];
      for (var i = order; i < samples.length; i++) {
        var sum = 0L;
        for (var k = 0; k < order; k++) {
          sum += (long) coefficients[k] * samples[i - 1 - k];
        }
        residual[i] = samples[i] - (sum >> shift);
        if (Math.abs(residual[i]) >= 1L << 30) {
          verbatim(); // too wild a guess
          return;
        }
      }
      type(base + order);
      for (var i = 0; i < order; i++) {
        out.bits(samples[i], width);
      }
      if (precision > 0) {
        out.bits(precision - 1, 4);
        out.bits(shift, 5);
        for (var coefficient : coefficients) {
          out.bits(coefficient, precision);
        }
      }
      residual(residual, order);
    }

    private void residual(long[] residual, int order) {
      var method = random.nextInt(2);
      var partitions = random.nextInt(4);
      while (residual.length % (1 << partitions) != 0 || residual.length >> partitions < order) {
        partitions--;
      }
      out.bits(method, 2);
      out.bits(partitions, 4);
      var size = residual.length >> partitions;
      for (var from = 0; from < residual.length; from += size) {
        partition(residual, Math.max(from, order), from + size, method);
      }
    }

    private void partition(long[] residual, int from, int to, int method) {
      var widest = 0;
      for (var i = from; i < to; i++) {
        widest = Math.max(widest, 65 - Long.numberOfLeadingZeros(Math.abs(residual[i])));
      }
      var parameter = Math.max(0, widest - random.nextInt(6));
      var escape = method == 0 ? 15 : 31;
      if (parameter >= escape || random.nextInt(4) == 0) {
        out.bits(escape, 4 + method);
        out.bits(widest, 5);
        for (var i = from; i < to; i++) {
          out.bits(residual[i], widest);
        }
        return;
      }
      out.bits(parameter, 4 + method);
      for (var i = from; i < to; i++) {
        var folded = residual[i] << 1 ^ residual[i] >> 63;
        out.unary((int) (folded >> parameter));
        out.bits(folded, parameter);
      }
    }
  }
}
