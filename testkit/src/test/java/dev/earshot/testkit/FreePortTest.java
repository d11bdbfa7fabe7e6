package dev.earshot.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortTest {
  @Test
  void next_manyTimes_isEachTimeAnotherBelowThoseThatTheSystemGives() {
    var ports = IntStream.range(0, 100).map(_ -> FreePort.next()).boxed().toList();

    assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port >= 20_000 && port < 32_000);
  }

  @Test
  void next_whereSomebodyListens_isAnother() throws IOException {
    var first = FreePort.next();
    var loopback = InetAddress.getLoopbackAddress();
    try (var _ = new ServerSocket(first, 1, loopback);
        var _ = new ServerSocket(FreePort.next(), 1, loopback)) {
      assertThat(FreePort.next()).isNotEqualTo(first);
    }
  }
}
