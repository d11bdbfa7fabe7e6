package dev.earshot.core.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlacSoundTest {
  static final List<Integer> RATES = AudioFormat.RATES;
  private static final int SEEDS = 300;

  /// Whatever a writer may choose to do, the samples are those that went in.
  @ParameterizedTest
  @CsvSource({"1,16", "2,16", "2,24", "1,24", "8,16", "1,8", "2,12", "3,20", "2,4", "1,17"})
  void read_anythingThatTheFormatAllows_givesItsSamples(int channels, int bits) {
    for (var seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      var flac = new FlacWriter(random, 16_000, channels, bits);
      var expected = new ArrayList<List<Short>>();
      for (var i = 0; i < channels; i++) {
        expected.add(new ArrayList<>());
      }
      var bytes = flac.head();
      for (var frame = 0; frame < 3; frame++) {
        var samples = samples(random, channels, bits, random.nextInt(1, 300));
        bytes = Listening.join(bytes, flac.frame(random.nextLong(1L << 36), samples));
        for (var i = 0; i < channels; i++) {
          for (var sample : samples[i]) {
            expected.get(i)
                .add((short) (bits > 16 ? sample >> (bits - 16) : sample << (16 - bits)));
          }
        }
      }
      var heard = Listening.inPieces(random, bytes);
      assertThat(heard.problem()).as("seed %d", seed).isNull();
      assertThat(heard.samples()).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @FieldSource("RATES")
  void open_anyRate_isTheFormats(int rate) {
    var flac = new FlacWriter(new Random(1), rate, 1, 16);
    var heard = Listening.whole(Listening.join(flac.head(), flac.frame(0, new int[][]{{1, 2, 3}})));
    assertThat(heard.format()).isEqualTo(new AudioFormat(Codec.FLAC, rate));
    assertThat(heard.channel(0)).containsExactly((short) 1, (short) 2, (short) 3);
  }

  @Test
  void read_blocksBeforeTheSound_areNotHeard() {
    var flac = new FlacWriter(new Random(1), 16_000, 1, 16);
    var heard = Listening.inSteps(1_000,
        Listening.join(
            flac.head(FlacWriter.block(false, 4, 40), FlacWriter.block(true, 6, 200_000)),
            flac.frame(0, new int[][]{{5}})));
    assertThat(heard.channel(0)).containsExactly((short) 5);
    assertThat(heard.problem()).isNull();
  }

  /// A few bytes may hold much sound, but never more than the reader has room for.
  @Test
  void read_longestFrameOfOneValue_comesInSteps() {
    var flac = new FlacWriter(new Random(1), 16_000, 2, 16);
    var silence = flac.frame(0, new int[2][65_535]);
    assertThat(silence).hasSizeLessThan(20);
    var heard = Listening.whole(Listening.join(flac.head(), silence, silence));
    assertThat(heard.channel(1)).hasSize(2 * 65_535);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "4410|1|16|sample rate: 4410 (expected: one of [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000]) at 8",
      "8000|1|32|bits per sample: 32 (expected: 4..24) at 8",
      "8000|1|3|bits per sample: 3 (expected: 4..24) at 8"})
  void open_formatThatNobodyCanHear_saysWhy(int rate, int channels, int bits, String problem) {
    var flac = new FlacWriter(new Random(1), rate, channels, bits);
    assertThat(Listening.whole(flac.head()).problem()).isEqualTo(problem);
  }

  @Test
  void open_noStreamInfoFirst_isRefused() {
    var bytes = new FlacWriter(new Random(1), 8_000, 1, 16).head();
    bytes[4] = 4;
    assertThat(Listening.whole(bytes).problem())
        .isEqualTo("first block: 67108898 (expected: type 0 of 34 bytes) at 4");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 127})
  void read_blockOfNoType_isRefused(int type) {
    var flac = new FlacWriter(new Random(1), 8_000, 1, 16);
    assertThat(Listening.whole(flac.head(FlacWriter.block(true, type, 4))).problem())
        .isEqualTo("block type: " + type + " (expected: 1..126) at 42");
  }

  /// Every bit of a frame is under a check: what was changed is never heard.
  @Test
  void read_anyBitOfAFrameChanged_isNotHeard() {
    for (var seed = 0; seed < 40; seed++) {
      var random = new Random(seed);
      var flac = new FlacWriter(random, 16_000, 2, 16);
      var frame = flac.frame(seed, samples(random, 2, 16, 20));
      for (var bit = 0; bit < frame.length * 8; bit++) {
        var wrong = frame.clone();
        wrong[bit / 8] ^= (byte) (1 << bit % 8);
        var heard = Listening.whole(Listening.join(flac.head(), wrong));
        assertThat(heard.channel(0)).as("seed %d, bit %d", seed, bit).isEmpty();
      }
    }
  }

  /// The checks are right here, so what is wrong must be found by what it says.
  @ParameterizedTest
  @CsvSource({"2, 0, block size", "2, 31, sample rate", "2, 20, sample rate",
      "3, 176, channel assignment",
      "3, 16, channels", "3, 6, bits per sample", "3, 1, reserved bit", "1, 250, frame sync"})
  void read_headThatDisagrees_isRefused(int at, int value, String what) {
    var out = new BitWriter();
    var head = new byte[]{(byte) 0xff, (byte) 0xf8, 0x10, 0x08, 0};
    head[at] = (byte) value;
    for (var next : head) {
      out.bits(next, 8);
    }
    for (var i = 0; i < 2; i++) {
      out.bits(out.crc(8, 0x07), 8); // whether an extra byte is expected or not
    }
    var flac = new FlacWriter(new Random(1), 16_000, 1, 16);
    assertThat(Listening.whole(Listening.join(flac.head(), out.bytes(), new byte[100])).problem())
        .startsWith(what + ": ");
  }

  @Test
  void read_zerosWithoutEnd_areNotFollowed() {
    var out = new BitWriter();
    for (var next : new int[]{0xff, 0xf8, 0x10, 0x08, 0}) {
      out.bits(next, 8);
    }
    out.bits(out.crc(8, 0x07), 8);
    out.bits(8 << 1, 8); // a fixed predictor of order 0
    out.bits(0, 10); // Rice codes in one partition, with parameter 0
    var flac = new FlacWriter(new Random(1), 16_000, 1, 16);
    var heard = Listening.inSteps(1_000,
        Listening.join(flac.head(), out.bytes(), new byte[2_000_000]));
    assertThat(heard.problem()).isEqualTo("zeros: 1048582 (expected: 0..1048576) at 131123");
  }

  private static int[][] samples(Random random, int channels, int bits, int size) {
    var samples = new int[channels][size];
    for (var plane : samples) {
      if (random.nextInt(6) == 0) {
        Arrays.fill(plane, random.nextInt(-1 << (bits - 1), 1 << (bits - 1)));
        continue;
      }
      var loud = random.nextInt(1, bits);
      var even = random.nextInt(3) == 0 ? random.nextInt(bits - 1) : 0;
      for (var i = 0; i < size; i++) {
        plane[i] = random.nextInt(-1 << loud, 1 << loud) >> even << even;
        plane[i] = Math.clamp(plane[i], -1 << (bits - 1), (1 << (bits - 1)) - 1) >> even << even;
      }
    }
    return samples;
  }
}
