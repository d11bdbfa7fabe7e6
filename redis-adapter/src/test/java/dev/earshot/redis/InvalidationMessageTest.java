package dev.earshot.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.invalidation.InvalidationBus;
import dev.earshot.redis.InvalidationMessage.Keys;
import dev.earshot.redis.InvalidationMessage.OtherEvent;
import dev.earshot.redis.InvalidationMessage.Poison;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidationMessageTest {
  /// Seed test 37: the payload.
  @Test
  void write_keys_isTheSeedsMessage() {
    assertThat(InvalidationMessage.write(List.of("apps:1", "a\"b"),
        Instant.ofEpochMilli(1_764_421_200_250L))).isEqualTo(
            "{\"event\":\"invalidate\",\"keys\":[\"apps:1\",\"a\\\"b\"],\"timestamp\":1.76442120025E9}");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{\"event\": \"invalidate\", \"keys\": [\"apps:1\"], \"timestamp\": 1764421200.25}",
      "{\"timestamp\":null,\"keys\":[\"apps:1\"],\"event\":\"invalidate\"}",
      "{\"event\":\"invalidate\",\"keys\":[\"apps:1\"],\"by\":{\"pod\":[1,{}]}}"})
  void read_whatTheSeedAndLaterVersionsSay_isUnderstood(String text) {
    assertThat(InvalidationMessage.read(text)).isEqualTo(new Keys(List.of("apps:1")));
  }

  @Test
  void read_whatWasWritten_isTheSame() {
    var keys = Collections.nCopies(100, "\u0001".repeat(InvalidationBus.LONGEST_KEY));

    assertThat(InvalidationMessage.read(InvalidationMessage.write(keys, Instant.EPOCH)))
        .isEqualTo(new Keys(keys));
  }

  /// Seed test 45.
  @ParameterizedTest
  @ValueSource(strings = {"{\"event\":\"refresh\",\"keys\":[\"apps:1\"]}", "{\"event\":\"\"}",
      "{\"keys\":7,\"event\":\"refresh\"}"})
  void read_unknownEvent_isAnotherEvent(String text) {
    assertThat(InvalidationMessage.read(text)).isEqualTo(new OtherEvent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "no json", "7", "[]", "null", "\"invalidate\"", "{}", "{",
      "{\"event\":\"invalidate\"}", "{\"event\":7,\"keys\":[\"a\"]}",
      "{\"event\":\"invalidate\",\"keys\":\"apps:1\"}",
      "{\"event\":\"invalidate\",\"keys\":[\"apps:1\",7]}",
      "{\"event\":\"invalidate\",\"keys\":[null]}", "{\"event\":\"invalidate\",\"keys\":[[\"a\"]]}",
      "{\"event\":\"invalidate\",\"keys\":[{\"a\":[]}]}",
      "{\"event\":\"invalidate\",\"keys\":[\"\"]}",
      "{\"event\":\"invalidate\",\"keys\":[\"a\"]",
      "{\"event\":\"invalidate\",\"keys\":[\"a\"]} {}",
      "{'event':'invalidate','keys':['a']}"})
  void read_malformed_isPoison(String text) {
    assertThat(InvalidationMessage.read(text)).isEqualTo(new Poison());
  }

  @Test
  void read_tooMuch_isPoison() {
    var keys = Collections.nCopies(10_000, "a");
    var tooLong = "x".repeat(InvalidationBus.LONGEST_KEY + 1);

    assertThat(InvalidationMessage.read(InvalidationMessage.write(keys, Instant.EPOCH)))
        .isEqualTo(new Poison());
    assertThat(InvalidationMessage.read(InvalidationMessage.write(List.of(tooLong), Instant.EPOCH)))
        .isEqualTo(new Poison());
    assertThat(InvalidationMessage.read("[".repeat(InvalidationMessage.LONGEST)))
        .isEqualTo(new Poison());
    assertThat(InvalidationMessage.read("{\"event\":\"invalidate\",\"keys\":[\"a\"]}"
        + " ".repeat(InvalidationMessage.LONGEST))).isEqualTo(new Poison());
  }
}
