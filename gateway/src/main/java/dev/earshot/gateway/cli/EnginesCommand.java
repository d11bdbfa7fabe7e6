package dev.earshot.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `earshot engines`: asks a running gateway how its recognisers do, and directs them.
@Command(name = "engines", mixinStandardHelpOptions = true, subcommands = {
    EnginesCommand.ListEngines.class, EnginesCommand.Leave.class,
    EnginesCommand.Comeback.class}, description = "List recognisers, leave one, come back to it.")
final class EnginesCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PATH = "/admin/engines";

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "COMMAND: missing (expected: one of "
        + spec.subcommands().keySet() + ")");
  }

  /// What every one of them needs.
  static final class Desk extends OperationsDesk {
    int ask(String method, String path) throws IOException, InterruptedException {
      var answer = answer(method, PATH + path, "");
      var out = out();
      if (isJson()) {
        out.println(answer);
      } else {
        for (var engine : JSON.readTree(answer).path("engines")) {
          out.println(line(engine));
        }
      }
      return 0;
    }

    private static String line(JsonNode engine) {
      var failures = 0L;
      for (var count : engine.path("failures")) {
        failures += count.asLong();
      }
      return "%-11s %-12s %5d streams  %6d failures  paid for this month %s  %s".formatted(
          engine.path("engine").asText(), engine.path("state").asText(),
          engine.path("legs_open").asLong(), failures, time(engine.path("paid_ms_month")),
          engine.path("target").asText());
    }

    private static String time(JsonNode ms) {
      var span = Duration.ofMillis(ms.asLong());
      return "%d h %02d min %02d s".formatted(span.toHours(), span.toMinutesPart(),
          span.toSecondsPart());
    }
  }

  /// `earshot engines list`.
  @Command(name = "list", mixinStandardHelpOptions = true, description = "How each recogniser does.")
  static final class ListEngines implements Callable<Integer> {
    @Mixin
    private final Desk desk = new Desk();

    @Override
    public Integer call() throws Exception {
      return desk.ask("GET", "");
    }
  }

  /// `earshot engines leave`.
  @Command(name = "leave", mixinStandardHelpOptions = true, description = "Send streams elsewhere, those that run too.")
  static final class Leave implements Callable<Integer> {
    @Mixin
    private final Desk desk = new Desk();

    @Parameters(paramLabel = "NAME", description = "one of EARSHOT_ENGINES")
    private String name = "";

    @Override
    public Integer call() throws Exception {
      return desk.ask("POST", order(name, "leave"));
    }
  }

  /// `earshot engines comeback`.
  @Command(name = "comeback", mixinStandardHelpOptions = true, description = "Let streams go there again, whatever was held against it.")
  static final class Comeback implements Callable<Integer> {
    @Mixin
    private final Desk desk = new Desk();

    @Parameters(paramLabel = "NAME", description = "one of EARSHOT_ENGINES")
    private String name = "";

    @Override
    public Integer call() throws Exception {
      return desk.ask("POST", order(name, "comeback"));
    }
  }

  private static String order(String name, String what) {
    return "/" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "/" + what;
  }
}
