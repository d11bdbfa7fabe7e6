package dev.earshot.core.audio;

import static dev.earshot.core.audio.Riff.chunk;
import static dev.earshot.core.audio.Riff.extensible;
import static dev.earshot.core.audio.Riff.fmt;
import static dev.earshot.core.audio.Riff.guid;
import static dev.earshot.core.audio.Riff.pcm;
import static dev.earshot.core.audio.Riff.riff;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavFileTest {
  static final Iterable<Integer> RATES = AudioFormat.RATES;
  private static final byte[] PCM_GUID = guid(1);

  @TempDir
  Path folder;

  @Test
  void read_mono_givesItsSamples() throws IOException {
    var wav = read(riff(fmt(1, 1, 16_000, 16), chunk("data", pcm(1, -2, 30_000))));
    assertThat(wav.pcm()).isEqualTo(pcm(1, -2, 30_000));
  }

  @ParameterizedTest
  @FieldSource("RATES")
  void read_anyRate_givesIt(int rate) throws IOException {
    var wav = read(riff(fmt(1, 1, rate, 16), chunk("data", pcm(1))));
    assertThat(wav.format()).isEqualTo(AudioFormat.pcm16(rate));
  }

  @Test
  void read_stereo_averagesTheChannels() throws IOException {
    var wav = read(
        riff(fmt(1, 2, 16_000, 16), chunk("data", pcm(10, 20, -32_768, -32_768, 32_767, 32_767))));
    assertThat(wav.pcm()).isEqualTo(pcm(15, -32_768, 32_767));
  }

  @Test
  void read_stereoCutThroughAFrame_leavesItOut() throws IOException {
    var wav = read(riff(fmt(1, 2, 16_000, 16), chunk("data", pcm(10, 20, 30))));
    assertThat(wav.pcm()).isEqualTo(pcm(15));
  }

  @Test
  void read_dataOfOddSize_leavesTheHalfSampleOut() throws IOException {
    var wav = read(riff(fmt(1, 1, 16_000, 16), chunk("data", Arrays.copyOf(pcm(10, 20), 3))));
    assertThat(wav.pcm()).isEqualTo(pcm(10));
  }

  @Test
  void read_dataOfNoSize_givesNoSamples() throws IOException {
    assertThat(read(riff(fmt(1, 1, 16_000, 16), chunk("data", pcm()))).pcm()).isEmpty();
  }

  @Test
  void read_chunksBeforeTheSound_skipsThemWithTheirPadding() throws IOException {
    var wav = read(
        riff(chunk("LIST", new byte[7]), fmt(1, 1, 8_000, 16), chunk("fact", new byte[5]),
            chunk("LIST", new byte[26]), chunk("data", pcm(10, 20))));
    assertThat(wav.pcm()).isEqualTo(pcm(10, 20));
  }

  @Test
  void read_chunksBehindTheSound_leavesThemOut() throws IOException {
    var wav = read(riff(fmt(1, 1, 8_000, 16), chunk("data", pcm(10)), chunk("LIST", pcm(1, 2, 3))));
    assertThat(wav.pcm()).isEqualTo(pcm(10));
  }

  @Test
  void read_dataLongerThanTheFile_givesWhatIsThere() throws IOException {
    var bytes = riff(fmt(1, 1, 16_000, 16), chunk("data", pcm(10, 20)));
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - 8, -1);
    assertThat(read(bytes).pcm()).isEqualTo(pcm(10, 20));
  }

  @Test
  void read_extensiblePcm_givesItsSamples() throws IOException {
    var wav = read(riff(extensible(16_000, PCM_GUID), chunk("data", pcm(10, 20))));
    assertThat(wav.pcm()).isEqualTo(pcm(10, 20));
  }

  @Test
  void read_extensibleOfAnotherEncoding_isRefused() {
    refuses("encoding: 6 (expected: 1)",
        riff(extensible(16_000, guid(6)), chunk("data", pcm(10, 20))));
  }

  @Test
  void read_extensibleWithoutItsExtension_isRefused() {
    refuses("fmt chunk: 16 bytes (expected: >= 26)",
        riff(fmt(0xFFFE, 1, 16_000, 16), chunk("data", pcm(10, 20))));
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
      3, 1, 16000, 16, encoding: 3 (expected: 1 or 65534)
      1, 0, 16000, 16, channels: 0 (expected: 1 or 2)
      1, 6, 16000, 16, channels: 6 (expected: 1 or 2)
      1, 65535, 16000, 16, channels: 65535 (expected: 1 or 2)
      1, 1, 16000, 8, bits per sample: 8 (expected: 16)
      1, 1, 16000, 24, bits per sample: 24 (expected: 16)
      """)
  void read_unsupportedField_isRefused(int encoding, int channels, int rate, int bits,
      String message) {
    refuses(message, riff(fmt(encoding, channels, rate, bits), chunk("data", pcm(1))));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "800, 800", "96000, 96000", "-1, 4294967295"})
  void read_unknownRate_isRefused(int rate, String shown) {
    refuses("sample rate: " + shown + " (expected: one of [8000, 11025, 12000, 16000, 22050, "
        + "24000, 32000, 44100, 48000])", riff(fmt(1, 1, rate, 16), chunk("data", pcm(1))));
  }

  @Test
  void read_soundBeforeItsFormat_isRefused() {
    refuses("data chunk: before the fmt chunk (expected: behind it)",
        riff(chunk("data", pcm(1)), fmt(1, 1, 16_000, 16)));
  }

  @Test
  void read_noSound_isRefused() {
    refuses("no sound in it (expected: a data chunk)", riff(fmt(1, 1, 16_000, 16)));
  }

  @Test
  void read_shortFormat_isRefused() {
    refuses("fmt chunk: 14 bytes (expected: >= 16)",
        riff(chunk("fmt ", new byte[14]), chunk("data", pcm(1))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "RIFF", "RIFF----WAV", "OggS----WAVE--------", "ID3"})
  void read_noRiff_isRefused(String text) {
    assertThatThrownBy(() -> read(text.getBytes(ISO_8859_1))).isInstanceOf(IOException.class)
        .hasMessageEndingWith("not a WAV file (expected: RIFF at byte 0)");
  }

  @Test
  void read_riffOfAnotherKind_isRefused() {
    refuses("not a WAV file (expected: WAVE at byte 8)", "RIFF----AVI ".getBytes(ISO_8859_1));
  }

  @Test
  void read_noSuchFile_isRefused() {
    assertThatThrownBy(() -> WavFile.read(folder.resolve("none.wav")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void read_truncatedAnywhere_givesSoundOrSaysWhatIsWrong() throws IOException {
    var good = riff(chunk("LIST", new byte[7]), extensible(44_100, PCM_GUID),
        chunk("data", pcm(1, 2, 3)));
    for (var length = 0; length < good.length; length++) {
      assertGivesSoundOrSaysWhatIsWrong("length " + length, Arrays.copyOf(good, length));
    }
  }

  @Test
  void read_mutatedAnyhow_givesSoundOrSaysWhatIsWrong() throws IOException {
    for (var seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      var bytes = riff(chunk("LIST", new byte[random.nextInt(9)]), extensible(8_000, PCM_GUID),
          chunk("data", pcm(1, 2, 3)));
      for (var i = random.nextInt(1, 6); i > 0; i--) {
        // the first twelve bytes are told from a WAV file's at once
        bytes[random.nextInt(12, bytes.length)] = (byte) (random.nextBoolean()
            ? random.nextInt()
            : 0xff * random.nextInt(2));
      }
      assertGivesSoundOrSaysWhatIsWrong("seed " + seed, bytes);
    }
  }

  @Test
  void millis_oneSecondAndAHalf_is1500() throws IOException {
    var wav = read(riff(fmt(1, 2, 8_000, 16), chunk("data", new byte[8_000 * 6])));
    assertThat(wav.millis()).isEqualTo(1_500);
  }

  private void assertGivesSoundOrSaysWhatIsWrong(String which, byte[] bytes) throws IOException {
    var file = write(bytes);
    var thrown = catchThrowable(() -> WavFile.read(file));
    if (thrown != null) {
      assertThat(thrown).as(which)
          .isInstanceOf(IOException.class)
          .hasMessageMatching("(?s)\\Q" + file + "\\E: .+ \\(expected: .+\\)");
    }
  }

  private void refuses(String message, byte[] bytes) {
    assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class)
        .hasMessage(folder.resolve("sound.wav") + ": " + message);
  }

  private WavFile read(byte[] bytes) throws IOException {
    return WavFile.read(write(bytes));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("sound.wav"), bytes);
  }
}
