package dev.earshot.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.MonthlyGrant;
import dev.earshot.core.account.Plan;
import dev.earshot.core.account.Plans;
import dev.earshot.core.account.Policy;
import dev.earshot.core.credit.AllowanceSource;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.signal.Signal;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Settle;
import dev.earshot.gateway.admin.AdminPages.Answer;
import dev.earshot.gateway.engine.EngineDouble;
import dev.earshot.testkit.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class AdminPagesTest {
  private static final AccountId ANN = new AccountId("ann");
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final Plans PLANS = new Plans(List.of(
      new Plan("basic", MonthlyGrant.of(Duration.ofMinutes(10)), Policy.USUAL),
      new Plan("plus", MonthlyGrant.unlimited(), Policy.USUAL)));

  private final MemoryStore store = new MemoryStore(PLANS);
  private final InProcessSignals signals = new InProcessSignals();
  private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
  private final InProcessCounter counter = new InProcessCounter(signals, clock);
  private final EngineDouble engines = new EngineDouble();
  private final Path data;
  private final AdminKey key;

  AdminPagesTest(@TempDir Path data) throws IOException {
    this.data = data;
    this.key = AdminKey.of(data, new Random(1));
  }

  @Test
  void engines_get_tellsHowEachTargetDoes() {
    assertThat(ask("GET", "/admin/engines", "")).isEqualTo(new Answer(200,
        """
            {"engines":[{"engine":"deepgram","target":"wss://a","state":"available","wait_ms":0,\
            "legs_open":2,"legs_total":5,"failures":{"lost":1,"busy":0,"refused":0,"stalled":0,"mute":0,\
            "garbled":0},"last_message":null,"paid_for":"sound","sound_ms":3000,"open_ms":4000,\
            "sound_ms_month":9000,"open_ms_month":10000,"paid_ms_month":9000},\
            {"engine":"deepgram","target":"wss://b","state":"resting","wait_ms":1500,"legs_open":0,\
            "legs_total":7,"failures":{"lost":2,"busy":3,"refused":0,"stalled":0,"mute":0,"garbled":0},\
            "last_message":"no room (429)","paid_for":"sound","sound_ms":5000,"open_ms":6000,\
            "sound_ms_month":9000,"open_ms_month":10000,"paid_ms_month":9000},\
            {"engine":"sphinx","target":"sphinx","state":"left","wait_ms":0,"legs_open":0,"legs_total":0,\
            "failures":{"lost":0,"busy":0,"refused":0,"stalled":0,"mute":0,"garbled":0},\
            "last_message":null,"paid_for":"nothing","sound_ms":0,"open_ms":0,"sound_ms_month":0,\
            "open_ms_month":0,"paid_ms_month":0}]}"""));
  }

  @Test
  void engines_ledgerIsAway_tellsTheRestAllTheSame() {
    engines.loseTheLedger();

    assertThat(ask("GET", "/admin/engines", "").body()).contains("\"legs_open\":2",
        "\"sound_ms_month\":0");
  }

  @Test
  void engines_orders_areGivenAndAnsweredWithTheStates() {
    assertThat(ask("POST", "/admin/engines/sphinx/leave", "").body()).startsWith("{\"engines\":");
    assertThat(ask("POST", "/admin/engines/deepgram/comeback", "").status()).isEqualTo(200);
    assertThat(engines.orders()).containsExactly("leave sphinx", "comeback deepgram");
  }

  @ParameterizedTest
  @CsvSource({"POST,/admin/engines", "GET,/admin/engines/sphinx", "GET,/admin/engines/sphinx/leave",
      "POST,/admin/engines/whisper/leave", "POST,/admin/engines/sphinx/stop",
      "POST,/admin/engines//leave", "POST,/admin/enginesx/sphinx/leave",
      "POST,/admin/engines/sphinx/leave/now"})
  void engines_anythingElse_isNoPage(String method, String path) {
    assertThat(ask(method, path, "").status()).isEqualTo(404);
  }

  @Test
  void get_account_tellsWhatIsLeft() {
    store.usageLedger().settle(new Settle(stream(1), ANN, NOVEMBER, 0, 90_000)).block();

    assertThat(ask("GET", "/admin/credits/ann", "")).isEqualTo(new Answer(200, """
        {"account":"ann","plan":"basic","unlimited":false,"remaining_ms":510000,\
        "used_ms_month":90000,"month":"2026-11"}"""));
  }

  @Test
  void get_streamIsOpen_countsWhatIsNotSettledYet() {
    counter.report(List.of(Count.of(new Reading(stream(1), ANN, NOVEMBER, 4_000, 0))),
        List.of(new LedgerRead(ANN, NOVEMBER, 1_000, Mark.NONE))).block();

    assertThat(ask("GET", "/admin/credits/ann", "").body()).contains("\"used_ms_month\":5000",
        "\"remaining_ms\":595000");
  }

  @Test
  void grant_minutes_areAddedOnceAndAnnounced() {
    var first = ask("POST", "/admin/credits/ann/grant", "{\"minutes\": 5, \"id\": \"gift\"}");
    var again = ask("POST", "/admin/credits/ann/grant", "{\"minutes\": 5, \"id\": \"gift\"}");

    assertThat(first.body()).contains("\"remaining_ms\":900000");
    assertThat(again).isEqualTo(first);
    assertThat(signals.read(ANN).block()).isInstanceOf(Signal.Raised.class);
  }

  @Test
  void plan_known_isSetWithItsGrant() {
    assertThat(ask("POST", "/admin/credits/ann/plan", "{\"plan\": \"plus\"}").body())
        .contains("\"plan\":\"plus\"", "\"unlimited\":true", "\"remaining_ms\":null");
    assertThat(ask("POST", "/admin/credits/ann/plan", "{\"plan\": \"plus\", \"minutes\": 1}")
        .body()).contains("\"plan\":\"plus\"", "\"remaining_ms\":60000");
    assertThat(ask("POST", "/admin/credits/ann/plan", "{\"unlimited\": true}").body())
        .contains("\"plan\":\"basic\"", "\"unlimited\":true");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      POST | /admin/credits/ann/grant | {}                 | 400 | minutes: none (expected: 1..1000000)
      POST | /admin/credits/ann/grant | {"minutes": 0}     | 400 | minutes: 0 (expected: 1..1000000)
      POST | /admin/credits/ann/grant | {"minutes": "5"}   | 400 | minutes: \\"5\\" (expected: 1..1000000)
      POST | /admin/credits/ann/grant | {"minutes": 18446744073709551676} | 400 | minutes: 18446744073709551676 (expected: 1..
      POST | /admin/credits/ann/grant | nonsense           | 400 | body: not an object
      POST | /admin/credits/ann/plan  | {"plan": "gold"}   | 400 | plan: gold (expected: one of [basic, plus])
      POST | /admin/credits/ann/plan  | {"minutes": -1}    | 400 | minutes: -1 (expected: 0..1000000)
      GET  | /admin/credits/a%20b     | -                  | 400 | account: 'a b' (expected:
      GET  | /admin/credits/          | -                  | 400 | account: '' (expected:
      GET  | /admin/credits/ann/plan  | -                  | 404 | path: unknown
      POST | /admin/credits/ann       | {}                 | 404 | path: unknown
      GET  | /admin/                  | -                  | 404 | path: unknown
      GET  | /admin/credits/a/b/c     | -                  | 404 | path: unknown
      POST   | /admin/keys            | {}                 | 400 | account: '' (expected:
      POST   | /admin/keys            | nonsense           | 400 | body: not an object
      POST   | /admin/keys            | {"account": "b", "expires_s": 1.5} | 400 | expires_s: 1.5 (expected: 1..
      POST   | /admin/keys            | {"account": "b", "expires_s": 18446744073709551676} | 400 | expires_s: 18446744073709551676 (expected: 1..
      POST   | /admin/keys            | {"account": "b", "minutes": -1}    | 400 | minutes: -1 (expected: 0..
      PUT    | /admin/keys            | {}                 | 404 | key: unknown
      GET    | /admin/keys?after=x    | -                  | 400 | id: not a key's
      GET    | /admin/keys?account=   | -                  | 400 | account: '' (expected:
      GET    | /admin/keys/0123456789abcdef | -            | 404 | key: unknown
      DELETE | /admin/keys/0123456789abcdef | -            | 404 | key: unknown
      DELETE | /admin/keys/           | -                  | 400 | id: not a key's
      GET    | /admin/keyset          | -                  | 404 | path: unknown
      POST   | /admin/operators       | {"name": "x"}      | 400 | scopes: none (expected
      POST   | /admin/operators       | {"name": "x", "scopes": ["all"]} | 400 | scope: unknown (expected: one of credits,
      POST   | /admin/operators       | {"name": "", "scopes": ["keys"]} | 400 | name: unusable
      DELETE | /admin/operators/0123456789abcdef | -       | 404 | operator: unknown
      GET    | /admin/audit?limit=0   | -                  | 400 | limit: unusable (expected: 1..1000)
      GET    | /admin/audit?limit=1001 | -                 | 400 | limit: unusable
      DELETE | /admin/audit           | -                  | 404 | audit: unknown
      GET    | /admin/accounts        | -                  | 404 | account: unknown
      GET    | /admin/accounts/a/b    | -                  | 404 | account: unknown
      GET    | /admin/accounts/a%20b  | -                  | 400 | account: 'a b' (expected:
      POST   | /admin/plans           | {}                 | 404 | plan: unknown
      """)
  void ask_wrong_isToldHow(String method, String uri, String body, int status, String text) {
    var answer = ask(method, uri, body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains(text);
  }

  @Test
  void keys_made_areAnsweredOnceWithTheKey() {
    var made = ask("POST", "/admin/keys", "{\"account\": \"bob\", \"name\": \"van\"}");

    assertThat(made.body()).isEqualTo("""
        {"id":"%s","account":"bob","name":"van","created_at":"2026-11-22T12:00:00Z",\
        "expires_at":null,"revoked_at":null,"key":"esk_1"}"""
        .formatted(KeyHash.of("esk_1").id()));
    assertThat(made.toString()).doesNotContain("esk_1");
    assertThat(ask("GET", "/admin/keys?account=bob", "").body()).isEqualTo("""
        {"keys":[{"id":"%s","account":"bob","name":"van",\
        "created_at":"2026-11-22T12:00:00Z","expires_at":null,"revoked_at":null}],"next":null}"""
        .formatted(KeyHash.of("esk_1").id()));
    assertThat(signals.read(new AccountId("bob")).block()).isEqualTo(Signal.absent());
  }

  @Test
  void keys_revoked_areAnnouncedEachTime() {
    ask("POST", "/admin/keys", "{\"account\": \"ann\"}");
    var id = KeyHash.of("esk_1").id();
    var revoked = ask("DELETE", "/admin/keys/" + id, "");
    var first = signals.read(ANN).block();
    var again = ask("DELETE", "/admin/keys/" + id, "");

    assertThat(revoked.body()).contains("\"revoked_at\":\"2026-11-22T12:00:00Z\"");
    assertThat(again).isEqualTo(revoked);
    assertThat(first).isInstanceOf(Signal.Raised.class);
    assertThat(signals.read(ANN).block()).as("who got no answer asks again").isNotEqualTo(first);
  }

  @Test
  void ask_storeAway_isNotAnsweredWithANumber() {
    AllowanceSource away = (_, _) -> Mono.error(new IllegalStateException("secret place"));

    var answer = ask(pages(away), "GET", "/admin/credits/ann", "");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).doesNotContain("secret place");
  }

  @ParameterizedTest
  @CsvSource({"''", "Bearer", "Bearer x", "Basic abc"})
  void ask_withoutTheKey_isRefused(String authorization) {
    assertThat(pages(store.allowances()).answer("GET", "/admin/credits/ann", authorization, "")
        .block()).extracting(Answer::status).isEqualTo(401);
  }

  @Test
  void key_madeOnce_isKeptForItsOwnerOnly() throws IOException {
    var file = data.resolve("admin-key");

    assertThat(AdminKey.of(data, new Random(2)).is(KeyHash.of(AdminKey.read(data)))).isTrue();
    assertThat(AdminKey.of(data, new Random(2)).is(KeyHash.of("eak_other"))).isFalse();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void key_fileIsEmpty_isMadeAndNothingIsNoKey() throws IOException {
    Files.writeString(data.resolve("admin-key"), "");

    AdminKey.of(data, new Random(2));

    assertThat(AdminKey.read(data)).matches("eak_[0-9a-f]{48}");
    assertThat(pages(store.allowances()).answer("GET", "/admin/keys", "Bearer ", "").block())
        .extracting(Answer::status)
        .isEqualTo(401);
  }

  private Answer ask(String method, String uri, String body) {
    return ask(pages(store.allowances()), method, uri, body);
  }

  private Answer ask(AdminPages pages, String method, String uri, String body) {
    try {
      var authorization = "Bearer " + AdminKey.read(data);
      return Objects.requireNonNull(pages.answer(method, uri, authorization, body).block());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private AdminPages pages(AllowanceSource allowances) {
    return AdminDesk.pages(key, store, signals, counter, allowances, engines, PLANS, clock);
  }

  private static StreamId stream(long n) {
    return new StreamId(new UUID(0, n));
  }
}
