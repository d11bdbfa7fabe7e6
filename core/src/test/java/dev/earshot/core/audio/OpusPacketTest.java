package dev.earshot.core.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.earshot.core.audio.AudioFormat.Codec;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 6716 section 3: lengths of section 3.1, packings of section 3.2, rules of section 3.4.
class OpusPacketTest {
  private static final String FRAME = "f0".repeat(40);

  /// One frame of each configuration: SILK, hybrid, CELT.
  @ParameterizedTest
  @CsvSource({"0,160", "1,320", "2,640", "3,960", "4,160", "7,960", "8,160", "9,320", "10,640",
      "11,960", "12,160", "13,320", "14,160", "15,320", "16,40", "17,80", "18,160", "19,320",
      "20,40", "23,320", "24,40", "27,320", "28,40", "29,80", "30,160", "31,320"})
  void read_anyConfiguration_lastsAsItSays(int config, int samples) {
    assertThat(read(hex(config << 3) + FRAME)).isEqualTo(samples);
  }

  @ParameterizedTest
  @CsvSource({"48,320", "49f0f0,640", "4a01f0f0,640", "4b03f0f0f0,960", "4b830101f0f0,960",
      "4b43020f0f0f0000,960", "4bc302010001f00000,960", "4a00,640", "49,640", "4b06,1920"})
  void read_anyPacking_countsItsFrames(String packet, int samples) {
    assertThat(read(packet)).isEqualTo(samples);
  }

  /// In the order of the rules, R1 to R7.
  @ParameterizedTest
  @ValueSource(strings = {"", "49f0", "4a", "4a05f0", "4afc", "4b", "4b00", "4b07", "4b03f0f0",
      "4b43ff", "4b4305f0", "4b83", "4b8305f0", "4b83fc", "1b03"})
  void read_whatBreaksARule_isNoPacket(String packet) {
    assertThat(read(packet)).isZero();
  }

  @Test
  void read_frameOf1275Bytes_isTheLongest() {
    assertThat(read("48" + "00".repeat(1_275))).isEqualTo(320);
    assertThat(read("48" + "00".repeat(1_276))).isZero();
    assertThat(read("4a00" + "00".repeat(1_276))).isZero();
  }

  /// 2.5 ms each, 120 ms in all.
  @Test
  void read_fortyEightFrames_areTheMost() {
    assertThat(read("8330" + "00".repeat(48))).isEqualTo(OpusPacket.LONGEST);
    assertThat(read("8331" + "00".repeat(49))).isZero();
  }

  /// One bit a SILK frame (section 4.2.3); the fourth of three is for redundancy.
  @ParameterizedTest
  @CsvSource({"480000,0", "488000,320", "484000,0", "58e000,960", "58a000,640", "581000,0",
      "50c000,640", "504000,320", "680000,0", "688000,320", "498000ff00,640", "4b0200000000,0",
      "4b0280000000,320", "4b820280000000,320", "4a0280008000,640", "4a02800000,320"})
  void voiced_silk_isWhatItsEncoderSays(String packet, int samples) {
    assertThat(voiced(packet)).isEqualTo(samples);
  }

  /// The flags of the second channel come behind the first one's bit for redundancy.
  @ParameterizedTest
  @CsvSource({"4c8000,320", "4c2000,320", "4c4000,0", "5c0800,960"})
  void voiced_stereo_isEitherChannels(String packet, int samples) {
    assertThat(voiced(packet)).isEqualTo(packet.startsWith("5c") ? samples / 3 : samples);
  }

  @Test
  void voiced_celtAlone_isAskedAboutEachFrameThatHoldsSound() {
    assertThat(voiced("98f0f0")).isEqualTo(1_002);
    assertThat(voiced("9b82020ff0f0")).isEqualTo(1_002);
    assertThat(voiced("98")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"160,40", "320,48"})
  void lost_length_isThatOfThePacket(int samples, String packet) {
    assertThat(hex(OpusPacket.lost(samples))).isEqualTo(packet);
    assertThat(read(packet)).isEqualTo(samples);
    assertThat(voiced(packet)).isZero();
  }

  @Test
  void lost_otherLength_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> OpusPacket.lost(480))
        .withMessage("samples: 480 (expected: 160 or 320)");
  }

  @ParameterizedTest
  @CsvSource({"OPUS,160", "OPUS_FS320,320"})
  void count_whatIsNoPacket_lastsAsWhatConcealsIt(Codec codec, int samples) {
    var count = new PacketCount(codec);
    assertThat(count.take(ByteBuffer.allocate(0))).isFalse();
    assertThat(count.read(new short[0], 0, 10_000)).isEqualTo(samples);
    assertThat(count.take(ByteBuffer.wrap(HexFormat.of().parseHex("50")))).isTrue();
    assertThat(count.read(new short[0], 0, 100)).isEqualTo(100);
    assertThat(count.read(new short[0], 0, 10_000)).isEqualTo(540);
  }

  private static int read(String packet) {
    var bytes = HexFormat.of().parseHex("ffff" + packet);
    return new OpusPacket().read(ByteBuffer.wrap(bytes), 2, bytes.length - 2);
  }

  private static int voiced(String packet) {
    var bytes = ByteBuffer.wrap(HexFormat.of().parseHex(packet));
    var read = new OpusPacket();
    assertThat(read.read(bytes, 0, bytes.limit())).isPositive();
    return read.voiced(bytes, (_, _, length, _) -> 1_000 + length);
  }

  private static String hex(int octet) {
    return HexFormat.of().toHexDigits((byte) octet);
  }
}
