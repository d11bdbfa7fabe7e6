package dev.earshot.gateway.admin;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.cost.Spent;
import dev.earshot.core.operator.OperatorScope;
import dev.earshot.core.transcript.Trouble;
import dev.earshot.gateway.engine.EngineDesk;
import dev.earshot.gateway.engine.EngineReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/// Answers what is asked about recognisers, for whoever has a key that opens it.
///
/// | request | does |
/// |---|---|
/// | `GET /admin/engines` | how each target of each recogniser does, and what it was given; what ends in `_month` is of all targets of the recogniser together |
/// | `POST /admin/engines/NAME/leave` | sends its streams elsewhere, and new ones too |
/// | `POST /admin/engines/NAME/comeback` | lets streams go to it again |
///
/// @param deadline for the ledger of costs
public record EngineRequests(EngineDesk desk, Duration deadline) implements AdminRoom {
  private static final String PATH = "/admin/engines";

  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public OperatorScope scope() {
    return OperatorScope.ENGINES;
  }

  @Override
  public String expected() {
    return "engine: unknown (expected: GET /admin/engines, POST /admin/engines/NAME/leave or "
        + "/comeback with one of EARSHOT_ENGINES)";
  }

  @Override
  public Mono<String> answer(String method, String uri, String body) {
    if (uri.equals(PATH)) {
      return method.equals("GET") ? list() : Mono.empty();
    }
    var path = uri.substring(PATH.length()).split("/", -1);
    if (!method.equals("POST") || path.length != 3 || !path[0].isEmpty()) { // /NAME/ORDER
      return Mono.empty();
    }
    return Mono.fromSupplier(() -> switch (path[2]) {
      case "leave" -> desk.leave(path[1]);
      case "comeback" -> desk.comeback(path[1]);
      default -> false;
    }).flatMap(known -> known ? list() : Mono.empty());
  }

  /// A ledger that is away does not hide how recognisers do.
  private Mono<String> list() {
    return Mono.defer(desk::spent)
        .timeout(deadline)
        .onErrorReturn(List.of())
        .map(spent -> json(desk.reports(),
            spent.stream().collect(Collectors.toMap(Spent::engine, Function.identity()))));
  }

  private static String json(List<EngineReport> reports, Map<String, Spent> spent) {
    var json = JSON.createObjectNode();
    var engines = json.putArray("engines");
    for (var report : reports) {
      var month = spent.getOrDefault(report.engine(), Spent.nothing(report.engine()));
      engines.add(json(report, month));
    }
    return json.toString();
  }

  private static ObjectNode json(EngineReport report, Spent month) {
    var json = JSON.createObjectNode()
        .put("engine", report.engine())
        .put("target", report.target())
        .put("state", name(report.state()))
        .put("wait_ms", report.changesIn().toMillis())
        .put("legs_open", report.legs().open())
        .put("legs_total", report.legs().total());
    var failures = json.putObject("failures");
    for (var trouble : Trouble.values()) {
      failures.put(name(trouble), report.failures().getOrDefault(trouble, 0L));
    }
    json.put("last_message", report.lastMessage());
    var given = report.given();
    json.put("paid_for", name(given.base()))
        .put("sound_ms", given.sound().toMillis())
        .put("open_ms", given.open().toMillis());
    return json.put("sound_ms_month", month.soundMs())
        .put("open_ms_month", month.openMs())
        .put("paid_ms_month", switch (given.base()) {
          case NOTHING -> 0;
          case SOUND -> month.soundMs();
          case OPEN_TIME -> month.openMs();
        });
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
