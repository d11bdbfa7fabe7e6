package dev.earshot.core.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.earshot.core.audio.AudioFormat.Codec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InterleavedTest {
  @Test
  void read_twoChannels_tellsThemApart() throws UnreadableSoundException {
    var heard = heard(SoundDecoder.raw(Codec.PCM16, 2), List.of(Riff.pcm(1, -2, 3, -4)), 10);
    assertThat(heard).isEqualTo(List.of(List.of((short) 1, (short) 3),
        List.of((short) -2, (short) -4)));
  }

  @Test
  void mixed_twoChannels_averagesThem() throws UnreadableSoundException {
    var decoder = SoundDecoder.mixed(SoundDecoder.raw(Codec.PCM16, 2));
    assertThat(decoder.channels()).isOne();
    assertThat(heard(decoder, List.of(Riff.pcm(1, 4, 32_767, 32_767, -32_768, -32_768)), 10))
        .isEqualTo(List.of(List.of((short) 2, (short) 32_767, (short) -32_768)));
  }

  @Test
  void mixed_oneChannel_isThatOne() {
    var decoder = SoundDecoder.raw(Codec.PCM8, 1);
    assertThat(SoundDecoder.mixed(decoder)).isSameAs(decoder);
  }

  @ParameterizedTest
  @CsvSource({"PCM8,1", "PCM8,20", "PCM16,2", "MULAW,1", "ALAW,3", "FLOAT32,1", "FLOAT32,5"})
  void read_cutAnywhere_givesTheSame(Codec codec, int channels) throws UnreadableSoundException {
    for (var seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var bytes = new byte[random.nextInt(500)];
      random.nextBytes(bytes);
      var whole = heard(SoundDecoder.raw(codec, channels), List.of(bytes), 1_000);
      assertThat(heard(SoundDecoder.raw(codec, channels), pieces(bytes, random),
          random.nextInt(1, 9))).as("seed %d", seed).isEqualTo(whole);
      assertThat(whole.getFirst()).as("seed %d", seed)
          .hasSize(bytes.length / channels / (codec == Codec.FLOAT32
              ? 4
              : codec == Codec.PCM16 ? 2 : 1));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Codec.class, names = {"MULAW", "ALAW", "FLOAT32", "PCM16", "PCM8"})
  void framesOfOneChannel_cutAnywhere_giveWhatTheStreamGives(Codec codec)
      throws UnreadableSoundException {
    for (var seed = 0; seed < 100; seed++) {
      var random = new Random(seed);
      var bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      var frames = FrameDecoder.pcm(codec);
      var heard = new ArrayList<Short>();
      var into = new short[7];
      for (var piece : pieces(bytes, random)) {
        assertThat(frames.take(ByteBuffer.wrap(piece))).isTrue();
        for (var n = frames.read(into, 2, 5); n > 0; n = frames.read(into, 2, 5)) {
          for (var i = 0; i < n; i++) {
            heard.add(into[2 + i]);
          }
        }
      }
      assertThat(heard).as("seed %d", seed)
          .isEqualTo(heard(SoundDecoder.raw(codec, 1), List.of(bytes), 100).getFirst());
    }
  }

  @Test
  void take_beforeAllWasRead_isRefused() throws UnreadableSoundException {
    var decoder = SoundDecoder.raw(Codec.PCM8, 1);
    decoder.take(ByteBuffer.wrap(new byte[3]));
    decoder.read(new short[1][1], 0, 1);
    assertThatIllegalStateException().isThrownBy(() -> decoder.take(ByteBuffer.allocate(1)))
        .withMessage("bytes: 2 not read yet (expected: 0)");
  }

  @ParameterizedTest
  @EnumSource(value = Codec.class, names = {"OPUS", "OPUS_FS320", "FLAC", "OGG_OPUS",
      "WEBM_OPUS"})
  void raw_codecThatIsNot_isRefused(Codec codec) {
    assertThatIllegalArgumentException().isThrownBy(() -> SoundDecoder.raw(codec, 1))
        .withMessage("codec: " + codec + " (expected: raw samples)");
    assertThatIllegalArgumentException().isThrownBy(() -> FrameDecoder.pcm(codec))
        .withMessage("codec: " + codec + " (expected: raw samples)");
  }

  @Test
  void new_noChannel_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> SoundDecoder.raw(Codec.PCM8, 0))
        .withMessage("channels: 0 (expected: >= 1)");
  }

  @Test
  void captureRate_newCodecs_areTheirOwnButForOpus() {
    assertThat(new AudioFormat(Codec.FLAC, 44_100).captureRateHz()).isEqualTo(44_100);
    assertThat(new AudioFormat(Codec.MULAW, 8_000).captureRateHz()).isEqualTo(8_000);
    assertThat(new AudioFormat(Codec.OGG_OPUS, 48_000).captureRateHz()).isEqualTo(16_000);
    assertThat(new AudioFormat(Codec.WEBM_OPUS, 48_000).captureRateHz()).isEqualTo(16_000);
  }

  private static List<List<Short>> heard(SoundDecoder decoder, List<byte[]> pieces, int room)
      throws UnreadableSoundException {
    var heard = new ArrayList<List<Short>>();
    for (var i = 0; i < decoder.channels(); i++) {
      heard.add(new ArrayList<>());
    }
    var into = new short[decoder.channels()][room + 1];
    for (var piece : pieces) {
      decoder.take(ByteBuffer.wrap(piece));
      for (var n = decoder.read(into, 1, room); n > 0; n = decoder.read(into, 1, room)) {
        for (var channel = 0; channel < into.length; channel++) {
          for (var i = 0; i < n; i++) {
            heard.get(channel).add(into[channel][1 + i]);
          }
        }
      }
    }
    return heard;
  }

  private static List<byte[]> pieces(byte[] bytes, Random random) {
    var pieces = new ArrayList<byte[]>();
    for (var at = 0; at < bytes.length;) {
      var to = Math.min(bytes.length, at + random.nextInt(random.nextBoolean() ? 4 : 100));
      pieces.add(Arrays.copyOfRange(bytes, at, to));
      at = to;
    }
    return pieces;
  }
}
