package dev.earshot.gateway.admin;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.account.MonthlyGrant.Limited;
import dev.earshot.core.account.MonthlyGrant.Unlimited;
import dev.earshot.core.account.Plan;
import dev.earshot.core.account.Plans;
import dev.earshot.core.operator.OperatorScope;
import java.util.Locale;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/// `GET /admin/plans`: the plans as this gateway knows them, the basic one first.
public record PlanRequests(Plans plans) implements AdminRoom {
  private static final String PATH = "/admin/plans";
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public OperatorScope scope() {
    return OperatorScope.CREDITS;
  }

  @Override
  public String expected() {
    return "plan: unknown (expected: GET /admin/plans; EARSHOT_PLANS says which there are)";
  }

  @Override
  public Mono<String> answer(String method, String uri, String body) {
    return method.equals("GET") && uri.equals(PATH)
        ? Mono.fromSupplier(this::json)
        : Mono.empty();
  }

  private String json() {
    var json = JSON.createObjectNode();
    var all = json.putArray("plans");
    Stream.concat(Stream.of(plans.basic()),
        plans.all().stream().filter(plan -> !plan.name().equals(Plans.BASIC)))
        .forEach(plan -> all.add(json(plan)));
    return json.toString();
  }

  private static ObjectNode json(Plan plan) {
    var policy = plan.policy();
    var json = JSON.createObjectNode()
        .put("plan", plan.name())
        .put("unlimited", plan.grant() instanceof Unlimited)
        .put("grant_ms", plan.grant() instanceof Limited(long millis) ? (Long) millis : null)
        .put("exhausted", word(policy.exhaustion()))
        .put("blind_ms", policy.blindness().most().toMillis())
        .put("threshold_ms", policy.threshold().toMillis())
        .put("silence", word(policy.silence()))
        .put("channels", word(policy.channels()))
        .put("strict", policy.strict());
    var engines = json.putArray("engines");
    policy.engines().forEach(engines::add);
    return json;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
