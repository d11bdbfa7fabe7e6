package dev.earshot.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "user:42/team@example.org", "Zoë", "学生", "👂"})
  void new_printableName_isAllowed(String name) {
    assertThat(new AccountId(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", " a", "a\t", "a\nb", "a\0", "a\u007f"})
  void new_asciiBlankOrControl_isRefused(String name) {
    refuses(name);
  }

  /// What looks like a blank in a log, or begins a new line in one.
  @ParameterizedTest
  @ValueSource(strings = {"a\u00a0b", "a\u0085b", "a\u009bb", "a\u2003b", "a\u2028b", "a\u3000b"})
  void new_blankOrControlBeyondAscii_isRefused(String name) {
    refuses(name);
  }

  /// A half has no bytes of its own in UTF-8: two accounts would be one in every store.
  @Test
  void new_halfOfASurrogatePair_isRefused() {
    refuses("a\ud834");
    refuses("\udd1ea");
    assertThat(new AccountId("a\ud834\udd1e").value()).hasSize(3);
  }

  @Test
  void new_128Characters_isAllowed() {
    assertThat(new AccountId("a".repeat(128)).value()).hasSize(128);
  }

  @Test
  void new_129Characters_isRefused() {
    refuses("a".repeat(129));
  }

  private static void refuses(String name) {
    assertThatThrownBy(() -> new AccountId(name)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("account: '" + name
            + "' (expected: 1 to 128 characters without blanks or control characters)");
  }
}
