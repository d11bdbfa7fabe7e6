package dev.earshot.gateway.audio;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.PacketSound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.audio.WindowCutter;
import dev.earshot.testkit.SpeechSample;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Speech that is decoded once more from somewhere in its middle, as the next recogniser hears it.
class OpusReplayTest {
  /// 300 ms, of which a tape promises 240.
  private static final int PRE_ROLL = 3;
  private static final int HEARD = 20;
  /// Of the minute: encoding is slow where every method is counted.
  private static final int SECONDS = 15;

  @ParameterizedTest
  @CsvSource({"10, 24000", "20, 24000", "60, 24000", "20, 16000", "20, 64000"})
  void hear_fromAnywhere_isTheSpeechItWas(int millis, int bitsPerSecond) {
    var windows = windows(millis, bitsPerSecond);
    var worst = Double.MAX_VALUE;
    for (var from = PRE_ROLL; from + HEARD < windows.size(); from += 7) {
      var sound = new PacketSound(new OpusFrames(Codec.OPUS_FS320));
      windows.subList(from - PRE_ROLL, from).forEach(window -> again(sound, window));
      var signal = 1d;
      var noise = 1d;
      for (var window : windows.subList(from, from + HEARD)) {
        var again = again(sound, window);
        assertThat(again).hasSameSizeAs(window.pcm());
        for (var i = 0; i < again.length; i++) {
          signal += (double) window.pcm()[i] * window.pcm()[i];
          noise += Math.pow(window.pcm()[i] - again[i], 2);
        }
      }
      worst = Math.min(worst, 10 * Math.log10(signal / noise));
    }
    assertThat(worst).as("dB").isGreaterThan(40);
  }

  @Test
  void hear_fromTheBeginning_isExactlyWhatItWas() {
    var sound = new PacketSound(new OpusFrames(Codec.OPUS_FS320));
    assertThat(windows(20, 24_000)).allSatisfy(
        window -> assertThat(again(sound, window)).isEqualTo(window.pcm()));
  }

  /// What a quarter of a minute takes: 15 s at 24 kbit/s are 45,000 bytes.
  @Test
  void packets_ofSpeech_takeATenthOfItsSamples() {
    var windows = windows(20, 24_000);
    var bytes = windows.stream()
        .mapToLong(
            window -> requireNonNull(window.packets()).bytes().length)
        .sum();
    assertThat(bytes * 150 / windows.size()).isLessThan(48 * 1_024);
  }

  private static short[] again(PacketSound sound, Window window) {
    return sound.hear(requireNonNull(window.packets()), window.pcm().length);
  }

  private static List<Window> windows(int millis, int bitsPerSecond) {
    var pcm = SpeechSample.minute(16_000).wav().pcm();
    var speech = new short[SECONDS * 16_000];
    ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(speech);
    var windows = new ArrayList<Window>();
    var cutter = WindowCutter.ofPackets(new AudioFormat(Codec.OPUS_FS320, 16_000),
        () -> new OpusFrames(Codec.OPUS_FS320), Duration.ofMillis(100));
    OpusPackets.of(speech, 16_000, millis, bitsPerSecond)
        .forEach(packet -> cutter.take(ByteBuffer.wrap(packet), windows::add));
    return windows;
  }
}
