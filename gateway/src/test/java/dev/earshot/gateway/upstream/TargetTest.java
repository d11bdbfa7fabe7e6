package dev.earshot.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetTest {
  @Test
  void webSocket_http_isMeantAsWs() {
    assertThat(Target.webSocket(URI.create("https://a.example/x?y=z")))
        .isEqualTo(URI.create("wss://a.example/x?y=z"));
    assertThat(Target.webSocket(URI.create("HTTP://a.example:81")))
        .isEqualTo(URI.create("ws://a.example:81"));
  }

  @Test
  void webSocket_otherAddress_isRefusedWithoutItsSecrets() {
    for (var bad : List.of("ftp://a.example", "a.example", "ws:/x", "ws://me:s3cret@a.example/")) {
      assertThatThrownBy(() -> Target.webSocket(URI.create(bad)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("url: ")
          .hasMessageNotContaining("s3cret");
    }
  }

  @Test
  void toString_saysNothingOfWhatTheCallCarries() {
    var target = new Target(URI.create("wss://a.example/v1?token=s3cret"),
        Map.of("Authorization", "s3cret"), List.of("s3cret"));
    assertThat(target).hasToString("wss://a.example/v1");
    assertThat(target.port()).isEqualTo(443);
  }
}
