package dev.earshot.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `earshot credits`: asks a running gateway's operations port what an account may use, and changes it.
@Command(name = "credits", mixinStandardHelpOptions = true, subcommands = {
    CreditsCommand.Show.class, CreditsCommand.Grant.class,
    CreditsCommand.Set.class}, description = "Show, grant or set what an account may use.")
final class CreditsCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

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
    @Parameters(paramLabel = "ACCOUNT", description = "whose credit it is")
    private String account = "";

    int ask(String method, String path, String body) throws IOException, InterruptedException {
      return tell(answer(method,
          "/admin/credits/" + URLEncoder.encode(account, StandardCharsets.UTF_8) + path,
          body));
    }

    private int tell(String answer) throws IOException {
      var out = out();
      if (isJson()) {
        out.println(answer);
      } else {
        var statement = JSON.readTree(answer);
        out.println("account    " + statement.path("account").asText());
        out.println("plan       " + statement.path("plan").asText());
        out.println("remaining  " + (statement.path("unlimited").asBoolean()
            ? "unlimited"
            : time(statement.path("remaining_ms"))));
        out.println("used       " + time(statement.path("used_ms_month")) + " in "
            + statement.path("month").asText() + " (UTC)");
      }
      return 0;
    }

    private static String time(JsonNode ms) {
      var span = Duration.ofMillis(ms.asLong());
      return "%d h %02d min %02d.%03d s".formatted(span.toHours(), span.toMinutesPart(),
          span.toSecondsPart(), span.toMillisPart());
    }
  }

  /// `earshot credits show`.
  @Command(name = "show", mixinStandardHelpOptions = true, description = "What an account may use and has used this month.")
  static final class Show implements Callable<Integer> {
    @Mixin
    private final Desk desk = new Desk();

    @Override
    public Integer call() throws Exception {
      return desk.ask("GET", "", "");
    }
  }

  /// `earshot credits grant`.
  @Command(name = "grant", mixinStandardHelpOptions = true, description = "Add audio to this month.")
  static final class Grant implements Callable<Integer> {
    @Mixin
    private final Desk desk = new Desk();

    @Option(names = "--minutes", required = true, description = "how much")
    private long minutes;

    @Option(names = "--id", description = "names the gift: repeated with the same name it counts once")
    private @Nullable String id;

    @Override
    public Integer call() throws Exception {
      var body = JSON.createObjectNode().put("minutes", minutes);
      if (id != null) {
        body.put("id", id);
      }
      return desk.ask("POST", "/grant", body.toString());
    }
  }

  /// `earshot credits set`.
  @Command(name = "set", mixinStandardHelpOptions = true, description = "Set plan and monthly grant.")
  static final class Set implements Callable<Integer> {
    @Mixin
    private final Desk desk = new Desk();

    @Option(names = "--plan", defaultValue = "basic", description = "default: ${DEFAULT-VALUE}")
    private String plan = "basic";

    @Option(names = "--minutes", description = "each month, instead of the plan's")
    private @Nullable Long minutes;

    @Option(names = "--unlimited", description = "instead of the plan's grant")
    private boolean unlimited;

    @Override
    public Integer call() throws Exception {
      var body = JSON.createObjectNode().put("plan", plan);
      if (unlimited) {
        body.put("unlimited", true);
      } else if (minutes != null) {
        body.put("minutes", Objects.requireNonNull(minutes));
      }
      return desk.ask("POST", "/plan", body.toString());
    }
  }
}
