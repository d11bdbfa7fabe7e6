package dev.earshot.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import dev.earshot.core.audio.Packets;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.recogniser.RecogniserException.Garbled;
import dev.earshot.gateway.audio.OpusFrames;
import org.junit.jupiter.api.Test;

class CaptureClockTest {
  @Test
  void beginMs_clientsRate_isMapped() {
    var clock = new CaptureClock(AudioFormat.pcm16(48_000));
    clock.give(new Window(480_000, 528_000, new short[16_000]));
    assertThat(clock.beginMs(0)).isEqualTo(10_000);
    assertThat(clock.beginMs(250)).isEqualTo(10_250);
    assertThat(clock.endMs(1_000)).isEqualTo(11_000);
    assertThat(clock.givenMs()).isEqualTo(11_000);
  }

  @Test
  void beginMs_atAHole_isBehindItAndTheEndBeforeIt() {
    var clock = new CaptureClock(AudioFormat.pcm16(16_000));
    clock.give(new Window(0, 16_000, new short[16_000]));
    clock.give(new Window(80_000, 96_000, new short[16_000]));
    assertThat(clock.endMs(1_000)).isEqualTo(1_000);
    assertThat(clock.beginMs(1_000)).isEqualTo(5_000);
    assertThat(clock.beginMs(1_500)).isEqualTo(5_500);
  }

  @Test
  void endMs_alittleBehindTheSound_isItsEnd() {
    var clock = new CaptureClock(AudioFormat.pcm16(16_000));
    clock.give(new Window(0, 16_000, new short[16_000]));
    assertThat(clock.endMs(1_900)).isEqualTo(1_000);
  }

  @Test
  void endMs_whereNoSoundIs_isGarbled() {
    var clock = new CaptureClock(AudioFormat.pcm16(16_000));
    clock.give(new Window(0, 16_000, new short[16_000]));
    for (var bad : new double[]{-1, 2_100, Double.NaN, Double.MAX_VALUE}) {
      assertThatThrownBy(() -> clock.endMs(bad)).isInstanceOf(Garbled.class)
          .hasMessageContaining("expected: 0..1000");
    }
  }

  /// The first packet began 10 ms before its piece, the last one reaches 10 ms beyond it.
  @Test
  void give_packets_areCountedWholeFromTheirBegin() {
    var clock = new CaptureClock(new AudioFormat(Codec.OPUS_FS320, 16_000), true);
    clock.give(packed(16_000, 16_320, -160));
    assertThat(clock.given()).isEqualTo(640);
    assertThat(clock.beginMs(0)).isEqualTo(1_000);
    assertThat(clock.beginMs(20)).isEqualTo(1_010);
    assertThat(clock.endMs(40)).isEqualTo(1_020);

    clock.give(packed(16_320, 16_960, 160));
    assertThat(clock.beginMs(50)).isEqualTo(1_040);

    clock.give(packed(32_000, 32_640, 160)); // behind a hole
    assertThat(clock.beginMs(80)).isEqualTo(2_010);
  }

  private static Window packed(long from, long to, int lead) {
    return Window.packed(from, to, new Packets(lead, new byte[]{1, 0x48, 1, 0x48},
        () -> new OpusFrames(Codec.OPUS_FS320)));
  }
}
