package dev.earshot.load.faults;

import dev.earshot.load.versus.Leash;
import dev.earshot.testkit.upstream.ScriptedDeepgram;
import dev.earshot.testkit.upstream.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// A recogniser in a process of its own that says of each second of sound which one it is, in Deepgram's
/// dialect: a word is right whatever was sent again, and to whom. It can be killed and started where it was.
final class SentinelRecogniser implements AutoCloseable {
  static final String KEY = "faults";

  private final int port;
  private final Path log;
  private Leash process;

  private SentinelRecogniser(int port, Path log) throws IOException, InterruptedException {
    this.port = port;
    this.log = log;
    this.process = started(port, log);
  }

  /// Listens until it is killed.
  ///
  /// @param args its port
  public static void main(String[] args) throws InterruptedException {
    try (var _ = ScriptedUpstream.open(new ScriptedDeepgram(KEY), Integer.parseInt(args[0]))) {
      Thread.currentThread().join();
    }
  }

  static SentinelRecogniser start(int port, Path log) throws IOException, InterruptedException {
    return new SentinelRecogniser(port, log);
  }

  URI uri() {
    return URI.create("ws://127.0.0.1:" + port);
  }

  /// Kills it; what it heard is forgotten.
  void kill() {
    process.kill();
  }

  /// Starts it again where it was.
  void startAgain() throws IOException, InterruptedException {
    process = started(port, log);
  }

  @Override
  public void close() {
    process.close();
  }

  private static Leash started(int port, Path log) throws IOException, InterruptedException {
    return Leash.start(List.of(), List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
        "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
        SentinelRecogniser.class.getName(), String.valueOf(port)), log).awaitPort(port);
  }
}
