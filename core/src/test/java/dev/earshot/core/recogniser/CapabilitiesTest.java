package dev.earshot.core.recogniser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilitiesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @CsvSource({"en-us, true", "EN-US, true", "en-Us, true", "de, false", "en, false"})
  void understands_itsLanguages_inAnyCase(String language, boolean understood) {
    assertThat(speaking("en-us").understands(language)).isEqualTo(understood);
  }

  @Test
  void understands_noLanguageNamed_anyOne() {
    assertThat(new Capabilities("any", Set.of(), true, true, SECOND, 1).understands("tlh"))
        .isTrue();
  }

  @Test
  void understands_underTurkishLocale_theSame() {
    var usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(speaking("id").understands("ID")).isTrue();
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void new_languageThatCouldNotBeFound_isRefused() {
    assertThatThrownBy(() -> speaking("en-US")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("languages: en-US (expected: lower case)");
  }

  @Test
  void new_noBacklog_isRefused() {
    assertThatThrownBy(() -> new Capabilities("deaf", Set.of(), true, true, Duration.ZERO, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("backlog: PT0S (expected: > 0)");
  }

  @Test
  void new_noLegs_isRefused() {
    assertThatThrownBy(() -> new Capabilities("full", Set.of(), true, true, SECOND, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("concurrentLegs: 0 (expected: >= 1)");
  }

  private static Capabilities speaking(String language) {
    return new Capabilities("test", Set.of(language), true, true, SECOND, 1);
  }
}
