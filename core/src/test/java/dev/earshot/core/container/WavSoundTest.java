package dev.earshot.core.container;

import static dev.earshot.core.container.Wav.chunk;
import static dev.earshot.core.container.Wav.extensible;
import static dev.earshot.core.container.Wav.fmt;
import static dev.earshot.core.container.Wav.pcm;
import static dev.earshot.core.container.Wav.riff;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.audio.AudioFormat;
import dev.earshot.core.audio.AudioFormat.Codec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavSoundTest {
  static final List<Integer> RATES = AudioFormat.RATES;
  private static final byte[] STEREO = riff(fmt(1, 2, 16_000, 16),
      chunk("data", pcm(1, -2, 300, -400, 5, -6)));

  @Test
  void read_stereo_tellsChannelsApartOrMixesThem() {
    var apart = Listening.whole(STEREO);
    assertThat(apart.channel(0)).containsExactly((short) 1, (short) 300, (short) 5);
    assertThat(apart.channel(1)).containsExactly((short) -2, (short) -400, (short) -6);
    var mixed = Listening.to(List.of(STEREO), false);
    assertThat(mixed.samples()).hasSize(1);
    assertThat(mixed.channel(0)).containsExactly((short) 0, (short) -50, (short) 0);
  }

  @ParameterizedTest
  @FieldSource("RATES")
  void open_anyRate_isTheFormats(int rate) {
    assertThat(Listening.whole(riff(fmt(1, 1, rate, 16))).format())
        .isEqualTo(AudioFormat.pcm16(rate));
  }

  @ParameterizedTest
  @CsvSource({"1, 8, PCM8, 80ff, 0 32512", "1, 16, PCM16, 34120080, 4660 -32768",
      "1, 24, PCM16, ff3412000080, 4660 -32768", "1, 32, PCM16, ffff341200000080, 4660 -32768",
      "3, 32, FLOAT32, 0000003f000080bf, 16384 -32768", "6, 8, ALAW, d52a, 8 -32256",
      "7, 8, MULAW, ff00, 0 -32124"})
  void read_anyEncoding_givesItsSamples(int encoding, int bits, Codec codec, String hex,
      String samples) {
    var data = chunk("data", HexFormat.of().parseHex(hex));
    var expected = List.of(samples.split(" ")).stream().map(Short::valueOf).toList();
    for (var fmt : List.of(fmt(encoding, 1, 8_000, bits), extensible(encoding, 1, 8_000, bits))) {
      var heard = Listening.whole(riff(fmt, data));
      assertThat(heard.format()).isEqualTo(new AudioFormat(codec, 8_000));
      assertThat(heard.channel(0)).isEqualTo(expected);
    }
  }

  /// Who streams a file that still grows does not know how long it will be.
  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void read_lengthThatNobodyKnew_lastsToTheEnd(int size) {
    var bytes = riff(fmt(1, 1, 16_000, 16), chunk("data", size, pcm(1, 2, 3, 4)));
    assertThat(Listening.whole(bytes).channel(0)).hasSize(4);
  }

  @Test
  void read_chunksAroundTheSound_areNotHeard() {
    var heard = Listening.whole(riff(chunk("LIST", new byte[7]), fmt(1, 1, 16_000, 16),
        chunk("fact", new byte[4]), chunk("data", pcm(1, 2)), chunk("LIST", pcm(3, 4, 5, 6))));
    assertThat(heard.channel(0)).containsExactly((short) 1, (short) 2);
    assertThat(heard.problem()).isNull();
  }

  @Test
  void read_dataOfOddLength_leavesTheHalfSampleOut() {
    var heard = Listening.whole(riff(fmt(1, 1, 16_000, 16), chunk("data", 3, pcm(1, 2, 3))));
    assertThat(heard.channel(0)).containsExactly((short) 1);
  }

  @Test
  void read_dataLargerThanAllInts_isNotCutShort() {
    var heard = Listening
        .whole(riff(fmt(1, 1, 16_000, 16), chunk("data", 0xffff_fff0, pcm(1, 2, 3))));
    assertThat(heard.channel(0)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "1|1|12345|16|sample rate: 12345 (expected: one of [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000]) at 20",
      "1|1|-1|16|sample rate: 4294967295 (expected: one of [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000]) at 20",
      "2|1|8000|4|encoding: 2 of 4 bits (expected: 1 of 8, 16, 24, 32; 3 of 32; 6 or 7 of 8) at 20",
      "3|1|8000|64|encoding: 3 of 64 bits (expected: 1 of 8, 16, 24, 32; 3 of 32; 6 or 7 of 8) at 20",
      "0|1|8000|272|encoding: 0 of 272 bits (expected: 1 of 8, 16, 24, 32; 3 of 32; 6 or 7 of 8) at 20",
      "1|0|8000|16|channels: 0 (expected: 1..32) at 20",
      "1|33|8000|16|channels: 33 (expected: 1..32) at 20"})
  void open_formatThatNobodyCanHear_saysWhy(int encoding, int channels, int rate, int bits,
      String problem) {
    var heard = Listening.whole(riff(fmt(encoding, channels, rate, bits), chunk("data", pcm(1))));
    assertThat(heard.problem()).isEqualTo(problem);
  }

  @Test
  void open_blocksThatDoNotFit_areRefused() {
    var fmt = fmt(1, 2, 8_000, 16);
    fmt[20] = 3;
    assertThat(Listening.whole(riff(fmt)).problem())
        .isEqualTo("block align: 3 (expected: 2 channels of 16 bits) at 20");
  }

  @Test
  void open_soundBeforeItsFormat_isRefused() {
    assertThat(Listening.whole(riff(chunk("data", pcm(1)), fmt(1, 1, 8_000, 16))).problem())
        .isEqualTo("data chunk: before fmt (expected: behind it) at 12");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 14, 2_000})
  void open_formatOfNoFormatsLength_isRefused(int size) {
    assertThat(Listening.whole(riff(chunk("fmt ", new byte[size]))).problem())
        .isEqualTo("fmt chunk: " + size + " (expected: 16..1024 bytes) at 12");
  }

  @Test
  void open_extensibleWithoutItsRest_isRefused() {
    var fmt = chunk("fmt ", 16, Arrays.copyOfRange(extensible(1, 1, 8_000, 16), 8, 24));
    assertThat(Listening.whole(riff(fmt)).problem())
        .isEqualTo("fmt chunk: 16 (expected: >= 26 bytes for an extensible one) at 20");
  }

  @Test
  void open_riffOfAnotherForm_isRefused() {
    var bytes = STEREO.clone();
    bytes[8] = 'A';
    assertThat(Listening.whole(bytes).problem())
        .isEqualTo("form of RIFF: 1094800965 (expected: WAVE) at 8");
  }
}
