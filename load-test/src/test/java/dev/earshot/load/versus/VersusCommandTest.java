package dev.earshot.load.versus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class VersusCommandTest {
  private final StringWriter err = new StringWriter();

  @Test
  void call_unknownPeer_saysWhichThereAre() {
    assertThat(run("--versus", "nginx,apache")).isEqualTo(2);
    assertThat(err.toString()).contains(
        "--versus: apache (expected: nginx, haproxy, python; each at most once)");
  }

  @Test
  void call_peerTwice_isRefused() {
    assertThat(run("--versus", "nginx,nginx")).isEqualTo(2);
  }

  @Test
  void call_outOfRange_saysTheRange() {
    assertThat(run("--versus", "nginx", "--streams", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--streams: 0 (expected: 1..5000)");
  }

  @Test
  void call_folderWithoutGateway_isRefused() {
    assertThat(run("--versus", "nginx", "--gateway", "/nowhere")).isEqualTo(2);
    assertThat(err.toString()).contains("--gateway: /nowhere (expected: a checkout with ");
  }

  private int run(String... args) {
    return new CommandLine(new VersusCommand()).setErr(new PrintWriter(err, true)).execute(args);
  }
}
