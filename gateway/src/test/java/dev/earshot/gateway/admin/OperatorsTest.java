package dev.earshot.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.Plans;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.operator.AuditLog;
import dev.earshot.core.operator.Deed;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.gateway.admin.AdminPages.Answer;
import dev.earshot.gateway.engine.EngineDouble;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.testkit.MemoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/// Keys of the operations port with scopes, and the log of what is done with them.
class OperatorsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final MemoryStore store = new MemoryStore();
  private final InProcessSignals signals = new InProcessSignals();
  private final InstantSource clock = InstantSource.fixed(NOW);
  private final AdminKey key;
  private final String first;
  private final AdminPages pages;

  OperatorsTest(@TempDir Path data) throws IOException {
    key = AdminKey.of(data, new Random(1));
    first = AdminKey.read(data);
    pages = AdminDesk.pages(key, store, signals, new InProcessCounter(signals, clock),
        store.allowances(), new EngineDouble(), Plans.none(), clock);
  }

  @Test
  void create_key_isAnsweredOnceAndKeptAsItsHash() {
    var made = ask(first, "POST", "/admin/operators",
        "{\"name\": \"billing\", \"scopes\": [\"credits\", \"audit\"]}");

    assertThat(made.body()).isEqualTo("""
        {"id":"%s","name":"billing","scopes":["audit","credits"],\
        "created_at":"2026-11-22T12:00:00Z","revoked_at":null,"key":"eak_1"}"""
        .formatted(KeyHash.of("eak_1").id()));
    assertThat(made.toString()).doesNotContain("eak_1");
    assertThat(ask(first, "GET", "/admin/operators", "").body()).contains("billing")
        .doesNotContain("eak_1");
    assertThat(store.operatorKeys().find(KeyHash.of("eak_1")).block()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"credits,GET,/admin/credits/ann", "credits,GET,/admin/plans",
      "keys,GET,/admin/keys", "engines,GET,/admin/engines",
      "accounts,GET,/admin/accounts/ann", "audit,GET,/admin/audit", "*,GET,/admin/operators",
      "*,GET,/admin/keys", "*,GET,/admin/audit"})
  void scope_that_fits_opens(String scope, String method, String path) {
    assertThat(ask(made(scope), method, path, "").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"keys,GET,/admin/credits/ann", "credits,POST,/admin/keys",
      "accounts,GET,/admin/engines", "audit,DELETE,/admin/accounts/ann",
      "keys,GET,/admin/audit", "testers,GET,/admin/plans", "accounts,GET,/admin/operators",
      "keys,POST,/admin/operators"})
  void scope_another_is403AndNothingIsDone(String scope, String method, String path) {
    var answer = ask(made(scope), method, path, "{\"account\": \"bob\"}");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(Heard.json(answer.body()).path("type").asText())
        .isEqualTo("tag:earshot.dev,2026:forbidden");
    assertThat(Heard.json(answer.body()).path("detail").asText())
        .matches("scope: (credits|keys|engines|accounts|audit|\\*) missing \\(expected: .*");
    assertThat(store.accounts().exists(new AccountId("bob")).block()).isFalse();
  }

  @Test
  void revoke_key_opensNothingAnyMore() {
    var secret = made("keys");
    ask(first, "DELETE", "/admin/operators/" + KeyHash.of(secret).id(), "");

    assertThat(ask(secret, "GET", "/admin/keys", "").status()).isEqualTo(401);
  }

  @Test
  void audit_changes_areToldLatestFirstWithoutNames() {
    var secret = made("credits");
    ask(secret, "POST", "/admin/credits/ann/grant", "{\"minutes\": 5}");
    ask(secret, "POST", "/admin/credits/ann/plan", "{\"plan\": \"gold\"}");
    ask(secret, "GET", "/admin/credits/ann", "");
    ask(secret, "POST", "/admin/keys", "{\"account\": \"ann\"}");

    var body = ask(first, "GET", "/admin/audit?limit=4", "").body();
    var by = KeyHash.of(secret).id();
    var ann = "account:" + KeyHash.of("ann").id();
    assertThat(body).isEqualTo("{\"deeds\":["
        + deed(by.value(), "keys.create", ann, 403) + ","
        + deed(by.value(), "credits.plan", ann, 400) + ","
        + deed(by.value(), "credits.grant", ann, 200) + ","
        + deed(KeyHash.of(first).id().value(), "operators.create", "", 200) + "]}");
  }

  @Test
  void audit_keysAndEngines_areNamedByTheirIds() {
    ask(first, "POST", "/admin/engines/sphinx/leave", "");
    ask(first, "DELETE", "/admin/keys/0123456789abcdef", "");
    ask(first, "POST", "/admin/keys", "nonsense");

    assertThat(store.auditLog().latest(9).block())
        .extracting(Deed::action, Deed::subject, Deed::outcome)
        .containsExactly(tuple("keys.create", "", 400),
            tuple("keys.delete", "0123456789abcdef", 404),
            tuple("engines.leave", "sphinx", 200));
  }

  /// What cannot be written down is not done.
  @Test
  void audit_away_keepsTheChangeFromBeingMade() {
    var trail = new AuditTrail(new Away(), clock, Duration.ofSeconds(2));
    var keys = new KeyRequests(new KeyOffice(store.apiKeys(), credits(), signals, clock,
        () -> "esk_1", Duration.ofSeconds(2)));
    var shut = new AdminPages(new AdminDoor(key, store.operatorKeys(), Duration.ofSeconds(2)),
        trail, List.of(keys));

    var answer = Objects.requireNonNull(shut.answer("POST", "/admin/keys", "Bearer " + first,
        "{\"account\": \"bob\"}").block());

    assertThat(answer.status()).isEqualTo(503);
    assertThat(store.accounts().exists(new AccountId("bob")).block()).isFalse();
  }

  private CreditOffice credits() {
    return new CreditOffice(store.accounts(), store.allowances(),
        new CounterTotal(new InProcessCounter(signals, clock), Duration.ofSeconds(2)), signals,
        Plans.none(), clock, Duration.ofSeconds(2));
  }

  private String made(String scope) {
    return Heard.json(ask(first, "POST", "/admin/operators",
        "{\"name\": \"desk\", \"scopes\": [\"" + scope + "\"]}").body()).path("key").asText();
  }

  private Answer ask(String secret, String method, String uri, String body) {
    return Objects.requireNonNull(pages.answer(method, uri, "Bearer " + secret, body).block());
  }

  private static String deed(String by, String action, String subject, int outcome) {
    return "{\"at\":\"2026-11-22T12:00:00Z\",\"by\":\"" + by + "\",\"action\":\"" + action
        + "\",\"subject\":\"" + subject + "\",\"outcome\":" + outcome + "}";
  }

  /// A log whose disk is gone.
  private static final class Away implements AuditLog {
    @Override
    public Mono<Long> begin(Deed deed) {
      return Mono.error(new IllegalStateException("disk"));
    }

    @Override
    public Mono<Void> end(long number, int outcome) {
      return Mono.error(new IllegalStateException("disk"));
    }

    @Override
    public Mono<List<Deed>> latest(int most) {
      return Mono.error(new IllegalStateException("disk"));
    }
  }
}
