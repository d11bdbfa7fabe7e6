package dev.earshot.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.House;
import dev.earshot.gateway.config.ConfigReader;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.TestCertificates;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import dev.earshot.gateway.wire.WireClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What a gateway with everything that can be switched on shows to Prometheus.
@Timeout(60)
@ExtendWith(CleanLog.class)
class RunningMetersTest {
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final Pattern PART = Pattern.compile("_(bucket|count|sum|max)$");

  private final House house;

  RunningMetersTest(@TempDir Path data) throws IOException {
    var files = new TestCertificates(data).make("one");
    house = House.open(ConfigReader.read(Map.ofEntries(Map.entry("EARSHOT_PORT", "0"),
        Map.entry("EARSHOT_OPS_PORT", "0"), Map.entry("EARSHOT_TLS_PORT", "0"),
        Map.entry("EARSHOT_TLS_CERT", files.certificate().toString()),
        Map.entry("EARSHOT_TLS_KEY", files.key().toString()),
        Map.entry("EARSHOT_DATA", data.resolve("data").toString()),
        Map.entry("EARSHOT_ENGINES", "scripted"), Map.entry("EARSHOT_HOOKS", "on"),
        Map.entry("EARSHOT_ENGINE_PRICES", "scripted:600"),
        Map.entry("EARSHOT_KEYS", "ann:" + TestHouse.KEY)), null), SocketLimits.DEFAULT,
        TestHouse.ROOMY);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void metrics_ofAGateway_areThoseOfTheTableAndNoOthers() {
    speak();

    assertThat(names()).containsExactlyInAnyOrderElementsOf(
        Arrays.stream(Metric.values()).map(Metric::wireName).toList());
  }

  @Test
  void labels_ofAGateway_haveOnlyTheirWords() {
    speak();

    for (var metric : Metric.values()) {
      var allowed = metric.labels()
          .stream()
          .flatMap(label -> label.words().stream().map(word -> label.name() + "=" + word))
          .collect(Collectors.toSet());
      assertThat(labels(metric)).as(metric.wireName()).isSubsetOf(allowed);
    }
  }

  @Test
  void stream_letInAndHeard_isCountedByItsDialect() {
    speak();
    Until.holds(() -> house.meters().openStreams() == 0);

    assertThat(page()).contains("earshot_admissions_total{dialect=\"device\"} 1.0",
        "earshot_first_partial_seconds_count{dialect=\"device\"} 1",
        "earshot_finalisation_seconds_count{dialect=\"device\"} 1",
        "earshot_cursor_lag_seconds_count{dialect=\"device\"}",
        "earshot_dialect_streams_open{dialect=\"device\"} 0.0",
        "earshot_credit_decisions_total{decision=\"fetch\"} 1.0",
        "earshot_engine_money_total{engine=\"scripted\"} 0.5",
        "earshot_usage_reports_late 0.0", "earshot_ready 1.0");
  }

  @Test
  void streams_turnedAway_areCountedByReason() {
    refused(TestHouse.LISTEN, "nobodys");
    try (var client = WireClient.connect(house.port())) {
      assertThat(client.request(WireClient.handshake("/v1/listen?encoding=linear17", "x")).status())
          .isEqualTo(400);
    }

    Until.holds(() -> page().contains(
        "earshot_refusals_total{dialect=\"device\",reason=\"key\"} 1.0"));
    assertThat(page()).contains(
        "earshot_refusals_total{dialect=\"deepgram\",reason=\"bad_request\"} 1.0",
        "earshot_admissions_total{dialect=\"device\"} 0.0");
  }

  private void refused(String target, String key) {
    try (var client = WireClient.connect(house.port()).upgrade(target, key)) {
      client.readAll();
    }
  }

  private void speak() {
    house.ready().block();
    try (var client = WireClient.connect(house.port()).upgrade(TestHouse.LISTEN, TestHouse.KEY)) {
      client.ready().seconds(3, TestHouse.RATE).finish();
      assertThat(client.readAll().words()).isEqualTo("w0 w1 w2");
    }
  }

  private String page() {
    try (var client = WireClient.connect(house.opsPort())) {
      return client.request("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n").body();
    }
  }

  private List<String> lines() {
    return page().lines().filter(line -> !line.startsWith("#")).toList();
  }

  /// A histogram is one name.
  private Set<String> names() {
    var names = new TreeSet<String>();
    for (var line : lines()) {
      var name = line.split("[{ ]", 2)[0];
      names.add(name.contains("_seconds_") ? PART.matcher(name).replaceFirst("") : name);
    }
    return names;
  }

  private Set<String> labels(Metric metric) {
    return lines().stream()
        .filter(line -> line.startsWith(metric.wireName() + "{"))
        .flatMap(line -> LABEL.matcher(line).results())
        .map(label -> label.group(1) + "=" + label.group(2))
        .collect(Collectors.toSet());
  }
}
