package dev.earshot.core.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.Hums;
import dev.earshot.core.audio.LateSound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.audio.WindowCutter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TapeTest {
  private static final AudioFormat OPUS = new AudioFormat(Codec.OPUS, 16_000);
  private static final AudioFormat PCM = AudioFormat.pcm16(16_000);
  private static final Duration MOST = Duration.ofSeconds(15);
  private static final int MUCH = 512 * 1_024;

  private final Random random = new Random(6);

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 60, 120})
  void again_anyCut_tilesTheClockWithTheSameSound(int millis) {
    var tape = new Tape(OPUS, MOST, MUCH, new Shelf());
    var windows = hums(0, millis, 60, 3_000);
    windows.forEach(tape::record);
    for (var cut = 0L; cut < tape.toSample(); cut += 1 + random.nextInt(900)) {
      assertThat(told(tape.again(cut, new LateSound()), cut)).as("from %d", cut)
          .isEqualTo(samples(windows, cut));
    }
  }

  @Test
  void again_behindTheEnd_isEmpty() {
    var tape = new Tape(OPUS, MOST, MUCH, new Shelf());
    hums(0, 20, 60, 1_000).forEach(tape::record);

    assertThat(tape.again(tape.toSample(), new LateSound()).hasNext()).isFalse();
  }

  /// Ten packets of the pre-roll make a decoder know the stream.
  @ParameterizedTest
  @ValueSource(longs = {16_000, 16_001, 17_599, 17_600, 40_000})
  void again_decoderThatMustKnowTheStream_hasHeardWhatIsBefore(long cut) {
    var tape = new Tape(OPUS, MOST, MUCH, new Shelf());
    var windows = hums(10, 20, 60, 5_000);
    windows.forEach(tape::record);
    tape.forgetTo(cut);

    assertThat(told(tape.again(cut, new LateSound()), cut)).isEqualTo(samples(windows, cut));
  }

  /// What a replay gives is settled when it begins.
  @Test
  void again_recordedAndForgottenMeanwhile_givesWhatWasThere() {
    var tape = new Tape(OPUS, MOST, MUCH, new Shelf());
    var windows = hums(0, 20, 60, 4_000);
    windows.subList(0, 20).forEach(tape::record);
    var again = tape.again(100, new LateSound());
    again.next();
    windows.subList(20, 40).forEach(tape::record);
    tape.forgetTo(tape.toSample());

    assertThat(told(again, 1_600)).isEqualTo(samples(windows.subList(0, 20), 1_600));
  }

  /// 44.1 kHz: the capture clock is not that of the samples.
  @Test
  void again_samplesOfOtherRate_keepTheClientsClock() {
    var tape = new Tape(AudioFormat.pcm16(44_100), MOST, MUCH, new Shelf());
    tape.record(new Window(0, 4_410, new short[1_500]));
    tape.record(new Window(4_410, 8_820, new short[1_600]));

    var windows = new ArrayList<Window>();
    tape.again(2_205, new LateSound()).forEachRemaining(windows::add);
    assertThat(windows).extracting(Window::toString)
        .containsExactly("Window[2205..4410)", "Window[4410..8820)");
    assertThat(windows).extracting(window -> window.pcm().length).containsExactly(750, 1_600);
  }

  /// Packets of 24 kbit/s, as the figure of issue 6 has it: 64 KiB for a stream and all.
  @ParameterizedTest
  @CsvSource({"10, 30", "20, 60", "60, 180"})
  void bytes_quarterOfAMinuteOfPackets_areBelow56KiB(int millis, int bytes) {
    var tape = new Tape(OPUS, MOST, MUCH, new Shelf());
    hums(0, millis, bytes, 30_000).forEach(tape::record);

    assertThat(tape.toSample() - tape.fromSample()).isEqualTo(15 * 16_000);
    assertThat(tape.bytes()).isLessThanOrEqualTo(56 * 1_024);
  }

  @Test
  void bytes_quarterOfAMinuteOfSamples_areBelow512KiB() {
    var tape = new Tape(PCM, MOST, MUCH, new Shelf());
    pcm(300).forEach(tape::record);

    assertThat(tape.toSample() - tape.fromSample()).isEqualTo(15 * 16_000);
    assertThat(tape.bytes()).isLessThanOrEqualTo(MUCH);
    assertThat(tape.lostTo()).isEqualTo(15 * 16_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4_096, 10_000, 65_536})
  void record_moreThanMayBeKept_losesTheOldest(int mostBytes) {
    var tape = new Tape(PCM, MOST, mostBytes, new Shelf());
    for (var window : pcm(50)) {
      tape.record(window);
      assertThat(tape.bytes()).isLessThanOrEqualTo(mostBytes);
      assertThat(tape.fromSample()).isEqualTo(tape.lostTo());
      assertThat(told(tape.again(0, new LateSound()), tape.fromSample()))
          .hasSize((int) (tape.toSample() - tape.fromSample()));
    }
  }

  @Test
  void forgetTo_all_keepsNothing() {
    var tape = new Tape(OPUS, MOST, MUCH, new Shelf());
    hums(0, 20, 60, 1_000).forEach(tape::record);
    tape.forgetTo(16_000);

    assertThat(tape.bytes()).isZero();
    assertThat(tape.fromSample()).isEqualTo(tape.toSample()).isEqualTo(16_000);
    assertThat(tape.lostTo()).isZero();
    assertThat(tape.again(0, new LateSound()).hasNext()).isFalse();
  }

  @Test
  void record_windowBeforeTheLast_isRefused() {
    var tape = new Tape(PCM, MOST, MUCH, new Shelf());
    tape.record(new Window(0, 1_600, new short[1_600]));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> tape.record(new Window(1_599, 1_600, new short[1])))
        .withMessage("fromSample: 1599 (expected: >= 1600)");
  }

  /// Windows of packets that last this long, for so many milliseconds.
  private List<Window> hums(int unknown, int millis, int bytes, int length) {
    var windows = new ArrayList<Window>();
    var cutter = WindowCutter.ofPackets(OPUS, () -> new Hums(unknown), Duration.ofMillis(100));
    for (var at = 0; at < length; at += millis) {
      cutter.take(ByteBuffer.wrap(Hums.packet(random, millis, bytes)), windows::add);
    }
    return windows;
  }

  private List<Window> pcm(int count) {
    var windows = new ArrayList<Window>();
    for (var i = 0; i < count; i++) {
      var samples = new short[1_600];
      samples[0] = (short) random.nextInt();
      windows.add(new Window(i * 1_600L, (i + 1) * 1_600L, samples));
    }
    return windows;
  }

  private static short[] told(Iterator<Window> again, long from) {
    var windows = new ArrayList<Window>();
    var expected = from;
    while (again.hasNext()) {
      var window = again.next();
      assertThat(window.fromSample()).isEqualTo(expected);
      expected = window.toSample();
      windows.add(window);
    }
    return samples(windows, from);
  }

  /// The sound from a sample on, where both clocks are one.
  private static short[] samples(List<Window> windows, long from) {
    var to = windows.isEmpty() ? from : windows.getLast().toSample();
    var samples = new short[(int) (to - from)];
    for (var window : windows) {
      for (var i = 0; i < window.pcm().length; i++) {
        if (window.fromSample() + i >= from) {
          samples[(int) (window.fromSample() + i - from)] = window.pcm()[i];
        }
      }
    }
    return samples;
  }
}
