package dev.earshot.gateway.dialect.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhotosTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private final Photos photos = new Photos();

  @Test
  void take_partsInAnyOrderAndTwice_isWholeWithTheLast() {
    assertThat(take("a", 2, 3)).isEmpty();
    assertThat(take("a", 0, 3)).isEmpty();
    assertThat(take("a", 0, 3)).isEmpty();
    assertThat(take("a", 1, 3)).contains("a");
  }

  @Test
  void take_wholePhotoAgain_beginsAnew() {
    assertThat(take("a", 0, 1)).contains("a");
    assertThat(take("a", 0, 2)).isEmpty();
    assertThat(take("a", 1, 2)).contains("a");
  }

  @Test
  void take_mostParts_areAllowed() {
    for (var i = 0; i < 1_023; i++) {
      assertThat(take("a", i, 1_024)).isEmpty();
    }
    assertThat(take("a", 1_023, 1_024)).contains("a");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"id":"a","index":0,"total":1025}       | total: 1025 (expected: 1..1024)
      {"id":"a","index":0,"total":0}          | total: 0 (expected: 1..1024)
      {"id":"a","index":0}                    | total: -1 (expected: 1..1024)
      {"id":"a","index":0,"total":2147483648} | total: -1 (expected: 1..1024)
      {"id":"a","index":3,"total":3}          | index: 3 (expected: 0..2)
      {"id":"a","index":-1,"total":3}         | index: -1 (expected: 0..2)
      {"id":"a","total":3}                    | index: -1 (expected: 0..2)
      {"id":"a","index":"x","total":3}        | index: -1 (expected: 0..2)
      {"id":"a","index":0.5,"total":3}        | index: -1 (expected: 0..2)
      {"id":"","index":0,"total":3}           | id: 0 (expected: 1..128 characters)
      {"index":0,"total":3}                   | id: 0 (expected: 1..128 characters)
      """)
  void take_badField_isNamedWithItsRange(String message, String why) {
    assertThatIllegalArgumentException().isThrownBy(() -> read(message, NOW)).withMessage(why);
  }

  @Test
  void take_idTooLong_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> take("x".repeat(129), 0, 2))
        .withMessage("id: 129 (expected: 1..128 characters)");
  }

  @Test
  void take_anotherTotal_isRefusedAndTheFirstHolds() {
    take("a", 0, 2);

    assertThatIllegalArgumentException().isThrownBy(() -> take("a", 1, 3))
        .withMessage("total: 3 (expected: 2, as before)");
    assertThat(take("a", 1, 2)).contains("a");
  }

  @Test
  void take_oneMorePhotoThanMayBeFollowed_theOldestGivesWay() {
    for (var i = 0; i < 51; i++) {
      take("p" + i, 0, 2);
    }

    assertThat(take("p1", 1, 2)).contains("p1");
    assertThat(take("p0", 1, 2)).isEmpty(); // forgotten: begins anew
    assertThat(take("p0", 0, 2)).contains("p0");
  }

  @Test
  void take_partsAfterAMinute_areStillOfThePhoto() {
    read("{\"id\":\"a\",\"index\":0,\"total\":2}", NOW);

    assertThat(read("{\"id\":\"a\",\"index\":1,\"total\":2}", NOW.plusSeconds(60))).contains("a");
  }

  @Test
  void take_partsAfterMoreThanAMinute_areOfANewOne() {
    read("{\"id\":\"a\",\"index\":0,\"total\":2}", NOW);

    assertThat(read("{\"id\":\"a\",\"index\":1,\"total\":2}", NOW.plusMillis(60_001))).isEmpty();
  }

  private Optional<String> take(String id, int index, int total) {
    return read("{\"id\":\"" + id + "\",\"index\":" + index + ",\"total\":" + total + "}", NOW);
  }

  private Optional<String> read(String message, Instant at) {
    try {
      return photos.take(DeviceMessages.JSON.readTree(message), at);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
