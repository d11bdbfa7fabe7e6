package dev.earshot.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `earshot keys`: has a running gateway make keys, list them and revoke them.
@Command(name = "keys", mixinStandardHelpOptions = true, subcommands = {KeysCommand.Create.class,
    KeysCommand.ListKeys.class,
    KeysCommand.Revoke.class}, description = "Make, list or revoke keys.")
final class KeysCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PATH = "/admin/keys";

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
    JsonNode ask(String method, String path, String body) throws IOException, InterruptedException {
      return JSON.readTree(answer(method, path, body));
    }
  }

  /// `earshot keys create`: the key stands alone on standard output, and is never seen again.
  @Command(name = "create", mixinStandardHelpOptions = true, description = "Make a key for an account; a new account can be given what it may use.")
  static final class Create implements Callable<Integer> {
    @Mixin
    private final Desk desk = new Desk();

    @Parameters(paramLabel = "ACCOUNT", description = "whose key it is")
    private String account = "";

    @Option(names = "--name", description = "for people, up to 64 characters")
    private @Nullable String name;

    @Option(names = "--expires", paramLabel = "DURATION", converter = Lasting.class, description = "such as 90d, 12h or 30m (default: never)")
    private @Nullable Duration expires;

    @Option(names = "--plan", description = "of a new account (default: basic)")
    private @Nullable String plan;

    @Option(names = "--minutes", description = "of a new account each month, instead of the plan's")
    private @Nullable Long minutes;

    @Option(names = "--unlimited", description = "a new account may use all it likes")
    private boolean unlimited;

    @Override
    public Integer call() throws Exception {
      var answer = desk.ask("POST", PATH, body());
      if (desk.isJson()) {
        desk.out().println(answer);
      } else {
        desk.out().println(answer.path("key").asText());
        desk.err()
            .println("id " + answer.path("id").asText() + " of " + answer.path("account")
                .asText() + "; the key is not shown again");
      }
      return 0;
    }

    private String body() {
      var body = JSON.createObjectNode().put("account", account);
      if (name != null) {
        body.put("name", name);
      }
      if (expires != null) {
        body.put("expires_s", Objects.requireNonNull(expires).toSeconds());
      }
      if (plan != null) {
        body.put("plan", plan);
      }
      if (unlimited) {
        body.put("unlimited", true);
      } else if (minutes != null) {
        body.put("minutes", Objects.requireNonNull(minutes));
      }
      return body.toString();
    }
  }

  /// `earshot keys list`: page by page until there is no more.
  @Command(name = "list", mixinStandardHelpOptions = true, description = "All keys, or those of an account, by id; never the keys themselves.")
  static final class ListKeys implements Callable<Integer> {
    private static final String ROW = "%-16s  %-20s  %-24s  %-20s  %-20s  %s%n";

    @Mixin
    private final Desk desk = new Desk();

    @Parameters(paramLabel = "ACCOUNT", arity = "0..1", description = "whose (default: everybody's)")
    private @Nullable String account;

    @Override
    public Integer call() throws Exception {
      var all = JSON.createArrayNode();
      if (!desk.isJson()) {
        desk.out().printf(ROW, "ID", "ACCOUNT", "NAME", "CREATED", "EXPIRES", "REVOKED");
      }
      var after = "";
      do {
        var page = desk.ask("GET", path(after), "");
        show((ArrayNode) page.path("keys"), all);
        after = page.path("next").asText("");
      } while (!after.isEmpty());
      if (desk.isJson()) {
        desk.out().println(JSON.createObjectNode().set("keys", all));
      }
      return 0;
    }

    private void show(ArrayNode page, ArrayNode all) {
      if (desk.isJson()) {
        all.addAll(page);
        return;
      }
      for (var key : page) {
        desk.out()
            .printf(ROW, key.path("id").asText(), key.path("account").asText(),
                key.path("name").asText(), moment(key, "created_at"), moment(key, "expires_at"),
                moment(key, "revoked_at"));
      }
    }

    private String path(String after) {
      var whose = account == null
          ? ""
          : "account=" + URLEncoder.encode(account, StandardCharsets.UTF_8) + "&";
      return PATH + "?" + whose + (after.isEmpty() ? "" : "after=" + after);
    }

    private static String moment(JsonNode key, String field) {
      return key.path(field).asText("-").replaceFirst("\\.\\d+Z$", "Z");
    }
  }

  /// `earshot keys revoke`.
  @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Let a key in no more; its open streams end.")
  static final class Revoke implements Callable<Integer> {
    @Mixin
    private final Desk desk = new Desk();

    @Parameters(paramLabel = "ID", description = "as `keys list` prints it")
    private String id = "";

    @Override
    public Integer call() throws Exception {
      var answer = desk.ask("DELETE", PATH + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8),
          "");
      desk.out()
          .println(desk.isJson()
              ? answer.toString()
              : "revoked " + answer.path("id").asText() + " of " + answer.path("account").asText());
      return 0;
    }
  }

  /// Reads how long a key lasts.
  static final class Lasting implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})([mhd])");

    @Override
    public Duration convert(String text) {
      var parts = FORM.matcher(text);
      if (!parts.matches()) {
        throw new TypeConversionException(text + " (expected: such as 90d, 12h or 30m)");
      }
      var count = Long.parseLong(Objects.requireNonNull(parts.group(1)));
      return switch (Objects.requireNonNull(parts.group(2))) {
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }
  }
}
