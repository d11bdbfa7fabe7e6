package dev.earshot.load.versus;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerTest {
  private static final URI UPSTREAM = URI.create("ws://127.0.0.1:4321");

  @Test
  void config_nginx_upgradesWithOneWorker() {
    assertThat(Peer.NGINX.config(1234, UPSTREAM, false)).contains("worker_processes 1;")
        .contains("listen 127.0.0.1:1234 ")
        .contains("proxy_pass http://127.0.0.1:4321;")
        .contains("proxy_set_header Upgrade $http_upgrade;")
        .contains("access_log off;")
        .doesNotContain("user ");
  }

  @Test
  void config_nginxOfRoot_staysRoot() {
    assertThat(Peer.NGINX.config(1, UPSTREAM, true)).startsWith("user root;\n");
  }

  @Test
  void config_haproxy_tunnelsWithOneThread() {
    assertThat(Peer.HAPROXY.config(1234, UPSTREAM, true)).contains("nbthread 1")
        .contains("bind 127.0.0.1:1234 ")
        .contains("server upstream 127.0.0.1:4321")
        .contains("timeout tunnel 1h");
  }

  @Test
  void config_python_isTheRelayThatWasWritten() {
    assertThat(Peer.PYTHON.config(1, UPSTREAM, true)).contains("uvloop.install()")
        .contains("\"compression\": None");
  }

  @Test
  void command_python_isTheSystemsAndIsToldWhere() {
    assertThat(Peer.PYTHON.command(Path.of("/f"), 1234, UPSTREAM))
        .containsExactly("/usr/bin/python3", "/f/relay.py", "1234", "ws://127.0.0.1:4321");
  }

  @ParameterizedTest
  @EnumSource
  void packages_peer_namesThem(Peer peer) {
    assertThat(peer.packages().split(" ", -1))
        .isNotEmpty()
        .allMatch(name -> name.contains(peer.wireName()));
  }
}
