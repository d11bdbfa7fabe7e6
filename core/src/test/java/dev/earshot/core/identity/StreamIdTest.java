package dev.earshot.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StreamIdTest {
  private static final StreamId ID = new StreamId(
      UUID.fromString("0e8b9a4c-7c5e-4f0e-9d43-0a1b2c3d4e5f"));

  @Test
  void part_ofTheSameNumber_isTheSame() {
    assertThat(ID.part(7)).isEqualTo(new StreamId(ID.value()).part(7));
  }

  /// Clients keep these ids: a later version must give the same.
  @Test
  void part_ofAKnownStream_isTheSameForEver() {
    assertThat(ID.part(1)).hasToString("0e8b9a4c-7c5e-4f0e-0374-73a25377324a");
  }

  @Test
  void part_ofOtherNumbers_isAnother() {
    assertThat(LongStream.range(0, 10_000).mapToObj(ID::part)).doesNotHaveDuplicates();
  }

  @Test
  void toString_anyId_isTheUuid() {
    assertThat(ID).hasToString("0e8b9a4c-7c5e-4f0e-9d43-0a1b2c3d4e5f");
  }
}
