package dev.earshot.core.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.account.ApiKey.Standing;
import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00.123456Z");
  private static final KeyHash HASH = KeyHash.of("open sesame");

  @Test
  void hash_key_isItsSha256AndBeginsWithTheId() {
    // printf 'open sesame' | sha256sum
    assertThat(HASH.hex())
        .isEqualTo("41ef4bb0b23661e66301aac36066912dac037827b4ae63a7b1165a5aa93ed4eb");
    assertThat(HASH.id()).hasToString("41ef4bb0b23661e6");
    assertThat(HASH.bytes()).hasSize(32).startsWith(0x41, 0xef);
    assertThat(HASH).hasToString("KeyHash[41ef4bb0b23661e6]");
  }

  @Test
  void standing_atItsExpiry_hasExpired() {
    var key = key("k", NOW.plusSeconds(1));

    assertThat(key.standing(NOW)).isEqualTo(Standing.HOLDS);
    assertThat(key.standing(Instant.parse("2026-11-24T10:00:01.122Z"))).isEqualTo(Standing.HOLDS);
    assertThat(key.standing(Instant.parse("2026-11-24T10:00:01.123Z")))
        .isEqualTo(Standing.EXPIRED);
    assertThat(key("k", null).holds(Instant.MAX)).isTrue();
  }

  @Test
  void revoked_again_keepsTheFirstMoment() {
    var revoked = key("k", null).revoked(NOW);

    assertThat(revoked.standing(NOW)).isEqualTo(Standing.REVOKED);
    assertThat(revoked.revoked(NOW.plusSeconds(1))).isEqualTo(revoked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"k", "the van's 2nd tablet", "телефон", "🎤", "👩‍👩‍👧"})
  void name_ofAnyScript_isTaken(String name) {
    assertThat(key(name, null).name()).isEqualTo(name);
  }

  @Test
  void name_64Characters_isTheLongest() {
    assertThat(key("🎤".repeat(64), null).name()).hasSize(128);
    assertThatThrownBy(() -> key("🎤".repeat(65), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\u001b[2Jb", "\ud83c", "a\u2028b"})
  void name_thatNoLineCanShow_isRefused(String name) {
    assertThatThrownBy(() -> key(name, null)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("name: unusable (expected: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "41EF4BB0B23661E6", "41ef4bb0b23661e", "41ef4bb0b23661e6a", "open"})
  void id_ofAnotherForm_isRefusedWithoutShowingIt(String id) {
    assertThatThrownBy(() -> new KeyId(id)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("open");
  }

  private static ApiKey key(String name, @Nullable Instant expiresAt) {
    return ApiKey.fresh(HASH, new AccountId("ann"), name, NOW, expiresAt);
  }
}
