package dev.earshot.gateway.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.Until;
import dev.earshot.gateway.wire.WireClient;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What the longest sound that a message may have leaves behind on a stream that says nothing more: it was
/// in five copies on its way, and none of them may stay.
@Timeout(300)
@ExtendWith(CleanLog.class)
class LongestSoundTest {
  private static final int STREAMS = 2;
  private static final int LONGEST = 15 * 1024 * 1024;
  private static final int SECOND = 48_000;
  private static final long MOST_KEPT = 256 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void append_ofFifteenMebibytes_leavesNoneOfThemBehind(@TempDir Path data,
      TestReporter reporter) {
    var small = append(SECOND);
    var large = append(LONGEST);
    try (var house = TestHouse.open(data, SocketLimits.DEFAULT)) {
      try (var first = house.stream("/v1/realtime?intent=transcription")) {
        say(first, append(SECOND * 20)); // whatever is made once, is made
        say(first, large);
      }
      house.awaitNoStreams();
      var streams = Stream
          .generate(() -> house.stream("/v1/realtime?intent=transcription"))
          .limit(STREAMS)
          .toList();
      streams.forEach(stream -> say(stream, small));
      var heap = heapBytes();
      streams.forEach(stream -> say(stream, large));

      Until.holds(() -> longBuffers() == 0);
      var kept = (heapBytes() - heap) / STREAMS;
      reporter.publishEntry("heap that a stream keeps of 15 MiB, bytes", String.valueOf(kept));
      assertThat(kept).as("heap that a stream keeps").isLessThan(MOST_KEPT);
      assertThat(house.openStreams()).isEqualTo(STREAMS);
      streams.forEach(WireClient::close);
    }
  }

  /// Until its words are there.
  private static void say(WireClient stream, byte[] append) {
    stream.patient(PATIENCE)
        .text(Talker.MANUAL)
        .raw(append)
        .text(Talker.COMMIT)
        .awaitText("item.done");
  }

  private static byte[] append(int bytes) {
    return WireClient.frame(WireClient.TEXT, ("{\"type\":\"input_audio_buffer.append\",\"audio\":\""
        + Base64.getEncoder().encodeToString(new byte[bytes]) + "\"}")
        .getBytes(StandardCharsets.US_ASCII));
  }

  /// Buffers that are in use and too long for a place in the pool.
  private static long longBuffers() {
    var pool = PooledByteBufAllocator.DEFAULT.metric();
    return Stream.concat(pool.directArenas().stream(), pool.heapArenas().stream())
        .mapToLong(PoolArenaMetric::numActiveHugeAllocations)
        .sum();
  }

  private static long heapBytes() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
