package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.ChangeSignals;
import dev.earshot.core.signal.CreditChange;
import dev.earshot.core.signal.Signal;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// What all [ChangeSignals] must do: a change is seen by everybody, as often as he looks.
public interface ChangeSignalsContract {
  Duration PATIENCE = Duration.ofSeconds(30);
  int TRIES = 200;

  /// The same store each time within a test.
  ChangeSignals signals();

  @Test
  default void read_neverRaised_isAbsent() {
    assertThat(answerOf(signals().read(Fresh.account()))).isEqualTo(Signal.absent());
  }

  @Test
  default void read_raised_isTheSameForEveryReader() {
    var account = Fresh.account();
    var raised = answerOf(signals().raise(account));

    assertThat(answerOf(signals().read(account))).isEqualTo(raised);
    assertThat(answerOf(signals().read(account))).isEqualTo(raised);
    assertThat(answerOf(signals().read(Fresh.account()))).isEqualTo(Signal.absent());
  }

  @Test
  default void raise_again_differs() {
    var account = Fresh.account();
    var first = answerOf(signals().raise(account));
    var second = answerOf(signals().raise(account));

    assertThat(second.isNewTo(first)).isTrue();
    assertThat(answerOf(signals().read(account))).isEqualTo(second);
  }

  @Test
  default void raise_notSubscribed_announcesNothing() {
    var account = Fresh.account();
    var raise = signals().raise(account);

    assertThat(answerOf(signals().read(account))).isEqualTo(Signal.absent());
    var raised = answerOf(raise);

    assertThat(answerOf(signals().read(account))).isEqualTo(raised);
  }

  @Test
  default void changes_raised_isPushedToEverySubscriber() {
    var account = Fresh.account();
    var one = new CopyOnWriteArrayList<CreditChange>();
    var other = new CopyOnWriteArrayList<CreditChange>();
    var first = signals().changes().subscribe(one::add);
    var second = signals().changes().subscribe(other::add);
    try {
      await(account, one, other);
    } finally {
      first.dispose();
      second.dispose();
    }
  }

  /// Raises until both have heard: a subscription may take a moment to reach the store.
  private void await(AccountId account,
      CopyOnWriteArrayList<CreditChange> one, CopyOnWriteArrayList<CreditChange> other) {
    Mono.defer(() -> signals().raise(account))
        .delayElement(Duration.ofMillis(50))
        .repeat(TRIES, () -> !tellsOf(account, one) || !tellsOf(account, other))
        .then()
        .block(PATIENCE);
    assertThat(tellsOf(account, one)).isTrue();
    assertThat(tellsOf(account, other)).isTrue();
  }

  private static boolean tellsOf(AccountId account,
      CopyOnWriteArrayList<CreditChange> heard) {
    return heard.stream()
        .anyMatch(change -> change instanceof CreditChange.Changed changed
            && changed.account().equals(account));
  }
}
