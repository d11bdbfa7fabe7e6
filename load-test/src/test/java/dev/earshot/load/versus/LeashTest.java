package dev.earshot.load.versus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.testkit.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LeashTest {
  private static final List<String> SLEEP = List.of("sleep", "600");

  @TempDir
  private Path folder = Path.of("");

  @Test
  void before_pipeThatIsClosed_endsTheProgram() throws Exception {
    var words = new ArrayList<>(Leash.before());
    words.addAll(SLEEP);
    var process = new ProcessBuilder(words).start();
    assertThat(process.isAlive()).isTrue();

    process.getOutputStream().close(); // as the system does when whoever holds it is killed

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void start_program_hasTheNumberOfItsShell() throws Exception {
    try (var leash = Leash.start(List.of(), SLEEP, folder.resolve("log"))) {
      var name = Path.of("/proc", String.valueOf(leash.handle().pid()), "comm");
      while (!Files.readString(name).strip().equals("sleep")) {
        Thread.onSpinWait();
      }
      assertThat(leash.handle().isAlive()).isTrue();
    }
  }

  @Test
  void close_program_leavesNobody() throws Exception {
    var leash = Leash.start(List.of(), List.of("sh", "-c", "sleep 600 & wait"),
        folder.resolve("log"));
    while (leash.handle().descendants().count() < 2) {
      Thread.onSpinWait();
    }
    var all = leash.handle().descendants().toList();
    leash.close();

    assertThat(leash.handle().isAlive()).isFalse();
    for (var one : all) {
      one.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void awaitPort_programThatEnds_saysItsLastWords() throws Exception {
    var log = folder.resolve("log");
    try (var leash = Leash.start(List.of(), List.of("sh", "-c", "echo no; exit 1"), log)) {
      assertThatThrownBy(() -> leash.awaitPort(RedisServer.freePort()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("nobody listens")
          .hasMessageEndingWith("it said: no");
    }
  }
}
