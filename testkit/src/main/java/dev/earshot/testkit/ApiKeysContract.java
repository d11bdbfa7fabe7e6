package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.done;
import static dev.earshot.testkit.Answers.maybe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.account.Accounts;
import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.ApiKeys;
import dev.earshot.core.account.ApiKeys.Page;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What all [ApiKeys] must do, beside the [Accounts] of the same store.
public interface ApiKeysContract {
  /// The same store each time within a test.
  ApiKeys apiKeys();

  /// Of the same store.
  Accounts accounts();

  Instant CREATED = Instant.parse("2026-11-20T08:00:00.123Z");
  Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00.456Z");
  Instant FAR_AHEAD = Instant.parse("2099-01-01T00:00:00.789Z");
  Instant REVOKED = Instant.parse("2026-11-21T09:00:00.321Z");

  @Test
  default void find_createdKey_isAllThatWasSaid() {
    var secret = Fresh.key();
    var hash = KeyHash.of(secret);
    var key = ApiKey.fresh(hash, Fresh.account(), "Zoë's 🎤 'key';--", CREATED, FAR_AHEAD);
    done(apiKeys().create(hash, key));

    assertThat(answerOf(apiKeys().find(hash))).isEqualTo(key);
    assertThat(answerOf(apiKeys().find(hash.id()))).isEqualTo(key);
    assertThat(answerOf(accounts().holderOf(secret))).isEqualTo(key.account());
  }

  @Test
  default void find_otherKey_isNobody() {
    var key = created(Fresh.account());

    assertThat(answerOf(apiKeys().find(key.id()))).isEqualTo(key);
    assertThat(maybe(apiKeys().find(KeyHash.of(Fresh.key())))).isNull();
    assertThat(maybe(apiKeys().find(KeyHash.of(Fresh.key()).id()))).isNull();
  }

  @Test
  default void create_notSubscribed_letsNobodyIn() {
    var hash = KeyHash.of(Fresh.key());
    var key = ApiKey.fresh(hash, Fresh.account(), "k", CREATED, null);
    var creation = apiKeys().create(hash, key);

    assertThat(maybe(apiKeys().find(hash))).isNull();
    done(creation);
    done(creation);

    assertThat(answerOf(apiKeys().find(hash))).isEqualTo(key);
  }

