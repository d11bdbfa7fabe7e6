package dev.earshot.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
  private static final PathTemplate APP = new PathTemplate("/v1/apps/{id}/testers/{tester}");

  @Test
  void match_fits_tellsWhatStandsForTheNames() {
    assertThat(APP.match("/v1/apps/a b/testers/zoë"))
        .contains(Map.of("id", "a b", "tester", "zoë"));
    assertThat(APP.names()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/v1/apps/a/testers", "/v1/apps/a/testers/",
      "/v1/apps//testers/b",
      "/v1/apps/a/testers/b/", "/v1/apps/a/b/testers/c", "v1/apps/a/testers/b",
      "/V1/apps/a/testers/b", "/v1/apps/{id}/tester/{tester}"})
  void match_another_isEmpty(String path) {
    assertThat(APP.match(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v1", "/v1/", "/v1/{}", "/v1/{Id}", "/v1/a{id}", "/v1//x", "/v1?x"})
  void template_wrong_isRefused(String text) {
    assertThatThrownBy(() -> new PathTemplate(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: such as /v1/apps/{id}");
  }
}
