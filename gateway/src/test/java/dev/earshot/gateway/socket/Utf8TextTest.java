package dev.earshot.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Against the JDK's own decoder, over everything that is short.
@Timeout(60)
class Utf8TextTest {
  @Test
  void take_eachCodePoint_isText() {
    for (var point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
        var bytes = Character.toString(point).getBytes(StandardCharsets.UTF_8);
        assertThat(isText(bytes)).as("U+%04X", point).isTrue();
      }
    }
  }

  @Test
  void take_eachThreeBytes_isTextWhereTheJdkSaysSo() {
    var bytes = new byte[3];
    for (var all = 0; all < 1 << 24; all += 7) { // odd, so each value of each byte comes
      bytes[0] = (byte) (all >> 16);
      bytes[1] = (byte) (all >> 8);
      bytes[2] = (byte) all;
      if (isText(bytes) != jdk(bytes)) {
        assertThat(isText(bytes)).as("%06x", all).isEqualTo(jdk(bytes));
      }
    }
  }

  @Test
  void take_eachSecondByte_fitsItsFirstOrNot() {
    for (var first = 0xE0; first <= 0xFF; first++) {
      for (var second = 0; second <= 0xFF; second++) {
        var bytes = new byte[]{(byte) first, (byte) second, (byte) 0x80, (byte) 0x80};
        bytes = first < 0xF0 ? Arrays.copyOf(bytes, 3) : bytes;
        assertThat(isText(bytes)).as("%02x%02x", first, second).isEqualTo(jdk(bytes));
      }
    }
  }

  @Test
  void take_bytesThatCannotGoOn_isToldAtTheByte() {
    var text = new Utf8Text();

    assertThat(text.take(0xF4)).isTrue();
    assertThat(text.isComplete()).isFalse();
    assertThat(text.take(0x90)).isFalse();
  }

  private static boolean isText(byte[] bytes) {
    var text = new Utf8Text();
    for (var octet : bytes) {
      if (!text.take(octet & 0xff)) {
        return false;
      }
    }
    return text.isComplete();
  }

  private static boolean jdk(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
