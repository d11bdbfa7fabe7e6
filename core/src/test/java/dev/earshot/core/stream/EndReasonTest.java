package dev.earshot.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndReasonTest {
  /// RFC 6455 section 7.4.1 and IANA's registry; 1005, 1006 and 1015 stand in no frame.
  private static final Set<Integer> IN_FRAMES = Set.of(1000, 1001, 1002, 1003, 1007, 1008, 1009,
      1010, 1011, 1012, 1013, 1014);

  @ParameterizedTest
  @EnumSource
  void closeCode_ofAReasonThatIsTold_mayStandInAFrame(EndReason why) {
    assertThat(IN_FRAMES.contains(why.closeCode())).isEqualTo(why.canBeTold());
  }

  @ParameterizedTest
  @EnumSource
  void text_ofAReason_fitsIntoACloseFrame(EndReason why) {
    assertThat(why.text()).isNotBlank().isASCII().hasSizeLessThanOrEqualTo(123);
  }

  @Test
  void text_ofTwoReasons_differs() {
    var texts = Arrays.stream(EndReason.values()).map(EndReason::text).collect(Collectors.toSet());

    assertThat(texts).hasSameSizeAs(EndReason.values());
  }

  @Test
  void canBeTold_aClientThatVanished_isFalse() {
    assertThat(EndReason.CLIENT_VANISHED.canBeTold()).isFalse();
    assertThat(EndReason.CLIENT_VANISHED.closeCode()).isEqualTo(1006);
  }
}
