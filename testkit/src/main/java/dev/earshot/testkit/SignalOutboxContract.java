package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.signal.SignalIntent;
import dev.earshot.core.signal.SignalOutbox;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every [SignalOutbox] must do: keep what is to be announced until somebody says that it was.
public interface SignalOutboxContract {
  Instant NOW = Instant.parse("2026-11-22T12:00:00.123Z");

  /// The same store each time within a test.
  SignalOutbox outbox();

  @Test
  default void put_intent_waits() {
    var intent = intent();
    done(outbox().put(intent));

    assertThat(waiting(intent)).containsExactly(intent);
  }

  @Test
  default void put_again_takesThePlaceOfTheFirst() {
    var intent = intent();
    done(outbox().put(intent));
    done(outbox().put(intent.due(NOW.plusSeconds(5))));

    assertThat(waiting(intent)).containsExactly(intent.due(NOW.plusSeconds(5)));
  }

  @Test
  default void put_notSubscribed_keepsNothing() {
    var intent = intent();
    var write = outbox().put(intent);
    assertThat(waiting(intent)).isEmpty();
    done(write);

    assertThat(waiting(intent)).hasSize(1);
  }

  @Test
  default void remove_one_leavesTheOthersOfItsAccount() {
    var intent = intent();
    var other = new SignalIntent(intent.id() + "-2", intent.account(), NOW, NOW.plusSeconds(9));
    done(outbox().put(intent));
    done(outbox().put(other));
    done(outbox().remove(intent.id()));
    done(outbox().remove(intent.id()));

    assertThat(waiting(intent)).isEmpty();
    assertThat(waiting(other)).containsExactly(other);
  }

  @Test
  default void waiting_several_comeTheSoonestDueFirst() {
    var one = intent();
    var two = intent();
    done(outbox().put(one.due(NOW.plusSeconds(2))));
    done(outbox().put(two.due(NOW.plusSeconds(1))));
    done(outbox().put(one.due(NOW)));

    assertThat(answerOf(outbox().waiting())).extracting(SignalIntent::id)
        .containsSubsequence(one.id(), two.id());
  }

  private List<SignalIntent> waiting(SignalIntent like) {
    return answerOf(outbox().waiting()).stream()
        .filter(intent -> intent.id().equals(like.id()))
        .toList();
  }

  private static SignalIntent intent() {
    return SignalIntent.begin("change-" + UUID.randomUUID(), Fresh.account(), NOW);
  }
}
