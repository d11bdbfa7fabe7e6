package dev.earshot.load.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.load.device.Session.End;
import dev.earshot.load.device.Session.Manner;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComebackTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void nanos_ofManyDevices_areSpreadFromWhatWasToldToTwiceThat() {
    var waits = IntStream.range(0, 1_000)
        .mapToLong(offset -> Comeback.nanos(Duration.ofSeconds(5), session(offset, 3)))
        .sorted()
        .toArray();

    assertThat(waits[0]).isBetween(5 * SECOND, (long) (5.1 * SECOND));
    assertThat(waits[500]).isBetween((long) (7.2 * SECOND), (long) (7.8 * SECOND));
    assertThat(waits[999]).isBetween((long) (9.9 * SECOND), 10 * SECOND);
  }

  @Test
  void nanos_ofTheSameDevice_areTheSameForATryAndOthersForTheNext() {
    var first = Comeback.nanos(Duration.ofSeconds(5), session(7, 3));

    assertThat(Comeback.nanos(Duration.ofSeconds(5), session(7, 3))).isEqualTo(first);
    assertThat(Comeback.nanos(Duration.ofSeconds(5), session(7, 2))).isNotEqualTo(first);
  }

  @Test
  void nanos_whereNothingWasTold_areASecondOrTwo() {
    assertThat(Comeback.nanos(Duration.ZERO, session(1, 1))).isBetween(SECOND, 2 * SECOND);
  }

  @ParameterizedTest
  @CsvSource({"503, true", "429, true", "401, false", "400, false", "500, false"})
  void isAskedFor_isWhatMeansNoRoomNow(int status, boolean isAsked) {
    assertThat(Comeback.isAskedFor(status)).isEqualTo(isAsked);
  }

  @Test
  void again_talksAsLongAndHasATryLess() {
    var next = session(7, 3).again(60 * SECOND);

    assertThat(next).isEqualTo(
        new Session(60 * SECOND, 70 * SECOND, Manner.STEADY, End.FINISH, 7, 2));
  }

  private static Session session(int offset, int tries) {
    return new Session(SECOND, 11 * SECOND, Manner.STEADY, End.FINISH, offset, tries);
  }
}
