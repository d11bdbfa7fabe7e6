package dev.earshot.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.ApiKeys;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.auth.Access.Expired;
import dev.earshot.gateway.auth.Access.Granted;
import dev.earshot.gateway.auth.Access.NotAllowed;
import dev.earshot.gateway.auth.Access.Revoked;
import dev.earshot.gateway.auth.Access.Unknown;
import dev.earshot.gateway.auth.Tokens.Minted;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.testkit.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys of the store, and tokens of our own.
@Timeout(30)
@ExtendWith(CleanLog.class)
class GatekeeperTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final AccountId ANN = new AccountId("ann");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final TokenKey KEY = TokenKey.parse(
      "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");

  private Instant now = START;
  private final ApiKeys keys = new MemoryStore().apiKeys();
  private final Tokens tokens = new Tokens(KEY, () -> now);
  private final Gatekeeper gatekeeper = gatekeeper(keys, tokens);

  @Test
  void admit_key_isGrantedWithItsId() {
    var key = created("esk_1", null);

    assertThat(admit("esk_1")).isEqualTo(new Granted(new Pass(ANN, key.id(),
        Set.of(Scope.LISTEN, Scope.MINT, Scope.ACCOUNT), null, null, null)));
  }

  @Test
  void admit_keyRevoked_isSaidAtOnce() {
    var key = created("esk_1", null);
    assertThat(admit("esk_1")).isInstanceOf(Granted.class);
    keys.revoke(key.id(), now).block();

    assertThat(admit("esk_1")).isEqualTo(new Revoked());
  }

  @Test
  void admit_keyExpired_isSaid() {
    created("esk_1", START.plusSeconds(1));
    assertThat(admit("esk_1")).isInstanceOf(Granted.class);
    now = START.plusSeconds(1);

    assertThat(admit("esk_1")).isEqualTo(new Expired());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "esk_2", "ek_", "..", "a.b.c", "ek_a.b.c",
      "eyJhbGciOiJub25lIn0..",
      "eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "eyJhbGciOiJIUzI1NiIsInR5cCI6ImVhcnNob3Qrand0In0.e30.AAAA",
      "\u0000", "\ud800", "🔑"})
  void admit_anythingElse_isUnknown(String shown) {
    created("esk_1", null);

    assertThat(admit(shown)).isEqualTo(new Unknown());
  }

  @Test
  void admit_longerThanAnyHeader_isUnknown() {
    created("x".repeat(8_193), null);
    created("x".repeat(8_192), null);

    assertThat(admit("x".repeat(8_193))).isEqualTo(new Unknown());
    assertThat(admit("x".repeat(8_192))).isInstanceOf(Granted.class);
  }

  @Test
  void admit_headNestedDeep_isUnknown() {
    var deep = java.util.Base64.getUrlEncoder()
        .encodeToString(("{\"alg\":" + "[".repeat(5_000)).getBytes(
            java.nio.charset.StandardCharsets.US_ASCII));

    assertThat(admit(deep + ".e30.AAAA")).isEqualTo(new Unknown());
  }

  @Test
  void admit_storeAway_failsTyped() {
    var away = gatekeeper(new KeysDouble(keys).failing(), tokens);

    assertThatThrownBy(() -> away.admit("esk_1", Scope.LISTEN).block())
        .isInstanceOf(AwayException.class)
        .hasMessageContaining("keys: no answer");
  }

  @Test
  void admit_storeSilent_failsAtTheDeadline() {
    var silent = new Gatekeeper(new KeysDouble(keys).silent(), tokens, List.of(), () -> now,
        Duration.ofMillis(50));

    assertThatThrownBy(() -> silent.admit("esk_1", Scope.LISTEN).block())
        .isInstanceOf(AwayException.class);
  }

  @Test
  void admit_key_isOneReadEachTime() {
    created("esk_1", null);
    var counted = new KeysDouble(keys);
    var watched = gatekeeper(counted, tokens);
    for (var n = 1; n <= 3; n++) {
      watched.admit("esk_1", Scope.LISTEN).block();
      assertThat(counted.reads()).isEqualTo(n);
    }
  }

  @Test
  void token_minted_letsInAsAgreed() {
    var maker = pass("esk_1");
    var token = tokens.mint(maker, new Terms(MINUTE, Duration.ofHours(1), "{\"model\":\"é\"}"));

    var granted = new Granted(new Pass(ANN, maker.key(), Set.of(Scope.LISTEN), Duration.ofHours(1),
        START.plusSeconds(60), "{\"model\":\"é\"}"));
    assertThat(admit(token.text())).isEqualTo(granted);
    assertThat(admit("ek_" + token.text())).isEqualTo(granted);
    assertThat(token.expiresAt()).isEqualTo(START.plusSeconds(60));
    assertThat(token).asString().doesNotContain(token.text());
  }

  @Test
  void token_text_mayStandInAnyHeader() {
    var maker = pass("esk_1");
    var token = tokens.mint(maker, new Terms(MINUTE, null, "é".repeat(1_536)));

    assertThat("ek_" + token.text()).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
        .hasSizeLessThan(6_148);
    assertThat(passOf(admit(token.text())).session()).isEqualTo("é".repeat(1_536));
    var quotes = new Terms(MINUTE, null, "\"".repeat(3_072));
    assertThatThrownBy(() -> tokens.mint(maker, quotes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("session: a token of \\d+ characters \\(expected: <= 6144\\)");
  }

  @Test
  void token_mint_isNotAllowedWithAToken() {
    var token = tokens.mint(pass("esk_1"), Terms.of(MINUTE));

    assertThat(admit(token.text(), Scope.MINT)).isEqualTo(new NotAllowed(Scope.MINT));
    var pass = passOf(admit(token.text()));
    assertThatThrownBy(() -> tokens.mint(pass, Terms.of(MINUTE)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void token_atItsEnd_hasExpired() {
    var token = tokens.mint(pass("esk_1"), Terms.of(MINUTE));
    now = START.plusMillis(59_999);
    assertThat(admit(token.text())).isInstanceOf(Granted.class);
    now = START.plusSeconds(60);

    assertThat(admit(token.text())).isEqualTo(new Expired());
  }

  @Test
  void token_itsKeyIsRevoked_diesWithIt() {
    var maker = pass("esk_1");
    var token = tokens.mint(maker, Terms.of(MINUTE));
    keys.revoke(Objects.requireNonNull(maker.key()), now).block();

    assertThat(admit(token.text())).isEqualTo(new Revoked());
  }

  @Test
  void token_ofAKeyThatExpires_endsWithIt() {
    created("esk_1", START.plusSeconds(30));
    var token = tokens.mint(passOf(admit("esk_1")), Terms.of(MINUTE));

    assertThat(token.expiresAt()).isEqualTo(START.plusSeconds(30));
  }

  @Test
  void token_itsKeyIsGone_isUnknown() {
    var token = tokens.mint(pass("esk_1"), Terms.of(MINUTE));

    assertThat(gatekeeper(new MemoryStore().apiKeys(), tokens)
        .admit(token.text(), Scope.LISTEN)
        .block()).isEqualTo(new Unknown());
  }

  @Test
  void token_ofAnotherInstance_isKnownWhereTheKeyIsTheSame() {
    var token = tokens.mint(pass("esk_1"), Terms.of(MINUTE));
    var same = gatekeeper(keys, new Tokens(KEY, () -> now));
    var other = gatekeeper(keys, new Tokens(TokenKey.parse(
        "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="), () -> now));

    assertThat(same.admit(token.text(), Scope.LISTEN).block()).isInstanceOf(Granted.class);
    assertThat(other.admit(token.text(), Scope.LISTEN).block()).isEqualTo(new Unknown());
  }

  @Test
  void token_anyLetterChanged_isUnknown() {
    var text = tokens.mint(pass("esk_1"), Terms.of(MINUTE)).text();
    // the last letter of a signature has two bits that say nothing
    for (var at = 0; at < text.length() - 1; at += 7) {
      var other = text.charAt(at) == 'A' ? 'B' : 'A';

      assertThat(admit(text.substring(0, at) + other + text.substring(at + 1)))
          .as("letter " + at)
          .isEqualTo(new Unknown());
    }
  }

  @Test
  void token_ofAUserOfAnIssuer_isGoodForItself() {
    var user = new Pass(ANN, null, Set.of(Scope.MINT), null, START.plusSeconds(3_600), null);
    Minted token = tokens.mint(user, Terms.of(MINUTE));

    assertThat(passOf(admit(token.text())).key()).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7_200_001})
  void terms_life_isBetweenASecondAndTwoHours(long millis) {
    assertThatThrownBy(() -> Terms.of(Duration.ofMillis(millis)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("life: ");
  }

  @Test
  void terms_sessionTooLong_isRefused() {
    assertThatThrownBy(() -> new Terms(MINUTE, null, "é".repeat(1_537)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("session: 3074 bytes (expected: <= 3072)");
  }

  private Gatekeeper gatekeeper(ApiKeys from, Tokens with) {
    return new Gatekeeper(from, with, List.of(), () -> now, Duration.ofSeconds(2));
  }

  private Pass pass(String secret) {
    created(secret, null);
    return passOf(admit(secret));
  }

  private static Pass passOf(Access access) {
    assertThat(access).isInstanceOf(Granted.class);
    return ((Granted) access).pass();
  }

  private Access admit(String shown) {
    return admit(shown, Scope.LISTEN);
  }

  private Access admit(String shown, Scope wanted) {
    return Objects.requireNonNull(gatekeeper.admit(shown, wanted).block());
  }

  private ApiKey created(String secret, @Nullable Instant expiresAt) {
    var hash = KeyHash.of(secret);
    var key = ApiKey.fresh(hash, ANN, "k", now, expiresAt);
    keys.create(hash, key).block();
    return key;
  }
}