  @Test
  default void create_hashOfAnother_isRefusedAndChangesNothing() {
    var hash = KeyHash.of(Fresh.key());
    var key = ApiKey.fresh(hash, Fresh.account(), "k", CREATED, null);
    done(apiKeys().create(hash, key));

    assertThatThrownBy(() -> done(apiKeys().create(hash,
        ApiKey.fresh(hash, Fresh.account(), "k", CREATED, null))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(answerOf(apiKeys().find(hash))).isEqualTo(key);
  }

  @Test
  default void create_alreadyExpired_letsNobodyIn() {
    var secret = Fresh.key();
    var hash = KeyHash.of(secret);
    var key = ApiKey.fresh(hash, Fresh.account(), "k", CREATED, LONG_AGO);
    done(apiKeys().create(hash, key));

    assertThat(answerOf(apiKeys().find(hash))).isEqualTo(key);
    assertThat(maybe(accounts().holderOf(secret))).isNull();
  }

  @Test
  default void admit_key_isAmongThem() {
    var account = Fresh.account();
    var secret = Fresh.key();
    done(accounts().admit(account, secret));
    var key = answerOf(apiKeys().find(KeyHash.of(secret)));

    assertThat(key).extracting(ApiKey::account, ApiKey::name, ApiKey::expiresAt, ApiKey::revokedAt)
        .containsExactly(account, ApiKey.NAMELESS, null, null);
    assertThat(answerOf(apiKeys().list(new Page(account, null, 10)))).containsExactly(key);
  }

  @Test
  default void list_account_isOnlyItsOwnPageByPage() {
    var account = Fresh.account();
    var keys = new ArrayList<ApiKey>();
    for (var n = 0; n < 5; n++) {
      keys.add(created(account));
      created(Fresh.account());
    }
    keys.sort(Comparator.comparing(key -> key.id().value()));

    var first = answerOf(apiKeys().list(new Page(account, null, 3)));
    var last = answerOf(apiKeys().list(new Page(account, first.getLast().id(), 3)));

    assertThat(first).containsExactlyElementsOf(keys.subList(0, 3));
    assertThat(last).containsExactlyElementsOf(keys.subList(3, 5));
    assertThat(answerOf(apiKeys().list(new Page(account, last.getLast().id(), 3)))).isEmpty();
  }

  @Test
  default void list_everybody_hasThemAllOnce() {
    var one = created(Fresh.account());
    var other = created(Fresh.account());

    var all = everybody(2);

    assertThat(all).contains(one, other);
    assertThat(all.stream().map(key -> key.id().value())).isSorted().doesNotHaveDuplicates();
  }

  @Test
  default void revoke_key_letsNobodyInAndStaysSo() {
    var account = Fresh.account();
    var secret = Fresh.key();
    var hash = KeyHash.of(secret);
    var key = ApiKey.fresh(hash, account, "k", CREATED, FAR_AHEAD);
    done(apiKeys().create(hash, key));

    assertThat(answerOf(apiKeys().revoke(key.id(), REVOKED))).isEqualTo(key.revoked(REVOKED));
    assertThat(answerOf(apiKeys().revoke(key.id(), REVOKED.plusSeconds(9))))
        .isEqualTo(key.revoked(REVOKED));

    assertThat(answerOf(apiKeys().find(hash))).isEqualTo(key.revoked(REVOKED));
    assertThat(answerOf(apiKeys().list(new Page(account, null, 10))))
        .containsExactly(key.revoked(REVOKED));
    assertThat(maybe(accounts().holderOf(secret))).isNull();
  }

  @Test
  default void revoke_admittedKey_isNotLetInAgain() {
    var account = Fresh.account();
    var secret = Fresh.key();
    done(accounts().admit(account, secret));
    assertThat(maybe(apiKeys().revoke(KeyHash.of(secret).id(), REVOKED))).isNotNull();

    done(accounts().admit(account, secret));

    assertThat(maybe(accounts().holderOf(secret))).isNull();
  }

  @Test
  default void revoke_one_leavesTheOthers() {
    var account = Fresh.account();
    var one = created(account);
    var other = created(account);
    answerOf(apiKeys().revoke(one.id(), REVOKED));

    assertThat(answerOf(apiKeys().find(other.id()))).isEqualTo(other);
  }

  @Test
  default void revoke_unknown_isEmpty() {
    var known = created(Fresh.account());

    assertThat(maybe(apiKeys().revoke(KeyHash.of(Fresh.key()).id(), REVOKED))).isNull();
    assertThat(answerOf(apiKeys().find(known.id()))).isEqualTo(known);
  }

  @Test
  default void revoke_notSubscribed_changesNothing() {
    var key = created(Fresh.account());
    var revocation = apiKeys().revoke(key.id(), REVOKED);

    assertThat(answerOf(apiKeys().find(key.id()))).isEqualTo(key);
    answerOf(revocation);

    assertThat(answerOf(apiKeys().find(key.id()))).isEqualTo(key.revoked(REVOKED));
  }

  private ApiKey created(AccountId account) {
    var hash = KeyHash.of(Fresh.key());
    var key = ApiKey.fresh(hash, account, "k", CREATED, null);
    done(apiKeys().create(hash, key));
    return key;
  }

  private List<ApiKey> everybody(int most) {
    var all = new ArrayList<ApiKey>();
    List<ApiKey> page;
    @Nullable
    KeyId after = null;
    do {
      page = answerOf(apiKeys().list(new Page(null, after, most)));
      all.addAll(page);
      after = page.isEmpty() ? null : page.getLast().id();
    } while (page.size() == most);
    return all;
  }
}
