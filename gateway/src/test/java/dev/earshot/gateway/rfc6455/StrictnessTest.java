package dev.earshot.gateway.rfc6455;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.TestHouse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Every row of the table, against one gateway, many at a time: 517 cases of the Autobahn suite, and ours.
@Timeout(60)
@ExtendWith(CleanLog.class)
class StrictnessTest {
  private static final int AT_A_TIME = 16;
  private static final List<Row> ROWS = Stream.of(FramingRows.all(), FragmentRows.all(),
      TextRows.all(), ClosingRows.all(), BulkRows.all(), CompressionRows.all())
      .flatMap(rows -> rows)
      .toList();

  @TestFactory
  Stream<DynamicTest> row_doesWhatTheProtocolSays(@TempDir Path data)
      throws InterruptedException {
    try (var house = TestHouse.open(data, SocketLimits.DEFAULT);
        var clients = Executors.newFixedThreadPool(AT_A_TIME)) {
      ROWS.getFirst().run(house); // what is loaded once is loaded by one: event loops must not wait
      var seen = clients.invokeAll(ROWS.stream()
          .map(row -> (Callable<Outcome>) () -> row.run(house))
          .toList());
      house.awaitNoStreams();
      return IntStream.range(0, ROWS.size()).mapToObj(i -> test(ROWS.get(i), seen.get(i)));
    }
  }

  @Test
  void table_hasEachNumberOnce() {
    assertThat(new HashSet<>(ROWS.stream().map(Row::number).toList())).hasSize(ROWS.size());
  }

  @Test
  void table_hasAllCasesOfTheSuite() {
    assertThat(ROWS.stream().map(Row::number).filter(number -> !number.contains("ours")))
        .map(number -> number.split(" ", 2)[0])
        .containsAll(suite());
  }

  private static DynamicTest test(Row row, Future<Outcome> seen) {
    return dynamicTest(row.toString(), () -> assertThat(seen.get()).isEqualTo(row.outcome()));
  }

  /// How many cases each group of the suite has.
  private static List<String> suite() {
    var groups = List.of("1.1:8", "1.2:8", "2:11", "3:7", "4.1:5", "4.2:5", "5:20", "6.1:3",
        "6.2:4", "6.3:2", "6.4:4", "6.5:5", "6.6:11", "6.7:4", "6.8:2", "6.9:4", "6.10:3",
        "6.11:5", "6.12:8", "6.13:5", "6.14:10", "6.15:1", "6.16:3", "6.17:5", "6.18:5",
        "6.19:5", "6.20:7", "6.21:8", "6.22:34", "6.23:7", "7.1:6", "7.3:6", "7.5:1", "7.7:13",
        "7.9:9", "7.13:2", "9.1:6", "9.2:6", "9.3:9", "9.4:9", "9.5:6", "9.6:6", "9.7:6",
        "9.8:6", "10.1:1", "12.1:18", "12.2:18", "12.3:18", "12.4:18", "12.5:18", "13.1:18",
        "13.2:18", "13.3:18", "13.4:18", "13.5:18", "13.6:18", "13.7:18");
    return groups.stream()
        .map(group -> group.split(":", 2))
        .flatMap(group -> IntStream.rangeClosed(1, Integer.parseInt(group[1]))
            .mapToObj(i -> group[0] + "." + i))
        .toList();
  }
}
