package dev.earshot.load;

import dev.earshot.testkit.upstream.ScriptedDeepgram;
import dev.earshot.testkit.upstream.ScriptedUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A recogniser that fails as it is told: in this process, in one that can be killed, or nowhere.
interface ScriptedEngine extends AutoCloseable {
  String KEY = "bench-engine";

  URI uri();

  /// How often it was called; -1 where nobody counts.
  int calls();

  /// Ends its process, where it has one.
  default void kill() {}

  @Override
  void close();

  /// One that fails like this.
  static ScriptedEngine open(RecogniserFault fault) throws IOException {
    return switch (fault) {
      case REFUSES -> new Nobody(freePort());
      case KILL_9 -> Child.start();
      case ACCEPTS_AND_CLOSES, STALLS, HALF_OPEN, HTTP_429, HTTP_402, GARBAGE, LATE_RESULTS, SLOW,
          MUTE, LONGEST_SESSION ->
        Here.open(fault);
    };
  }

  private static URI freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("ws://127.0.0.1:" + probe.getLocalPort());
    }
  }

  /// An address where nobody listens.
  record Nobody(URI uri) implements ScriptedEngine {
    @Override
    public int calls() {
      return -1;
    }

    @Override
    public void close() {}
  }

  /// One in this process.
  record Here(ScriptedUpstream server) implements ScriptedEngine {
    static Here open(RecogniserFault fault) {
      var server = ScriptedUpstream.open(new ScriptedDeepgram(KEY));
      var script = fault.script();
      if (script != null) {
        server.fail(script);
      }
      return new Here(server);
    }

    @Override
    public URI uri() {
      return server.uri();
    }

    @Override
    public int calls() {
      return server.calls().size();
    }

    @Override
    public void close() {
      server.close();
    }
  }

  /// One in a process of its own, which says where it is and then serves until it is killed.
  record Child(Process process, URI uri) implements ScriptedEngine {
    /// The process.
    public static void main(String[] args) throws InterruptedException {
      try (var server = ScriptedUpstream.open(new ScriptedDeepgram(KEY))) {
        System.out.println(server.uri());
        System.out.flush();
        new CountDownLatch(1).await();
      }
    }

    static Child start() throws IOException {
      var process = new ProcessBuilder(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
          System.getProperty("java.class.path"), Child.class.getName())
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
      var said = process.inputReader().readLine();
      if (said == null) {
        throw new IOException("engine: its process ended (expected: its address)");
      }
      return new Child(process, URI.create(said));
    }

    @Override
    public int calls() {
      return -1;
    }

    @Override
    public void kill() {
      process.destroyForcibly();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
