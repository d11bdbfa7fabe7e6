package dev.earshot.gateway.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plan;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Policy;
import dev.earshot.core.account.Policy.Apps;
import dev.earshot.core.account.Policy.Blindness;
import dev.earshot.core.account.Policy.Channels;
import dev.earshot.core.account.Policy.Exhaustion;
import dev.earshot.core.account.Policy.Silence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads plans from a file: one JSON object, whose names are the plans'. What a plan leaves out is as in
/// the seed system.
final class PlansReader {
  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
          DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .build();
  private static final Set<String> FIELDS = Set.of("minutes", "unlimited", "exhausted",
      "blind_seconds", "threshold_seconds", "silence", "channels", "strict", "engines", "apps");
  private static final long MOST_MINUTES = 1_000_000;

  private PlansReader() {}

  /// The file is there and says something that is no plan.
  static final class UnusableException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnusableException(String message) {
      super(message);
    }
  }

  /// The plans of a gateway that was given none: `basic` grants nothing by itself, `unlimited` all.
  static Plans usual(Duration threshold) {
    var policy = Policy.USUAL.withThreshold(threshold);
    return new Plans(List.of(new Plan(Plans.BASIC, MonthlyGrant.of(Duration.ZERO), policy),
        new Plan("unlimited", MonthlyGrant.unlimited(), policy)));
  }

  /// @param threshold of plans that name none
  /// @param engines that a plan may name
  /// @throws IllegalArgumentException where the file cannot be read; [UnusableException] says what in it
  ///     is wrong
  static Plans read(Path file, Duration threshold, List<String> engines) {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new UnusableException("not JSON, line " + e.getLocation().getLineNr());
    } catch (IOException e) {
      throw new UnusableException("cannot be read");
    }
    if (!root.isObject() || root.isEmpty()) {
      throw new UnusableException("no plans (expected: an object of plans by name)");
    }
    var plans = new ArrayList<Plan>();
    root.properties()
        .forEach(entry -> plans.add(plan(entry.getKey(), entry.getValue(), threshold, engines)));
    return new Plans(plans);
  }

  private static Plan plan(String name, JsonNode plan, Duration threshold,
      List<String> engines) {
    if (!plan.isObject()) {
      throw new UnusableException(name + ": " + plan + " (expected: an object)");
    }
    plan.fieldNames().forEachRemaining(field -> {
      if (!FIELDS.contains(field)) {
        throw new UnusableException(name + "." + field + ": unknown (expected: one of "
            + FIELDS.stream().sorted().toList() + ")");
      }
    });
    var blind = number(name, plan, "blind_seconds", Policy.USUAL.blindness().most().toSeconds(),
        MOST_MINUTES);
    var policy = new Policy(choice(name, plan, "exhausted", Exhaustion.STOP),
        new Blindness(Duration.ofSeconds(blind)),
        Duration.ofSeconds(number(name, plan, "threshold_seconds", threshold.toSeconds(),
            MOST_MINUTES)),
        choice(name, plan, "silence", Silence.BILLED),
        choice(name, plan, "channels", Channels.ONCE),
        flag(name, plan, "strict"), engines(name, plan, engines),
        choice(name, plan, "apps", Apps.STOP));
    var minutes = number(name, plan, "minutes", 0, MOST_MINUTES);
    var grant = flag(name, plan, "unlimited")
        ? MonthlyGrant.unlimited()
        : MonthlyGrant.of(Duration.ofMinutes(minutes));
    return new Plan(name, grant, policy);
  }

  private static List<String> engines(String plan, JsonNode of, List<String> known) {
    var value = of.path("engines");
    if (value.isMissingNode()) {
      return List.of();
    }
    var names = new LinkedHashSet<String>();
    for (var name : value) {
      if (!name.isTextual() || !known.contains(name.asText()) || !names.add(name.asText())) {
        throw wrongEngines(plan, value, known);
      }
    }
    if (names.isEmpty()) {
      throw wrongEngines(plan, value, known);
    }
    return List.copyOf(names);
  }

  private static UnusableException wrongEngines(String plan, JsonNode value, List<String> known) {
    return new UnusableException(
        plan + ".engines: " + value + " (expected: an array of one or more "
            + "of EARSHOT_ENGINES, " + known + ", each once)");
  }

  private static boolean flag(String plan, JsonNode of, String field) {
    var value = of.path(field);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw new UnusableException(plan + "." + field + ": " + value + " (expected: true or false)");
    }
    return value.asBoolean(false);
  }

  private static long number(String plan, JsonNode of, String field, long otherwise, long most) {
    var value = of.path(field);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0
        || value.asLong() > most) {
      throw new UnusableException(plan + "." + field + ": " + value + " (expected: 0.." + most
          + ")");
    }
    return value.asLong();
  }

  private static <E extends Enum<E>> E choice(String plan, JsonNode of, String field,
      E otherwise) {
    var value = of.path(field);
    if (value.isMissingNode()) {
      return otherwise;
    }
    var names = new ArrayList<String>();
    for (var one : otherwise.getDeclaringClass().getEnumConstants()) {
      names.add(one.name().toLowerCase(Locale.ROOT));
      if (names.getLast().equals(value.asText())) {
        return one;
      }
    }
    throw new UnusableException(plan + "." + field + ": " + value + " (expected: one of " + names
        + ")");
  }
}
