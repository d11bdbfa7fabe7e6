package dev.earshot.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.config.GatewayConfig.Engine;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The meters as the documentation has them. With `-Dearshot.write=true` it writes the table instead of
/// comparing it.
class MetricTableTest {
  static final Path PAGE = Path.of("..", "docs", "operations.md");
  private static final String BEGIN = "see CONTRIBUTING.md -->\n";
  private static final String END = "<!-- end of meters -->";
  private static final String REWRITE = "the table of meters; ./mvnw -q -Dquick -pl gateway -am test "
      + "-Dtest=MetricTableTest -Dsurefire.failIfNoSpecifiedTests=false -Dearshot.write=true writes it";

  @Test
  void operationsPage_hasARowForEachMeter() throws IOException {
    var page = Files.readString(PAGE);
    var from = page.indexOf(BEGIN) + BEGIN.length();
    var to = page.indexOf(END);
    assertThat(from).as("marks around the table").isBetween(BEGIN.length(), to);
    var table = "\n| meter | type | unit | what |\n|---|---|---|---|\n"
        + Arrays.stream(Metric.values())
            .map(Metric::row)
            .collect(Collectors.joining("\n"))
        + "\n\n";

    if (Boolean.getBoolean("earshot.write")) {
      Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
      return;
    }
    assertThat(page.substring(from, to)).as(REWRITE).isEqualTo(table);
  }

  @Test
  void engines_areThoseOfTheConfiguration() {
    assertThat(Label.ENGINE.words())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Engine.values()).map(Engine::wireName).toList());
  }

  @Test
  void counter_wordOfAClients_isOther() {
    var registry = new SimpleMeterRegistry();
    new Registry(registry).counter(Metric.STREAMS_ENDED, "because I say so").increment();

    assertThat(Objects.requireNonNull(registry.find("earshot.streams.ended").counter())
        .getId()
        .getTags()).isEqualTo(List.of(Tag.of("reason", "other")));
  }

  @Test
  void names_ofMetersAndTheirSentences_areTheirOwn() {
    assertThat(Metric.values()).extracting(Metric::wireName).doesNotHaveDuplicates();
    assertThat(Metric.values()).extracting(Metric::sentence).doesNotHaveDuplicates();
  }
}
