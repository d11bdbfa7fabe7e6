package dev.earshot.gateway.upstream.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.testkit.upstream.Told;
import java.net.URI;
import org.junit.jupiter.api.Test;

class OpenAiVendorTest {
  @Test
  void target_address_getsThePathThatIsMissing() {
    assertThat(uri("https://api.openai.com", Variant.OPENAI))
        .hasToString("wss://api.openai.com/v1/realtime?intent=transcription");
    assertThat(uri("ws://h:8080/v1/", Variant.VLLM)).hasToString("ws://h:8080/v1/realtime");
    assertThat(uri("ws://h/a/v1/realtime", Variant.VLLM)).hasToString("ws://h/a/v1/realtime");
  }

  @Test
  void target_ownQuery_isKept() {
    assertThat(uri("ws://h/v1/realtime?team=a", Variant.OPENAI).getRawQuery())
        .isEqualTo("team=a&intent=transcription");
  }

  @Test
  void target_speaches_hasTheModelInTheQuery() {
    assertThat(uri("ws://h", Variant.SPEACHES).getRawQuery())
        .isEqualTo("intent=transcription&model=a%2Fb");
  }

  @Test
  void target_key_isInTheHeaderOnly() {
    var target = new OpenAiVendor(URI.create("ws://h"), "s3cret", "m", Variant.OPENAI)
        .target(Told.leg(0));
    assertThat(target.headers()).containsEntry("Authorization", "Bearer s3cret");
    assertThat(target.uri().toString()).doesNotContain("s3cret");
  }

  @Test
  void target_noKey_hasNoHeader() {
    assertThat(new OpenAiVendor(URI.create("ws://h"), "", "m", Variant.VLLM).target(Told.leg(0))
        .headers()).isEmpty();
  }

  private static URI uri(String url, Variant variant) {
    return new OpenAiVendor(URI.create(url), "key", "a/b", variant).target(Told.leg(0)).uri();
  }
}
