package dev.earshot.core.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplerTest {
  static final List<Integer> RATES = AudioFormat.RATES;
  private static final int EDGE = 1_600; // where a tone begins or ends it is no tone
  private static final double LOUD = 16_000;

  static Stream<Arguments> ratesAndTones() {
    return RATES.stream()
        .flatMap(rate -> Stream.of(300, 1_000, 3_000).map(hz -> arguments(rate, hz)));
  }

  static Stream<Arguments> ratesAndTonesAboveNyquist() {
    return RATES.stream()
        .filter(rate -> rate > Sound.RATE_HZ)
        .flatMap(rate -> Stream.of(8_600, 9_000, 10_000, 15_000, 21_000)
            .filter(hz -> hz < rate / 2)
            .map(hz -> arguments(rate, hz)));
  }

  @ParameterizedTest
  @MethodSource("ratesAndTones")
  void resample_toneInPassBand_keepsItCleanBy80dB(int rate, int hz) {
    assertThat(heard(rate, hz).snrDb()).isGreaterThan(80);
  }

  @ParameterizedTest
  @MethodSource("ratesAndTones")
  void resample_toneInPassBand_keepsItsLoudness(int rate, int hz) {
    assertThat(heard(rate, hz).amplitude()).isCloseTo(LOUD, within(LOUD * 0.001));
  }

  @ParameterizedTest
  @MethodSource("ratesAndTones")
  void resample_tone_soundsAtItsOwnTime(int rate, int hz) {
    var lateBySamples = heard(rate, hz).phase() / (2 * Math.PI * hz / Sound.RATE_HZ);
    assertThat(lateBySamples).isCloseTo(0, within(0.001));
  }

  @ParameterizedTest
  @MethodSource("ratesAndTonesAboveNyquist")
  void resample_toneAboveNewNyquist_isGone(int rate, int hz) {
    var in = Tone.samples(hz, rate, LOUD, rate);
    var out = whole(Resampler.from(rate), in);
    var leakDb = 20 * Math.log10(Tone.loudness(out, EDGE, out.length - EDGE)
        / Tone.loudness(in, EDGE, in.length - EDGE));
    assertThat(leakDb).isLessThan(-60);
  }

  @ParameterizedTest
  @FieldSource("RATES")
  void resample_click_peaksAtItsOwnTime(int rate) {
    var in = new short[rate];
    in[rate / 5] = 30_000; // at 200 ms, a whole sample in every rate
    var out = whole(Resampler.from(rate), in);
    var peak = 0;
    for (var i = 0; i < out.length; i++) {
      peak = Math.abs(out[i]) > Math.abs(out[peak]) ? i : peak;
    }
    assertThat(peak).isEqualTo(Sound.RATE_HZ / 5);
  }

  @ParameterizedTest
  @FieldSource("RATES")
  void drain_anyLength_givesTheRatioOfSamples(int rate) {
    var seed = 1;
    var random = new Random(seed);
    for (var round = 0; round < 50; round++) {
      var count = random.nextInt(1, 3_000);
      var out = whole(Resampler.from(rate), noise(random, count));
      assertThat(out.length).as("%d samples, seed %d", count, seed)
          .isEqualTo(Math.toIntExact(Math.ceilDiv((long) count * Sound.RATE_HZ, (long) rate)));
    }
  }

  @ParameterizedTest
  @FieldSource("RATES")
  void resample_cutAnywhere_givesTheSame(int rate) {
    for (var seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      var in = noise(random, 5_000);
      assertThat(inPieces(Resampler.from(rate), in, random)).as("seed %d", seed)
          .isEqualTo(whole(Resampler.from(rate), in));
    }
  }

  @ParameterizedTest
  @FieldSource("RATES")
  void drain_endOfStream_startsAnew(int rate) {
    var in = noise(new Random(7), 2_000);
    var resampler = Resampler.from(rate);
    var first = whole(resampler, in);
    assertThat(whole(resampler, in)).isEqualTo(first);
  }

  @ParameterizedTest
  @FieldSource("RATES")
  void resample_fullScaleSquare_neverWrapsAround(int rate) {
    var in = new short[rate];
    for (var i = 0; i < in.length; i++) {
      in[i] = i < rate / 2 ? Short.MAX_VALUE : Short.MIN_VALUE;
    }
    var out = whole(Resampler.from(rate), in);
    var firstHalf = Arrays.copyOf(out, Sound.RATE_HZ / 2 - 10);
    assertThat(firstHalf).doesNotContain(Short.MIN_VALUE);
  }

  @ParameterizedTest
  @FieldSource("RATES")
  void resample_constant_staysTheSame(int rate) {
    var in = new short[rate];
    Arrays.fill(in, (short) 1_000);
    var out = whole(Resampler.from(rate), in);
    assertThat(Arrays.copyOfRange(out, EDGE, out.length - EDGE)).containsOnly((short) 1_000);
  }

  @Test
  void resample_sameRate_keepsEveryBit() {
    var in = noise(new Random(3), 4_000);
    assertThat(whole(Resampler.from(Sound.RATE_HZ), in)).isEqualTo(in);
  }

  @Test
  void resample_sameRate_givesAnArrayOfItsOwn() {
    var in = noise(new Random(3), 10);
    assertThat(Resampler.from(Sound.RATE_HZ).resample(in, 10)).isNotSameAs(in);
  }

  @Test
  void resample_fewerThanTheArrayHolds_readsOnlyThose() {
    var resampler = Resampler.from(8_000);
    resampler.resample(noise(new Random(3), 100), 10);
    assertThat(resampler.drain()).hasSizeLessThanOrEqualTo(36);
  }

  @ParameterizedTest
  @FieldSource("RATES")
  void resample_window_allocatesOnlyItsResult(int rate) {
    var resampler = Resampler.from(rate);
    var window = noise(new Random(3), rate / 10);
    resampler.resample(window, window.length);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var before = threads.getCurrentThreadAllocatedBytes();
    for (var i = 0; i < 100; i++) {
      resampler.resample(window, window.length);
    }
    var perWindow = (threads.getCurrentThreadAllocatedBytes() - before) / 100;
    assertThat(perWindow).isLessThan(Sound.RATE_HZ / 10 * 2 + 64);
  }

  @ParameterizedTest
  @MethodSource("ratesAndTones")
  void to_toneInPassBand_keepsItCleanLoudAndInTime(int rate, int hz) {
    var out = whole(Resampler.to(rate), Tone.samples(hz, Sound.RATE_HZ, LOUD, Sound.RATE_HZ));
    var tone = Tone.in(out, EDGE, out.length - EDGE, hz, rate);
    assertThat(out).hasSize(rate);
    assertThat(tone.snrDb()).isGreaterThan(80);
    assertThat(tone.amplitude()).isCloseTo(LOUD, within(LOUD * 0.001));
    assertThat(tone.phase() / (2 * Math.PI * hz / rate)).isCloseTo(0, within(0.001));
  }

  /// What a voice has above 7.4 kHz is lost; a mirror image above 8 kHz would be heard.
  @Test
  void to_higherRate_addsNoMirrorImage() {
    var hz = 6_500;
    var out = whole(Resampler.to(24_000), Tone.samples(hz, Sound.RATE_HZ, LOUD, Sound.RATE_HZ));
    var image = Tone.in(out, EDGE, out.length - EDGE, Sound.RATE_HZ - hz, 24_000);
    assertThat(20 * Math.log10(image.amplitude() / LOUD)).isLessThan(-80);
  }

  @Test
  void to_cutAnywhere_givesTheSame() {
    var random = new Random(11);
    var in = noise(random, 5_000);
    assertThat(inPieces(Resampler.to(24_000), in, random))
        .isEqualTo(whole(Resampler.to(24_000), in));
  }

  /// What is heard of one second of this tone, without its ends.
  private static Tone heard(int rate, int hz) {
    var out = whole(Resampler.from(rate), Tone.samples(hz, rate, LOUD, rate));
    return Tone.in(out, EDGE, out.length - EDGE, hz, Sound.RATE_HZ);
  }

  private static short[] whole(Resampler resampler, short[] in) {
    return join(resampler.resample(in, in.length), resampler.drain());
  }

  private static short[] inPieces(Resampler resampler, short[] in, Random random) {
    var out = new short[0];
    for (var at = 0; at < in.length;) {
      var count = Math.min(random.nextInt(400), in.length - at);
      out = join(out, resampler.resample(Arrays.copyOfRange(in, at, at + count), count));
      at += count;
    }
    return join(out, resampler.drain());
  }

  private static short[] join(short[] head, short[] tail) {
    var both = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, both, head.length, tail.length);
    return both;
  }

  private static short[] noise(Random random, int count) {
    var noise = new short[count];
    for (var i = 0; i < count; i++) {
      noise[i] = (short) random.nextInt(-20_000, 20_000);
    }
    return noise;
  }
}
