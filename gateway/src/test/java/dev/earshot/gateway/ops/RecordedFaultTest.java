package dev.earshot.gateway.ops;

import dev.earshot.gateway.House;
import dev.earshot.gateway.config.ConfigReader;
import dev.earshot.gateway.outgoing.Site;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import dev.earshot.gateway.wire.WireClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The meters of a gateway whose recogniser turns it away, before and after, given to the alerts as series.
@Timeout(60)
class RecordedFaultTest {
  private final Path dir;
  private final Site recogniser = Site.open();

  RecordedFaultTest(@TempDir Path dir) {
    this.dir = dir;
  }

  /// 402: the outage of 2026-08-16. 429: that of 2026-03-25.
  @ParameterizedTest
  @CsvSource({"402, EarshotRecogniserRefused", "402, EarshotNoRecogniser",
      "402, EarshotRecogniserAway", "429, EarshotRecogniserBusy"})
  void recogniser_turnsEverybodyAway_isToldByTheAlert(int status, String alert) throws Exception {
    recogniser.answers(Site.status(status));
    try (recogniser; var house = open()) {
      house.ready().block();
      var before = series(house);
      try (var client = WireClient.connect(house.port())
          .upgrade(TestHouse.LISTEN,
              TestHouse.KEY)) {
        client.readAll();
      }
      Until.holds(() -> house.meters().openStreams() == 0);
      Files.writeString(dir.resolve("recorded.yml"), test(before, series(house), alert));
    }

    Files.copy(Path.of("..", "deploy", "prometheus", "alerts.yml"), dir.resolve("alerts.yml"));
    Promtool.run(dir, "test", "rules", "recorded.yml");
  }

  private House open() throws IOException {
    return House.open(ConfigReader.read(Map.of("EARSHOT_PORT", "0", "EARSHOT_OPS_PORT", "0",
        "EARSHOT_DATA", dir.resolve("data").toString(), "EARSHOT_ENGINES", "deepgram",
        "EARSHOT_DEEPGRAM_URL", "ws://127.0.0.1:" + recogniser.port(), "EARSHOT_KEYS",
        "ann:" + TestHouse.KEY), null), SocketLimits.DEFAULT, TestHouse.ROOMY);
  }

  /// Five minutes as it was, then the fault, which comes again each minute.
  private static String test(Map<String, Double> before, Map<String, Double> after,
      String alert) {
    var lines = before.entrySet()
        .stream()
        .map(entry -> {
          var name = entry.getKey();
          double from = entry.getValue();
          double to = Objects.requireNonNullElse(after.get(name), from);
          var step = name.contains("_total") ? to - from : 0;
          return "    - series: '" + name + "'\n      values: '" + from + "x5 " + to + "+" + step
              + "x15'\n";
        })
        .collect(Collectors.joining());
    return """
        rule_files: [alerts.yml]
        evaluation_interval: 1m
        tests:
        - interval: 1m
          input_series:
        %s  promql_expr_test:
          - expr: count(ALERTS{alertname="%s",alertstate="firing"})
            eval_time: 5m
            exp_samples: []
          - expr: count(ALERTS{alertname="%s",alertstate="firing"})
            eval_time: 15m
            exp_samples: [{labels: '{}', value: 1}]
        """.formatted(lines, alert, alert);
  }

  /// As Prometheus keeps them.
  private static Map<String, Double> series(House house) {
    var series = new TreeMap<String, Double>();
    for (var line : house.meters().scrape().lines().toList()) {
      var end = line.lastIndexOf(' ');
      if (!line.startsWith("#")) {
        var name = line.substring(0, end);
        var target = "instance=\"a:9090\",job=\"earshot\"}";
        series.put(name.endsWith("}")
            ? name.substring(0, name.length() - 1) + "," + target
            : name + "{" + target, Double.parseDouble(line.substring(end + 1)));
      }
    }
    return series;
  }
}
