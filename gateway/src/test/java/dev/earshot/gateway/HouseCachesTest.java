package dev.earshot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.cache.CacheFamily;
import dev.earshot.core.cache.HeapSize;
import dev.earshot.core.cache.SharedForm;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.GatewayConfig.Backing;
import dev.earshot.gateway.config.GatewayConfig.Credits;
import dev.earshot.gateway.config.GatewayConfig.Engine;
import dev.earshot.gateway.config.GatewayConfig.Listen;
import dev.earshot.gateway.config.GatewayConfig.Redis;
import dev.earshot.gateway.config.GatewayConfig.Streams;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.Until;
import dev.earshot.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/// The caches of whole gateways: alone, and beside each other over a Redis.
class HouseCachesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration TTL = Duration.ofMinutes(5);
  private static final CacheFamily<String> APPS = CacheFamily.of("app", String.class, HeapSize::of)
      .shared(new SharedForm<>(String::getBytes, String::new, Duration.ofMinutes(10)));

  @Test
  void caches_ofTwoGatewaysOverRedis_forgetWhatOneOfThemInvalidates(@TempDir Path data)
      throws IOException {
    try (var server = RedisServer.open();
        var one = open(data.resolve("one"), new Backing(null, new Redis(server.url()), 10));
        var other = open(data.resolve("other"), new Backing(null, new Redis(server.url()), 10))) {
      Until.holds(() -> isHearing(one) && isHearing(other), PATIENCE);
      assertThat(app(one, "old")).isEqualTo("old");
      Until.holds(() -> server.ask("KEYS", "cache:*").equals("cache:YXBwOjE="), PATIENCE);
      assertThat(app(other, "newer")).isEqualTo("old");
      one.caches().invalidate(APPS.key("1")).block(PATIENCE);

      Until.holds(() -> app(other, "new").equals("new"), PATIENCE);
      assertThat(app(one, "new")).isEqualTo("new");
      assertThat(other.meters().scrape()).contains("earshot_cache_bound_bytes 1.048576E7");
    }
  }

  @Test
  void caches_ofAGatewayThatIsAlone_shareTheBoundBetweenBothLevels(@TempDir Path data)
      throws IOException {
    try (var house = open(data, Backing.EMBEDDED)) {
      assertThat(app(house, "old")).isEqualTo("old");
      assertThat(app(house, "newer")).isEqualTo("old");
      house.caches().invalidate(APPS.key("1")).block(PATIENCE);
      assertThat(app(house, "new")).isEqualTo("new");

      assertThat(house.caches().mostBytes()).isEqualTo(75L << 20);
    }
  }

  private static boolean isHearing(House house) {
    return house.meters().scrape().contains("earshot_cache_bus_total{event=\"gap\"} 1.0");
  }

  private static String app(House house, String loaded) {
    var app = house.caches().getOrFetch(APPS.key("1"), TTL, () -> Mono.just(loaded));
    return Objects.requireNonNull(app.block(PATIENCE));
  }

  private static House open(Path data, Backing backing) throws IOException {
    return House.open(new GatewayConfig(new Listen("127.0.0.1", 0, 0), data, backing,
        List.of(Engine.SCRIPTED), List.of(), Credits.DEFAULT, Streams.DEFAULT),
        SocketLimits.DEFAULT);
  }
}
