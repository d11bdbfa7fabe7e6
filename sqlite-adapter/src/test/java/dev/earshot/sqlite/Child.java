package dev.earshot.sqlite;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Settle;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

/// A process of its own that charges and journals without end and prints the number of each round
/// when the store has acknowledged it.
final class Child implements AutoCloseable {
  static final int STREAMS = 20;
  static final AccountId ACCOUNT = new AccountId("child");
  static final YearMonth MONTH = YearMonth.of(2026, 11);

  private final Process process;
  private final BufferedReader acknowledged;
  private long last;

  private Child(Process process) {
    this.process = process;
    this.acknowledged = process.inputReader();
  }

  static Child writingTo(Path file) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process = new ProcessBuilder(java, "--enable-native-access=ALL-UNNAMED",
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
        System.getProperty("java.class.path"), Child.class.getName(), file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    return new Child(process);
  }

  /// Waits until it has written this round; it then writes on.
  void reach(long round) throws IOException {
    while (last < round) {
      if (!more()) {
        throw new EOFException("child: ended after round " + last + " (expected: " + round + ")");
      }
    }
  }

  /// Kills it with SIGKILL and answers the last round that it had acknowledged by then.
  long kill() throws IOException, InterruptedException {
    process.toHandle().destroyForcibly(); // Process.destroyForcibly would close what it has said
    process.waitFor();
    while (more()) {
      // what it had said before
    }
    return last;
  }

  /// A line that the kill has cut has no full stop.
  private boolean more() throws IOException {
    var line = acknowledged.readLine();
    if (line == null || !line.endsWith(".")) {
      return false;
    }
    last = Long.parseLong(line.substring(0, line.length() - 1));
    return true;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) {
    try (var store = SqliteStore.open(Path.of(args[0]), InstantSource.system())) {
      for (long n = 1; n > 0; n++) {
        store.usageLedger()
            .settle(new Settle(new StreamId(new UUID(1, 0)), ACCOUNT, MONTH, n - 1, n))
            .block();
        store.usageJournal().record(readings(n)).block();
        System.out.print(n + ".\n");
        System.out.flush();
      }
    }
  }

  private static List<Reading> readings(long n) {
    return LongStream.range(0, STREAMS)
        .mapToObj(s -> new Reading(new StreamId(new UUID(2, s)), ACCOUNT, MONTH, n, n - 1))
        .toList();
  }
}
