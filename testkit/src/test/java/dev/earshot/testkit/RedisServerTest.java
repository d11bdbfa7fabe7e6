package dev.earshot.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class RedisServerTest {
  private static final int SOON_MS = 300;

  @Test
  void open_server_answersAndKeepsWhatItIsTold() {
    try (var server = RedisServer.open("--maxclients", "100")) {
      assertThat(server.ask("SET", "ä b", "1\r\n2")).isEqualTo("+OK");
      assertThat(server.ask("GET", "ä b")).isEqualTo("1\r\n2");
      assertThat(server.ask("GET", "nothing")).isEmpty();
      assertThat(server.ask("CONFIG", "GET", "maxclients")).isEqualTo("maxclients 100");
      assertThat(server.ask("NONSENSE")).startsWith("-ERR");
      assertThat(server.url()).isEqualTo("redis://127.0.0.1:" + server.port());
    }
  }

  @Test
  void stop_andStart_isEmptyOnTheSamePort() {
    try (var server = RedisServer.open()) {
      server.ask("SET", "a", "1");
      server.stop();
      assertThatThrownBy(() -> server.ask("PING")).hasCauseInstanceOf(IOException.class);
      server.start();

      assertThat(server.ask("GET", "a")).isEmpty();
    }
  }

  @Test
  void freeze_server_saysNothingUntilItThaws() {
    try (var server = RedisServer.open()) {
      server.ask("SET", "a", "1");
      server.freeze();
      assertThatThrownBy(() -> RedisTalk.ask(server.port(), SOON_MS, "PING"))
          .isInstanceOf(SocketTimeoutException.class);
      server.thaw();

      assertThat(server.ask("GET", "a")).isEqualTo("1");
    }
  }

  @Test
  void close_frozenServer_leavesNothing() {
    var server = RedisServer.open();
    server.freeze();
    server.close();

    assertThatThrownBy(() -> server.ask("PING")).hasCauseInstanceOf(IOException.class);
    assertThat(Files.exists(server.folder())).isFalse();
  }

  @Test
  void open_machineWithoutRedis_skipsOrFails() {
    assertThatThrownBy(() -> RedisServer.require(Map.of("PATH", "/nowhere")))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("apt-get install redis-server");
    assertThatThrownBy(
        () -> RedisServer.require(Map.of("PATH", "/nowhere", "EARSHOT_REQUIRE_REDIS", "1")))
        .isInstanceOf(IllegalStateException.class)
        .isNotInstanceOf(TestAbortedException.class);
  }
}
