package dev.earshot.gateway.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpusPacketSoundTest {
  /// Packets of one channel are heard in both where two are wanted.
  @ParameterizedTest
  @CsvSource({"1, 1600", "2, 1600", "1, 7", "2, 7", "2, 1"})
  void read_anyRoom_givesEachPacketToItsEnd(int channels, int room) {
    var tone = new short[16_000];
    for (var i = 0; i < tone.length; i++) {
      tone[i] = (short) (8_000 * Math.sin(i * 0.2));
    }
    var sound = new OpusPacketSound(channels);
    var into = new short[channels][room];
    var count = 0;
    for (var packet : OpusPackets.of(tone, 16_000, 20, 24_000)) {
      sound.take(ByteBuffer.wrap(packet));
      for (var n = sound.read(into, 0, room); n > 0; n = sound.read(into, 0, room)) {
        count += n;
        assertThat(into[channels - 1]).isEqualTo(into[0]);
      }
    }

    assertThat(count).isEqualTo(16_000);
    assertThat(sound.concealed()).isZero();
    assertThat(sound.channels()).isEqualTo(channels);
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void take_noPacket_isConcealedBy20Ms(int channels) {
    var sound = new OpusPacketSound(channels);
    sound.take(ByteBuffer.wrap(new byte[]{3, 0, 0}));

    assertThat(sound.read(new short[channels][1_000], 0, 1_000)).isEqualTo(320);
    assertThat(sound.concealed()).isEqualTo(1);
  }
}
