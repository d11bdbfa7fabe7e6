package dev.earshot.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What Prometheus and Grafana are given: rules that hold, about meters that there are, with a paragraph each.
class AlertsTest {
  private static final Path FOLDER = Path.of("..", "deploy", "prometheus");
  private static final Path DASHBOARDS = Path.of("..", "deploy", "grafana", "dashboards");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
  private static final Pattern RUNBOOK = Pattern.compile("runbook: docs/operations\\.md#(\\w+)");
  private static final Pattern USED = Pattern.compile("\\b(earshot_\\w+)(?:\\{([^}]*)\\})?");
  private static final Pattern RECORDED = Pattern.compile("earshot:\\w+:\\w+");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)(?:=~|!~|!=|=)\"([^\"]*)\"");
  private static final Pattern WORD = Pattern.compile("[\\w ]+");
  private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job", "le");

  @Test
  void promtool_rulesAndTheirSeries_hold() throws Exception {
    Promtool.run(FOLDER, "check", "rules", "alerts.yml");
    Promtool.run(FOLDER, "test", "rules", "alerts_test.yml");
  }

  @Test
  void alerts_haveEachAParagraphAndATest() throws IOException {
    var rules = rules();
    var alerts = found(ALERT, rules);
    var page = Files.readString(MetricTableTest.PAGE);
    var tests = Files.readString(FOLDER.resolve("alerts_test.yml"));

    assertThat(alerts).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    assertThat(found(RUNBOOK, rules)).containsExactlyElementsOf(
        alerts.stream().map(alert -> alert.toLowerCase(Locale.ROOT)).toList());
    assertThat(alerts).allSatisfy(alert -> {
      assertThat(page).contains("\n### " + alert + "\n\n");
      assertThat(fires(tests, alert)).as("%s fires in a test", alert).isTrue();
    });
  }

  /// The outages that the seed system had, by their days: each would have been told.
  @ParameterizedTest
  @ValueSource(strings = {"2026-03-09", "2026-03-24", "2026-03-25", "April 2026", "2026-08-16"})
  void incident_ofTheSeedSystem_hasAnAlertThatFires(String day) throws IOException {
    var group = Arrays.stream(Files.readString(FOLDER.resolve("alerts_test.yml")).split("\n  - "))
        .filter(text -> text.startsWith("name: '" + day + " "))
        .findFirst()
        .orElseThrow();

    assertThat(group).contains("- exp_labels:", "exp_alerts: []");
  }

  @Test
  void rules_askForMetersThatThereAre() throws IOException {
    var rules = rules();

    check(rules);
    assertThat(found(Pattern.compile("- record: (\\S+)"), rules))
        .containsAll(found(Pattern.compile("(" + RECORDED + ")"), rules));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void dashboard_itsPanels_saySomethingOfMetersThatThereAre(Path file) throws IOException {
    var dashboard = new JsonMapper().readTree(file.toFile());
    var rules = rules();

    assertThat(dashboard.path("uid").asText() + ".json")
        .isEqualTo(String.valueOf(file.getFileName()));
    assertThat(dashboard.path("panels")).isNotEmpty().allSatisfy(panel -> {
      assertThat(panel.path("title").asText()).isNotBlank();
      assertThat(panel.path("description").asText()).endsWith(".").hasSizeGreaterThan(20);
      assertThat(panel.path("targets")).isNotEmpty();
      for (JsonNode target : panel.path("targets")) {
        var asked = target.path("expr").asText();
        check(asked);
        assertThat(found(Pattern.compile("(" + RECORDED + ")"), asked))
            .allSatisfy(name -> assertThat(rules).contains(name));
      }
    });
  }

  /// Whatever promtool makes of the dashboards' questions: they are PromQL.
  @ParameterizedTest
  @MethodSource("dashboards")
  void dashboard_itsQuestions_areUnderstood(Path file, @TempDir Path dir) throws Exception {
    var text = new StringBuilder("groups:\n- name: panels\n  rules:\n");
    var number = 0;
    for (var panel : new JsonMapper().readTree(file.toFile()).path("panels")) {
      for (var target : panel.path("targets")) {
        text.append("  - record: panel:" + number++ + "\n    expr: |\n      "
            + target.path("expr").asText().replace("$instance", ".*") + "\n");
      }
    }
    Files.writeString(dir.resolve("panels.yml"), text);

    Promtool.run(dir, "check", "rules", "panels.yml");
  }

  static Stream<Path> dashboards() throws IOException {
    try (var files = Files.list(DASHBOARDS)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  private static void check(String asked) {
    assertThat(USED.matcher(asked).results()).allSatisfy(AlertsTest::checkOne);
  }

  private static void checkOne(MatchResult used) {
    var metric = Arrays.stream(Metric.values())
        .filter(known -> names(known).contains(used.group(1)))
        .findFirst();
    assertThat(metric).as(used.group()).isPresent();
    var labels = metric.get()
        .labels()
        .stream()
        .collect(Collectors.toMap(Label::name, Label::words));
    MATCHER.matcher(used.group(2) == null ? "" : used.group(2)).results().forEach(match -> {
      if (!OF_PROMETHEUS.contains(match.group(1))) {
        assertThat(labels).as(used.group()).containsKey(match.group(1));
        assertThat(Stream.of(match.group(2).split("\\|"))
            .filter(word -> WORD.matcher(word).matches()))
            .isSubsetOf(labels.getOrDefault(match.group(1), List.of()));
      }
    });
  }

  private static Set<String> names(Metric metric) {
    var name = metric.wireName();
    return metric.type() == Metric.Type.HISTOGRAM
        ? Set.of(name + "_bucket", name + "_count", name + "_sum")
        : Set.of(name);
  }

  private static boolean fires(String tests, String alert) {
    return Pattern.compile("alertname: " + alert + "\n +exp_alerts:\n +- exp_labels:")
        .matcher(tests)
        .find();
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static String rules() throws IOException {
    return Files.readString(FOLDER.resolve("alerts.yml"));
  }
}
