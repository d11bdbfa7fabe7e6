package dev.earshot.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.redis.RedisAddress.Host;
import dev.earshot.redis.RedisAddress.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
  @Test
  void parse_hostAlone_isTheUsualPortAndDatabase() {
    var address = RedisAddress.parse("redis://cache.local");

    assertThat(address.kind()).isEqualTo(new Kind.Single(0));
    assertThat(address.hosts()).containsExactly(new Host("cache.local", 6_379));
    assertThat(address.isTls()).isFalse();
    assertThat(address.user()).isEmpty();
    assertThat(address.password()).isEmpty();
  }

  @Test
  void parse_everything_isUnderstood() {
    var address = RedisAddress.parse(
        "rediss-sentinel://us%3Aer:p%40ss+%2F@a:1,[::1]:2,b/7?ca=/etc/my%20ca.pem#main");

    assertThat(address.kind()).isEqualTo(new Kind.Sentinel(7, "main"));
    assertThat(address.hosts()).containsExactly(new Host("a", 1), new Host("::1", 2),
        new Host("b", 26_379));
    assertThat(address.isTls()).isTrue();
    assertThat(address.user()).isEqualTo("us:er");
    assertThat(address.password()).isEqualTo("p@ss+/");
    assertThat(address.ca()).contains(Path.of("/etc/my ca.pem"));
  }

  @Test
  void parse_cluster_isItsNodes() {
    var address = RedisAddress.parse("redis-cluster://:secret@a:7000,b:7001");

    assertThat(address.kind()).isEqualTo(new Kind.Cluster());
    assertThat(address.hosts()).containsExactly(new Host("a", 7_000), new Host("b", 7_001));
    assertThat(address.password()).isEqualTo("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis://user:secret@a:1/2", "rediss://:secret@a",
      "redis-sentinel://user:secret@a,b#main", "redis-cluster://:secret@a,b"})
  void toString_withSecrets_hidesThem(String url) {
    assertThat(RedisAddress.parse(url).toString()).doesNotContain("secret", "user");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret", "http://secret@a", "redis://", "redis://user:secret@",
      "redis://a:99999", "redis://a:0", "redis://secret,b", "redis-sentinel://secret",
      "redis-cluster://secret/3", "redis://secret#main", "redis://secret?ca=/x",
      "redis-secret://a", "redis://a b", "redis://u:%zzsecret@a", "redis://a:secret@b@c",
      "redis://a/x"})
  void parse_wrong_isRefusedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> RedisAddress.parse(url)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("redis url")
        .hasMessageContaining("expected: redis[s]://")
        .hasMessageNotContaining("secret");
  }
}
