package dev.earshot.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
  private final Origins origins = Origins.parse(
      "https://App.example, http://localhost:3000, capacitor://localhost");

  @ParameterizedTest
  @ValueSource(strings = {"https://app.example", "https://APP.example", "https://app.example:443",
      "http://localhost:3000", "capacitor://localhost"})
  void allows_listed_isLetIn(String origin) {
    assertThat(origins.allows(origin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "http://app.example", "https://app.example:8443",
      "https://app.example.evil.example", "https://evil.example/https://app.example",
      "https://app.example@evil.example", "https://app.example/", "https://app.example?",
      "http://localhost", "http://localhost:3001", "app.example", "https://", "\u0000"})
  void allows_other_isNotLetIn(String origin) {
    assertThat(origins.allows(origin)).isFalse();
  }

  @Test
  void allows_noOrigin_isLetIn() {
    assertThat(origins.allows(null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "https://anywhere.example", "garbage"})
  void allows_star_isEverybody(String origin) {
    assertThat(Origins.parse(" * ").allows(origin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://app.example,", "https://app.example/page", "*.example",
      "https://app.example,*", "https://me@app.example"})
  void parse_noOrigin_isRefused(String text) {
    assertThatThrownBy(() -> Origins.parse(text)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("origin: ");
  }
}
