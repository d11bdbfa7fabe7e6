package dev.earshot.core.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleCodingTest {
  @ParameterizedTest
  @CsvSource({"PCM8, 80, 0", "PCM8, 00, -32768", "PCM8, ff, 32512", "PCM16, 3412, 4660",
      "PCM16, 0080, -32768", "PCM24, ff3412, 4660", "PCM24, 000080, -32768",
      "PCM24, ffff7f, 32767", "PCM32, ffff3412, 4660", "PCM32, ffffff7f, 32767",
      "MULAW, ff, 0", "MULAW, 7f, 0", "MULAW, 00, -32124", "MULAW, 80, 32124", "ALAW, d5, 8",
      "ALAW, 55, -8", "ALAW, 2a, -32256", "ALAW, aa, 32256"})
  void read_bytes_areTheSample(SampleCoding coding, String bytes, short sample) {
    assertThat(coding.read(ByteBuffer.wrap(HexFormat.of().parseHex(bytes)), 0)).isEqualTo(sample);
    assertThat(coding.bytes()).isEqualTo(bytes.length() / 2);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.5, 16384", "-0.5, -16384", "1, 32767", "-1, -32768", "1.5, 32767",
      "-3e38, -32768", "Infinity, 32767", "-Infinity, -32768", "NaN, 0", "1e-20, 0"})
  void read_float_isScaledAndClipped(float value, short sample) {
    var bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, value);
    assertThat(SampleCoding.FLOAT32.read(bytes, 0)).isEqualTo(sample);
  }

  /// Another implementation of the same recommendation knows all 256 codes too.
  @ParameterizedTest
  @ValueSource(strings = {"MULAW", "ALAW"})
  void read_everyCodeOfG711_isWhatTheJdkReads(SampleCoding coding) throws IOException {
    var codes = new byte[256];
    for (var i = 0; i < codes.length; i++) {
      codes[i] = (byte) i;
    }
    var law = new AudioFormat(coding == SampleCoding.MULAW ? Encoding.ULAW : Encoding.ALAW, 8_000,
        8, 1, 1, 8_000, false);
    var linear = new AudioFormat(Encoding.PCM_SIGNED, 8_000, 16, 1, 2, 8_000, false);
    var samples = ByteBuffer
        .wrap(AudioSystem
            .getAudioInputStream(linear,
                new AudioInputStream(new ByteArrayInputStream(codes), law, codes.length))
            .readAllBytes())
        .order(ByteOrder.LITTLE_ENDIAN);
    for (var i = 0; i < codes.length; i++) {
      assertThat(coding.read(ByteBuffer.wrap(codes), i)).as("code %d", i)
          .isEqualTo(samples.getShort(2 * i));
    }
  }
}
