package dev.earshot.core.audio;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.audio.Sound.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowCutterTest {
  static final List<Integer> RATES = AudioFormat.RATES;
  private static final Duration LENGTH = Duration.ofMillis(100);

  @ParameterizedTest
  @FieldSource("RATES")
  void take_cutAnywhere_givesTheSameWindows(int rate) {
    for (var seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      var bytes = noise(random, random.nextInt(2, 20_000));
      assertThat(told(inPieces(cutter(rate), bytes, random))).as("seed %d", seed)
          .isEqualTo(told(whole(cutter(rate), bytes)));
    }
  }

  @ParameterizedTest
  @FieldSource("RATES")
  void take_cutAnywhere_tilesTheCaptureClock(int rate) {
    for (var seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      var windows = inPieces(cutter(rate), noise(random, random.nextInt(2, 20_000)), random);
      var expected = 0L;
      for (var window : windows) {
        assertThat(window.fromSample()).as("seed %d", seed).isEqualTo(expected);
        expected = window.toSample();
      }
    }
  }

  @ParameterizedTest
  @FieldSource("RATES")
  void take_cutAnywhere_capturesEveryWholeSample(int rate) {
    for (var seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      var bytes = noise(random, random.nextInt(20_000));
      var windows = inPieces(cutter(rate), bytes, random);
      assertThat(windows.stream().mapToLong(Window::captured).sum()).as("seed %d", seed)
          .isEqualTo(bytes.length / 2);
    }
  }

  @ParameterizedTest
  @FieldSource("RATES")
  void end_cutAnywhere_hasGivenTheRatioOfSamples(int rate) {
    for (var seed = 0; seed < 20; seed++) {
      var random = new Random(seed);
      var bytes = noise(random, random.nextInt(20_000));
      var windows = inPieces(cutter(rate), bytes, random);
      assertThat(windows.stream().mapToLong(window -> window.pcm().length).sum())
          .as("seed %d", seed)
          .isEqualTo(Math.ceilDiv((long) bytes.length / 2 * Sound.RATE_HZ, (long) rate));
    }
  }

  @ParameterizedTest
  @FieldSource("RATES")
  void end_cutAnywhere_hasGivenTheResampledSound(int rate) {
    var random = new Random(5);
    var bytes = noise(random, 9_999);
    var sound = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    var samples = new short[bytes.length / 2];
    sound.get(samples);
    var resampler = Resampler.from(rate);
    var expected = ShortBuffer.allocate(samples.length * 2 + 10)
        .put(resampler.resample(samples, samples.length))
        .put(resampler.drain())
        .flip();
    var heard = ShortBuffer.allocate(expected.remaining());
    inPieces(cutter(rate), bytes, random).forEach(window -> heard.put(window.pcm()));
    assertThat(heard.flip()).isEqualTo(expected);
  }

  @ParameterizedTest
  @FieldSource("RATES")
  void take_anyRate_givesFullWindowsOfTheLength(int rate) {
    var windows = new ArrayList<Window>();
    cutter(rate).take(ByteBuffer.wrap(new byte[rate * 2]), windows::add);
    assertThat(windows).extracting(Window::captured)
        .containsOnly(AudioFormat.pcm16(rate).samplesIn(100));
  }

  @Test
  void take_bytes_readsThemLittleEndian() {
    var cutter = cutter(16_000);
    cutter.take(ByteBuffer.wrap(new byte[]{0x34, 0x12, (byte) 0xff, (byte) 0x80}), _ -> {});
    assertThat(requireNonNull(cutter.end()).pcm()).containsExactly(0x1234, (short) 0x80ff);
  }

  @Test
  void take_frame_readsAllOfIt() {
    var frame = ByteBuffer.wrap(new byte[7_777]);
    cutter(16_000).take(frame, _ -> {});
    assertThat(frame.hasRemaining()).isFalse();
  }

  @Test
  void take_partOfABuffer_readsOnlyThat() {
    var cutter = cutter(16_000);
    cutter.take(ByteBuffer.wrap(new byte[100], 10, 20), _ -> {});
    assertThat(cutter.captured()).isEqualTo(10);
  }

  @Test
  void captured_samplesNotYetCut_countsThem() {
    var cutter = cutter(16_000);
    cutter.take(ByteBuffer.wrap(new byte[3_200 + 8]), _ -> {});
    assertThat(cutter.captured()).isEqualTo(1_604);
  }

  @Test
  void captured_halfASample_doesNotCountIt() {
    var cutter = cutter(16_000);
    cutter.take(ByteBuffer.wrap(new byte[3]), _ -> {});
    assertThat(cutter.captured()).isEqualTo(1);
  }

  @Test
  void cutShort_samplesGathered_handsThemOn() {
    var windows = new ArrayList<Window>();
    var cutter = cutter(16_000);
    cutter.take(ByteBuffer.wrap(new byte[20]), windows::add);
    cutter.cutShort(windows::add);
    assertThat(windows).extracting(Window::toString).containsExactly("Window[0..10)");
  }

  @Test
  void cutShort_nothingGathered_handsOnNothing() {
    var windows = new ArrayList<Window>();
    cutter(16_000).cutShort(windows::add);
    assertThat(windows).isEmpty();
  }

  @Test
  void cutShort_halfASample_keepsItForTheNextWindow() {
    var windows = new ArrayList<Window>();
    var cutter = cutter(16_000);
    cutter.take(ByteBuffer.wrap(new byte[]{1, 0, 2}), windows::add);
    cutter.cutShort(windows::add);
    cutter.take(ByteBuffer.wrap(new byte[]{0}), windows::add);
    assertThat(requireNonNull(cutter.end()).pcm()).containsExactly(2);
  }

  @Test
  void end_samplesGathered_givesThem() {
    var cutter = cutter(16_000);
    cutter.take(ByteBuffer.wrap(new byte[3_200 + 20]), _ -> {});
    assertThat(cutter.end()).hasToString("Window[1600..1610)");
  }

  @Test
  void end_nothingEverCame_givesNone() {
    assertThat(cutter(8_000).end()).isNull();
  }

  @Test
  void end_nothingLeft_givesNone() {
    var cutter = cutter(16_000);
    cutter.take(ByteBuffer.wrap(new byte[3_200]), _ -> {});
    assertThat(cutter.end()).isNull();
  }

  @Test
  void end_onlyTheResamplerHoldsSound_givesThat() {
    var cutter = cutter(8_000);
    cutter.take(ByteBuffer.wrap(new byte[1_600]), _ -> {});
    assertThat(requireNonNull(cutter.end()).pcm()).hasSize(36);
  }

  @Test
  void format_ofTheStream_isKept() {
    assertThat(cutter(44_100).format()).isEqualTo(AudioFormat.pcm16(44_100));
  }

  @Test
  void new_lengthOfAMillisecond_isAllowed() {
    assertThat(new WindowCutter(AudioFormat.pcm16(8_000), Duration.ofMillis(1))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1_000_000, 0, 999, -5_000_000_000_000L})
  void new_lengthBelowAMillisecond_isRefused(long nanos) {
    var length = Duration.ofNanos(nanos);
    assertThatThrownBy(() -> new WindowCutter(AudioFormat.pcm16(8_000), length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("length: " + length + " (expected: >= 1 ms)");
  }

  private static WindowCutter cutter(int rate) {
    return new WindowCutter(AudioFormat.pcm16(rate), LENGTH);
  }

  private static List<Window> whole(WindowCutter cutter, byte[] bytes) {
    var windows = new ArrayList<Window>();
    cutter.take(ByteBuffer.wrap(bytes), windows::add);
    return ended(cutter, windows);
  }

  private static List<Window> inPieces(WindowCutter cutter, byte[] bytes, Random random) {
    var windows = new ArrayList<Window>();
    for (var at = 0; at < bytes.length;) {
      var count = Math.min(random.nextInt(random.nextBoolean() ? 4 : 4_000), bytes.length - at);
      cutter.take(ByteBuffer.wrap(bytes, at, count), windows::add);
      at += count;
    }
    return ended(cutter, windows);
  }

  private static List<Window> ended(WindowCutter cutter, List<Window> windows) {
    var last = cutter.end();
    if (last != null) {
      windows.add(last);
    }
    return windows;
  }

  /// Windows with all that is in them, so that they can be compared.
  private static List<String> told(List<Window> windows) {
    return windows.stream().map(window -> window + Arrays.toString(window.pcm())).toList();
  }

  private static byte[] noise(Random random, int count) {
    var noise = new byte[count];
    random.nextBytes(noise);
    return noise;
  }
}
