package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static dev.earshot.testkit.Answers.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.core.preference.Preferences;
import org.junit.jupiter.api.Test;

/// What every [Preferences] must do.
public interface PreferencesContract {
  /// The same store each time within a test.
  Preferences preferences();

  /// Seed test 5.
  @Test
  default void mentorFrequency_accountNobodyKnows_isNeverUntilItIsSet() {
    var account = Fresh.account();
    assertThat(answerOf(preferences().mentorFrequency(account))).isEqualTo(MentorFrequency.NEVER);

    done(preferences().setMentorFrequency(account, new MentorFrequency(3)));
    assertThat(answerOf(preferences().mentorFrequency(account)))
        .isEqualTo(new MentorFrequency(3));
  }

  @Test
  default void mentorFrequency_setAgain_isTheLast() {
    var account = Fresh.account();
    for (var value = MentorFrequency.MOST; value >= 0; value--) {
      var frequency = new MentorFrequency(value);
      done(preferences().setMentorFrequency(account, frequency));
      assertThat(answerOf(preferences().mentorFrequency(account))).isEqualTo(frequency);
    }
  }

  @Test
  default void setMentorFrequency_ofOneAccount_leavesTheOthers() {
    var one = Fresh.account();
    var other = Fresh.account();
    done(preferences().setMentorFrequency(one, new MentorFrequency(5)));
    done(preferences().setMentorFrequency(other, new MentorFrequency(1)));

    assertThat(answerOf(preferences().mentorFrequency(one))).isEqualTo(new MentorFrequency(5));
    assertThat(answerOf(preferences().mentorFrequency(other))).isEqualTo(new MentorFrequency(1));
  }

  @Test
  default void setMentorFrequency_notSubscribed_changesNothing() {
    var account = Fresh.account();
    var change = preferences().setMentorFrequency(account, new MentorFrequency(4));

    assertThat(answerOf(preferences().mentorFrequency(account))).isEqualTo(MentorFrequency.NEVER);
    done(change);
    assertThat(answerOf(preferences().mentorFrequency(account)))
        .isEqualTo(new MentorFrequency(4));
  }
}
