package dev.earshot.gateway.upstream.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.testkit.upstream.Told;
import java.net.URI;
import org.junit.jupiter.api.Test;

class DeepgramVendorTest {
  @Test
  void target_address_getsThePathThatIsMissing() {
    assertThat(uri("https://api.deepgram.com").toString())
        .startsWith("wss://api.deepgram.com/v1/listen?model=nova-3&language=en&");
    assertThat(uri("ws://h:8080/").getRawPath()).isEqualTo("/v1/listen");
    assertThat(uri("ws://h:8080/v1").getRawPath()).isEqualTo("/v1/listen");
    assertThat(uri("ws://h:8080/v1/listen").getRawPath()).isEqualTo("/v1/listen");
    assertThat(uri("ws://h:8080/team/a").getRawPath()).isEqualTo("/team/a/v1/listen");
  }

  @Test
  void target_ownQuery_isKept() {
    assertThat(uri("ws://h/v1/listen?mip_opt_out=true").getRawQuery())
        .startsWith("mip_opt_out=true&model=nova-3&");
  }

  @Test
  void target_query_saysWhatTheSoundIs() {
    assertThat(uri("ws://h").getRawQuery())
        .contains("encoding=linear16&sample_rate=16000&channels=1", "interim_results=true");
  }

  @Test
  void target_legOfPackets_saysThatTheyAreOpus() {
    var packed = new DeepgramVendor(URI.create("ws://h"), "key", "nova-3")
        .target(Told.leg(0).withPackets(true));
    assertThat(packed.uri().getRawQuery())
        .contains("encoding=opus&sample_rate=16000&channels=1", "interim_results=true");
  }

  @Test
  void target_key_isInTheHeaderOnly() {
    var target = new DeepgramVendor(URI.create("ws://h"), "s3cret", "a&b").target(Told.leg(0));
    assertThat(target.headers()).containsEntry("Authorization", "Token s3cret");
    assertThat(target.uri().toString()).contains("model=a%26b").doesNotContain("s3cret");
  }

  private static URI uri(String url) {
    return new DeepgramVendor(URI.create(url), "key", "nova-3").target(Told.leg(0)).uri();
  }
}
