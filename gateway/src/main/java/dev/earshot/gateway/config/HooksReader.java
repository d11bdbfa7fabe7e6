package dev.earshot.gateway.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.integration.Hook;
import dev.earshot.core.integration.ListedHooks;
import dev.earshot.gateway.config.HookSettings.Target;
import dev.earshot.gateway.config.PlansReader.UnusableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads who is told what is said: whether anybody, where, and the hooks of a file.
final class HooksReader {
  static final String SECRET = "EARSHOT_NOTIFY_SECRET";
  private static final String ON = "EARSHOT_HOOKS";
  private static final String INSIDE = "EARSHOT_HOOKS_INSIDE";
  private static final String FILE = "EARSHOT_HOOKS_FILE";
  private static final String NOTIFY = "EARSHOT_NOTIFY_URL";
  static final Set<String> NAMES = Set.of(ON, INSIDE, FILE, NOTIFY, SECRET);

  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
          DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .build();
  private static final int MOST_OFTEN = 5;

  private HooksReader() {}

  private record Listed(Map<AccountId, List<Hook>> hooks, Map<AccountId, Integer> frequencies) {}

  static HookSettings read(Values values) {
    var listed = values.get(FILE, new Listed(Map.of(), Map.of()),
        "a readable file with hooks as JSON, see docs/operations.md",
        file -> listed(Path.of(file)));
    return new HookSettings(flag(values, ON), flag(values, INSIDE), listed.hooks(),
        listed.frequencies(), notifications(values));
  }

  private static boolean flag(Values values, String name) {
    return values.get(name, false, "off or on", text -> switch (text.toLowerCase(Locale.ROOT)) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new IllegalArgumentException(text);
    });
  }

  private static @Nullable Target notifications(Values values) {
    if (values.has(NOTIFY) && !values.has(SECRET)) {
      values.missing(SECRET, "16..256 letters that sign what is sent, since " + NOTIFY + " is set");
    }
    var secret = values.get(SECRET, "", "16..256 letters; the value is not shown", text -> {
      if (text.length() < 16 || text.length() > 256) {
        throw new IllegalArgumentException("secret");
      }
      return text;
    });
    return values.<@Nullable Target>get(NOTIFY, null, "https://host/path", text -> {
      var checked = new Hook("notify", text, "-".repeat(16)); // an address as apps have
      return new Target(checked.url(), new Secret(secret));
    });
  }

  private static Listed listed(Path file) {
    var root = tree(file);
    if (!root.isObject()) {
      throw new UnusableException("no hooks (expected: an object of accounts)");
    }
    var hooks = new HashMap<AccountId, List<Hook>>();
    var frequencies = new HashMap<AccountId, Integer>();
    for (var entry : root.properties()) {
      var account = new AccountId(entry.getKey());
      var apps = new ArrayList<Hook>();
      for (var app : entry.getValue().path("apps")) {
        apps.add(hook(entry.getKey(), app));
      }
      hooks.put(account, apps);
      var often = entry.getValue().path("notify");
      if (!often.isMissingNode()) {
        frequencies.put(account, frequency(entry.getKey(), often));
      }
    }
    return checked(hooks, frequencies);
  }

  private static Listed checked(Map<AccountId, List<Hook>> hooks,
      Map<AccountId, Integer> frequencies) {
    try {
      var _ = new ListedHooks(hooks);
      return new Listed(hooks, frequencies);
    } catch (IllegalArgumentException e) {
      throw new UnusableException(String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode tree(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new UnusableException("not JSON, line " + e.getLocation().getLineNr());
    } catch (IOException e) {
      throw new UnusableException("cannot be read");
    }
  }

  private static Hook hook(String account, JsonNode app) {
    try {
      return new Hook(app.path("app").asText(), app.path("url").asText(),
          app.path("secret").asText());
    } catch (IllegalArgumentException e) {
      throw new UnusableException(account + ": " + e.getMessage());
    }
  }

  private static int frequency(String account, JsonNode often) {
    if (!often.isInt() || often.asInt() < 0 || often.asInt() > MOST_OFTEN) {
      throw new UnusableException(account + ".notify: " + often + " (expected: 0.." + MOST_OFTEN
          + ")");
    }
    return often.asInt();
  }
}
