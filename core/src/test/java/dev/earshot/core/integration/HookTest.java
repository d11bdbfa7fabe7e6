package dev.earshot.core.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HookTest {
  private static final String SECRET = "0123456789abcdef";

  @ParameterizedTest
  @CsvSource({"https://app.example/hook,app.example", "HTTPS://App.Example:8443,app.example:8443",
      "http://[2001:db8::1]:80/a?b=c,[2001:db8::1]:80"})
  void host_ofAddress_isWhatFailsTogether(String url, String host) {
    assertThat(new Hook("notes", url, SECRET).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "app.example", "ftp://app.example/", "https://", "https:///path",
      "https://user@app.example/", "https://app.example/#part", "https://app.example/a b",
      "https://app.example\\@inside/"})
  void url_thatIsNone_isRefused(String url) {
    assertThatThrownBy(() -> new Hook("notes", url, SECRET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("url: of app notes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "@owner", "a b"})
  void app_thatIsNone_isRefused(String app) {
    assertThatThrownBy(() -> new Hook(app, "https://app.example/", SECRET))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secret_short_isRefusedAndNotShown() {
    assertThatThrownBy(() -> new Hook("notes", "https://app.example/", "hunter2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hunter2");
    assertThat(new Hook("notes", "https://app.example/", SECRET).toString())
        .isEqualTo("Hook[notes]");
  }

  /// Compared with `printf '1764417600.{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef`.
  @Test
  void signature_ofABody_isWhatOpensslSays() {
    assertThat(HookSignature.of(SECRET, Instant.ofEpochSecond(1_764_417_600L),
        "{\"a\":1}".getBytes(StandardCharsets.UTF_8))).isEqualTo(
            "t=1764417600,v1=e7306e2a2f361e3e38138bff3cd5c14d21f4860a5a09cd2c559432c35d50d962");
  }
}
