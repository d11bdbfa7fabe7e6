package dev.earshot.gateway.dialect.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.StreamId;
import dev.earshot.gateway.dialect.ClientEvent.Reason;
import dev.earshot.gateway.dialect.ClientEvent.Unusable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a device says and nobody can use. All that it can be told is in `golden/device-listen.txt`.
class DeviceDialectTest {
  private static final Instant RESET = Instant.parse("2026-12-01T00:00:00Z");

  private final DeviceDialect dialect = new DeviceDialect(
      new StreamId(new UUID(1, 2)), false, 1, InstantSource.fixed(RESET));

  static Stream<Arguments> badTexts() {
    return Stream.of(
        read("", Reason.NOT_JSON),
        read("   ", Reason.NOT_JSON),
        read("PING", Reason.NOT_JSON),
        read("NaN", Reason.NOT_JSON),
        read("{\"type\":NaN}", Reason.NOT_JSON),
        read("{\"type\":\"finish\"", Reason.NOT_JSON),
        read("{\"type\":\"finish\"} {}", Reason.NOT_JSON),
        read("{'type':'finish'}", Reason.NOT_JSON),
        read("{\"type\":\"finish\",\"type\":\"flush\"}", Reason.NOT_JSON),
        read("{\"type\":" + "9".repeat(200_000) + "}", Reason.NOT_JSON),
        read("[".repeat(10_000) + "]".repeat(10_000), Reason.NOT_JSON),
        read("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000), Reason.NOT_JSON),
        read("[]", Reason.NOT_AN_OBJECT),
        read("null", Reason.NOT_AN_OBJECT),
        read("\"" + "x".repeat(200_000) + "\"", Reason.NOT_AN_OBJECT),
        read("{}", Reason.UNKNOWN_TYPE),
        read("{\"type\":{\"type\":\"finish\"}}", Reason.UNKNOWN_TYPE),
        read("{\"type\":\"" + "x".repeat(200_000) + "\"}", Reason.UNKNOWN_TYPE));
  }

  @ParameterizedTest
  @MethodSource("badTexts")
  void read_badText_isUnusable(String text, Reason reason) {
    assertThat(dialect.read(text)).isInstanceOfSatisfying(Unusable.class,
        unusable -> assertThat(unusable.reason()).isEqualTo(reason));
  }

  @Test
  void read_badText_isNotRepeated() {
    assertThat(dialect.read("my password").toString()).doesNotContain("password");
  }

  private static Arguments read(String text, Object meaning) {
    return Arguments.of(text, meaning);
  }
}
