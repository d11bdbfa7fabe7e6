package dev.earshot.load.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CourseTest {
  private static final Duration RAMP = Duration.ofSeconds(2);
  private static final Duration SETTLE = Duration.ofSeconds(3);
  private static final Duration HOLD = Duration.ofSeconds(10);
  private static final long SECOND = 1_000_000_000L;

  @Test
  void steps_two_countBehindTheirRampsAndSettling() {
    var course = Course.steps(List.of(100, 300), RAMP, SETTLE, HOLD, 1);

    assertThat(course.stages()).containsExactly(
        new Course.Stage("100 streams", Duration.ofSeconds(5), Duration.ofSeconds(15)),
        new Course.Stage("300 streams", Duration.ofSeconds(20), Duration.ofSeconds(30)));
    var sessions = course.plan().sessions();
    assertThat(sessions).hasSize(300);
    assertThat(sessions).filteredOn(session -> session.fromNanos() < 15 * SECOND).hasSize(100);
    assertThat(sessions).allMatch(session -> session.toNanos() > 30 * SECOND);
    assertThat(course.plan().length()).isEqualTo(Duration.ofSeconds(32));
    assertThat(course.middle()).isEqualTo(Duration.ofSeconds(25));
  }

  @Test
  void nextLook_isEachSecondAndAtTheEndsOfStages() {
    var course = Course.steps(List.of(1), Duration.ofMillis(300), Duration.ZERO, HOLD, 1);

    assertThat(course.nextLook(0)).isEqualTo(300_000_000L);
    assertThat(course.nextLook(300_000_000L)).isEqualTo(SECOND);
    assertThat(course.nextLook(10 * SECOND)).isEqualTo(10_300_000_000L);
  }

  @Test
  void parse_aTrace_isWhoCameWhen(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("day.csv"),
        "# begin,length\n0.5, 3\n\n2,100\n90,1\n");

    var plan = Arrivals.parse("trace:" + file).plan(HOLD, Duration.ofSeconds(60), 1);

    assertThat(plan.sessions()).extracting(session -> session.fromNanos() / 1e9 + "-"
        + session.toNanos() / 1e9).containsExactly("0.5-3.5", "2.0-60.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "poisson", "poisson:0", "poisson:-1", "poisson:many", "trace:",
      "trace:nowhere.csv", "ramp:3"})
  void parse_whatIsNoArrival_saysWhatOneIs(String text) {
    assertThatThrownBy(() -> Arrivals.parse(text)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("arrivals: .* \\(expected: .*\\)");
  }

  @Test
  void parse_aLineOfATraceThatIsNone_isTold(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("day.csv"), "0.5,3\nsoon,1\n");

    assertThatThrownBy(() -> Arrivals.parse("trace:" + file)).hasMessageStartingWith(
        "arrivals: line 2 of ").hasMessageEndingWith("soon,1 (expected: BEGIN,LENGTH in seconds)");
  }
}
