package dev.earshot.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.gateway.config.GatewayConfig.Translator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranslatorReaderTest {
  private static final String URL = "EARSHOT_TRANSLATE_URL";
  private static final String KEY = "EARSHOT_TRANSLATE_KEY";

  @Test
  void read_nothing_isNobody() {
    assertThat(ConfigReader.read(Map.of(), null).translator()).isNull();
  }

  @Test
  void read_server_isTaken() {
    var read = ConfigReader.read(Map.of(URL, "http://10.0.0.7:5000", KEY, "hunter2"), null);

    assertThat(read.translator())
        .isEqualTo(new Translator("http://10.0.0.7:5000", new Secret("hunter2")));
    assertThat(read.toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"translate.example", "ftp://a/", "https://user:hunter2@a/",
      "https://a/?q",
      "https://a/#b", "https://a:0/", "https:///"})
  void read_badAddress_isAProblem(String url) {
    assertThatThrownBy(() -> ConfigReader.read(Map.of(URL, url), null))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(URL)
        .hasMessageNotContaining("hunter2");
  }
}
