package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.done;
import static dev.earshot.testkit.Answers.maybe;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.earshot.core.cache.SecondLevel;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What all [SecondLevel]s must do: give back the bytes, for as long as they may, and never what was put by
/// somebody who knows less than who deleted it.
public interface SecondLevelContract {
  Duration LONG = Duration.ofMinutes(10);

  /// The same level each time within a test.
  SecondLevel secondLevel();

  /// Lets at least so much of the level's time pass.
  void pass(Duration time);

  @Test
  default void get_put_isTheSameBytes() {
    var name = fresh();
    var value = new byte[]{0, 1, -1, '\r', '\n', 127, -128};

    assertThat(maybe(secondLevel().get(name))).isNull();
    done(secondLevel().put(name, value, LONG));

    assertThat(answerOf(secondLevel().get(name))).isEqualTo(value);
    assertThat(maybe(secondLevel().get(fresh()))).isNull();
  }

  @Test
  default void get_afterItsTime_isEmpty() {
    var name = fresh();
    var longer = fresh();
    done(secondLevel().put(name, bytes("short"), Duration.ofMillis(100)));
    done(secondLevel().put(longer, bytes("long"), LONG));

    pass(Duration.ofMillis(101));
    assertThat(maybe(secondLevel().get(name))).isNull();
    assertThat(answerOf(secondLevel().get(longer))).isEqualTo(bytes("long"));
  }

  @Test
  default void put_somethingIsThere_staysAsItIs() {
    var name = fresh();
    done(secondLevel().put(name, bytes("first"), LONG));
    done(secondLevel().put(name, bytes("second"), LONG));

    assertThat(answerOf(secondLevel().get(name))).isEqualTo(bytes("first"));
  }

  @Test
  default void put_rightAfterADeletion_doesNotComeBack() {
    var name = fresh();
    var other = fresh();
    done(secondLevel().put(name, bytes("old"), LONG));
    done(secondLevel().put(other, bytes("other"), LONG));
    done(secondLevel().delete(name));
    assertThat(maybe(secondLevel().get(name))).isNull();

    done(secondLevel().put(name, bytes("old"), LONG)); // by who had read the source before
    assertThat(maybe(secondLevel().get(name))).isNull();
    assertThat(answerOf(secondLevel().get(other))).isEqualTo(bytes("other"));
  }

  @Test
  default void put_longAfterADeletion_isKept() {
    var name = fresh();
    done(secondLevel().delete(name));
    done(secondLevel().put(name, bytes("too soon"), LONG));
    pass(SecondLevel.GUARD.plusMillis(1));
    done(secondLevel().put(name, bytes("new"), LONG));

    assertThat(answerOf(secondLevel().get(name))).isEqualTo(bytes("new"));
  }

  @Test
  default void calls_notSubscribed_changeNothing() {
    var name = fresh();
    var put = secondLevel().put(name, bytes("value"), LONG);
    var delete = secondLevel().delete(name);

    assertThat(maybe(secondLevel().get(name))).isNull();
    done(put);
    assertThat(answerOf(secondLevel().get(name))).isEqualTo(bytes("value"));
    done(delete);
    assertThat(maybe(secondLevel().get(name))).isNull();
  }

  @Test
  default void put_emptyOrTooLong_isRefused() {
    var most = secondLevel().mostBytes();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> done(secondLevel().put(fresh(), new byte[0], LONG)))
        .withMessageContaining("1.." + most);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> done(secondLevel().put(fresh(), new byte[most + 1], LONG)))
        .withMessageContaining(most + 1 + " bytes");
  }

  @Test
  default void get_changedAfterwards_isKeptAsItWas() {
    var name = fresh();
    var value = bytes("value");
    done(secondLevel().put(name, value, LONG));
    value[0] = 'V';
    answerOf(secondLevel().get(name))[0] = 'W';

    assertThat(answerOf(secondLevel().get(name))).isEqualTo(bytes("value"));
  }

  private static String fresh() {
    return "cache:contract-" + UUID.randomUUID();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
