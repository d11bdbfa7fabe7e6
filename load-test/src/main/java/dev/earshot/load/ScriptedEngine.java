package dev.earshot.load;

import dev.earshot.testkit.upstream.Fault;
import dev.earshot.testkit.upstream.ScriptedDeepgram;
import dev.earshot.testkit.upstream.ScriptedUpstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A recogniser that is well until it is told to fail: in this process, or in one that can be killed.
interface ScriptedEngine extends AutoCloseable {
  String KEY = "bench-engine";

  URI uri();

  /// How often it was called; 0 where nobody counts.
  int calls();

  /// Whoever calls from now on is failed.
  void fail();

  /// Ends its process, where it has one.
  default void kill() {}

  @Override
  void close();

  /// One that will fail like this.
  static ScriptedEngine open(RecogniserFault fault) throws IOException {
    return fault == RecogniserFault.KILL_9 ? Child.start() : Here.open(fault.script());
  }

  /// One in this process.
  ///
  /// @param script what it will do; null where nobody will listen at its address any more
  record Here(ScriptedUpstream server, @Nullable Fault script) implements ScriptedEngine {
    static Here open(@Nullable Fault script) {
      return new Here(ScriptedUpstream.open(new ScriptedDeepgram(KEY)), script);
    }

    @Override
    public void fail() {
      if (script == null) {
        server.close();
      } else {
        server.fail(script);
      }
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
      return 0;
    }

    @Override
    public void fail() {}

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
