package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.core.preference.Preferences;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Copies of preferences keep the contract of the store, and spare it.
class CachedPreferencesTest implements PreferencesContract {
  private static final Map<String, Integer> ONE = Map.of("mentorFrequency", 1);

  private final AccountId account = Fresh.account();
  private final Shelves shelves = new Shelves();
  private final Preferences here = shelves.open().preferences();
  private final Preferences there = shelves.open().preferences();

  @Override
  public Preferences preferences() {
    return here;
  }

  /// Seed test 1.
  @Test
  void mentorFrequency_againWithinItsTime_asksNobody() {
    done(here.setMentorFrequency(account, new MentorFrequency(3)));
    shelves.take();
    assertThat(value(here)).isEqualTo(3);
    shelves.pass(Duration.ofSeconds(20));

    assertThat(value(here)).isEqualTo(3);
    assertThat(shelves.take()).isEqualTo(ONE);
  }

  /// Seed test 2, and 5: nobody has chosen anything.
  @Test
  void mentorFrequency_zero_isKept() {
    assertThat(value(here)).isZero();
    assertThat(value(here)).isZero();

    assertThat(shelves.take()).isEqualTo(ONE);
  }

  /// Seed test 3.
  @Test
  void mentorFrequency_afterThirtySeconds_isAskedAgain() {
    assertThat(value(here)).isZero();
    shelves.pass(Duration.ofSeconds(30));

    assertThat(value(here)).isZero();
    assertThat(shelves.take()).isEqualTo(Map.of("mentorFrequency", 2));
  }

  /// Seed test 4; the seed's setter told its own process only.
  @Test
  void setMentorFrequency_onOneInstance_isReadOnAllAtOnce() {
    assertThat(value(here)).isZero();
    assertThat(value(there)).isZero();

    done(here.setMentorFrequency(account, new MentorFrequency(5)));
    assertThat(value(here)).isEqualTo(5);
    assertThat(value(there)).isEqualTo(5);
  }

  private int value(Preferences instance) {
    return answerOf(instance.mentorFrequency(account)).value();
  }
}
