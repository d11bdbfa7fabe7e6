package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.done;
import static dev.earshot.testkit.Answers.maybe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.account.KeyHash;
import dev.earshot.core.operator.AuditLog;
import dev.earshot.core.operator.Deed;
import dev.earshot.core.operator.OperatorKey;
import dev.earshot.core.operator.OperatorKeys;
import dev.earshot.core.operator.OperatorScope;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [OperatorKeys] and [AuditLog] must do. Each test has stores of its own.
public interface OperatorsContract {
  Instant AT = Instant.parse("2026-11-22T10:00:00.123Z");

  /// The same store each time within a test.
  OperatorKeys operatorKeys();

  /// The same store each time within a test.
  AuditLog auditLog();

  @Test
  default void create_key_isFoundByItsHashAlone() {
    var hash = KeyHash.of(Fresh.key());
    var key = made(hash, OperatorScope.KEYS, OperatorScope.AUDIT);

    assertThat(answerOf(operatorKeys().find(hash))).isEqualTo(key);
    assertThat(maybe(operatorKeys().find(KeyHash.of(Fresh.key())))).isNull();
  }

  @Test
  default void create_again_changesNothing() {
    var hash = KeyHash.of(Fresh.key());
    var key = made(hash, OperatorScope.ALL);

    done(operatorKeys().create(hash, key));
    assertThatThrownBy(() -> done(operatorKeys().create(hash,
        OperatorKey.fresh(hash, "other", Set.of(OperatorScope.ALL), AT))))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(answerOf(operatorKeys().list())).containsExactly(key);
  }

  @Test
  default void list_keys_areAllOfThemByTheirIds() {
    var one = made(KeyHash.of(Fresh.key()), OperatorScope.KEYS);
    var other = made(KeyHash.of(Fresh.key()), OperatorScope.TESTERS);
    answerOf(operatorKeys().revoke(one.id(), AT.plusSeconds(1)));

    assertThat(answerOf(operatorKeys().list()))
        .containsExactlyInAnyOrder(one.revoked(AT.plusSeconds(1)), other)
        .isSortedAccordingTo(Comparator.comparing(key -> key.id().value()));
  }

  @Test
  default void revoke_key_keepsItsFirstMoment() {
    var hash = KeyHash.of(Fresh.key());
    var key = made(hash, OperatorScope.ENGINES);
    var revoked = key.revoked(AT.plusSeconds(5));

    assertThat(answerOf(operatorKeys().revoke(key.id(), AT.plusSeconds(5)))).isEqualTo(revoked);
    assertThat(answerOf(operatorKeys().revoke(key.id(), AT.plusSeconds(9)))).isEqualTo(revoked);
    assertThat(answerOf(operatorKeys().find(hash))).isEqualTo(revoked);
    assertThat(maybe(operatorKeys().revoke(KeyHash.of(Fresh.key()).id(), AT))).isNull();
  }

  @Test
  default void begin_deeds_areReadLatestFirst() {
    var first = deed(0, "credits.grant");
    var second = deed(1, "keys.create");
    var number = answerOf(auditLog().begin(first));
    answerOf(auditLog().begin(second));
    done(auditLog().end(number, 200));

    assertThat(answerOf(auditLog().latest(10))).containsExactly(second, first.ended(200));
    assertThat(answerOf(auditLog().latest(1))).containsExactly(second);
  }

  @Test
  default void begin_notSubscribed_writesNothing() {
    var writing = auditLog().begin(deed(0, "keys.create"));

    assertThat(answerOf(auditLog().latest(10))).isEmpty();
    answerOf(writing);

    assertThat(answerOf(auditLog().latest(10))).hasSize(1);
  }

  @Test
  default void begin_muchLater_dropsWhatIsOld() {
    var old = deed(0, "keys.create");
    answerOf(auditLog().begin(old));
    var kept = deed(AuditLog.KEPT.toSeconds(), "keys.revoke");
    answerOf(auditLog().begin(kept));
    assertThat(answerOf(auditLog().latest(10))).containsExactly(kept, old);

    var late = deed(AuditLog.KEPT.toSeconds() + 1, "keys.list");
    answerOf(auditLog().begin(late));

    assertThat(answerOf(auditLog().latest(10))).containsExactly(late, kept);
  }

  private OperatorKey made(KeyHash hash, OperatorScope... scopes) {
    var key = OperatorKey.fresh(hash, "desk", Set.of(scopes), AT);
    done(operatorKeys().create(hash, key));
    return key;
  }

  private static Deed deed(long second, String action) {
    return Deed.begun(AT.plusSeconds(second), KeyHash.of("k").id(), action, "account:1234");
  }
}
