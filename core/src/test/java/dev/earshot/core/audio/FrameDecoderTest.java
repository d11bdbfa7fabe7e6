package dev.earshot.core.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.earshot.core.audio.AudioFormat.Codec;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameDecoderTest {
  @Test
  void pcm8_silenceAndExtremes_areCentred() {
    var decoder = FrameDecoder.pcm(Codec.PCM8);
    decoder.take(ByteBuffer.wrap(new byte[]{(byte) 128, 0, (byte) 255}));
    var into = new short[3];
    assertThat(decoder.read(into, 0, 3)).isEqualTo(3);
    assertThat(into).containsExactly((short) 0, Short.MIN_VALUE, (short) 32_512);
  }

  @Test
  void pcm16_roomForOne_givesTheRestLater() {
    var decoder = FrameDecoder.pcm(Codec.PCM16);
    decoder.take(ByteBuffer.wrap(new byte[]{1, 0, 2, 0}));
    var into = new short[2];
    assertThat(decoder.read(into, 0, 1)).isEqualTo(1);
    assertThat(decoder.read(into, 1, 1)).isEqualTo(1);
    assertThat(decoder.read(into, 0, 2)).isZero();
    assertThat(into).containsExactly((short) 1, (short) 2);
  }

  @Test
  void pcm16_sampleCutByAFrame_isWhole() {
    var decoder = FrameDecoder.pcm(Codec.PCM16);
    decoder.take(ByteBuffer.wrap(new byte[]{(byte) 0xff}));
    var into = new short[1];
    assertThat(decoder.read(into, 0, 1)).isZero();
    decoder.take(ByteBuffer.wrap(new byte[]{0x7f}));
    assertThat(decoder.read(into, 0, 1)).isEqualTo(1);
    assertThat(into).containsExactly(Short.MAX_VALUE);
  }

  @ParameterizedTest
  @EnumSource(value = Codec.class, names = {"PCM16", "PCM8", "MULAW", "ALAW", "FLOAT32"})
  void pcm_frameThatIsRead_isNotKept(Codec codec) {
    var decoder = FrameDecoder.pcm(codec);
    var frame = readByOneAtATime(decoder, 4_001);
    System.gc();

    assertThat(frame.get()).isNull();
    assertThat(decoder.read(new short[1], 0, 1)).isZero();
  }

  private static WeakReference<Object> readByOneAtATime(FrameDecoder decoder, int bytes) {
    var frame = new byte[bytes];
    decoder.take(ByteBuffer.wrap(frame));
    var into = new short[1];
    while (decoder.read(into, 0, 1) > 0) {
      // the next one
    }
    return new WeakReference<>(frame);
  }

  @Test
  void pcm_codecOfALibrary_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> FrameDecoder.pcm(Codec.OPUS))
        .withMessage("codec: OPUS (expected: raw samples)");
  }

  @Test
  void captureRate_opus_isThatOfTheDecoder() {
    assertThat(new AudioFormat(Codec.OPUS, 48_000).captureRateHz()).isEqualTo(16_000);
    assertThat(new AudioFormat(Codec.PCM8, 48_000).captureRateHz()).isEqualTo(48_000);
  }

  @Test
  void constructor_rateThatOpusHasNot_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AudioFormat(Codec.OPUS, 44_100))
        .withMessage("sampleRateHz: 44100 (expected: one of [8000, 12000, 16000, 24000, 48000])");
  }
}
