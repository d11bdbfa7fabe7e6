package dev.earshot.load.versus;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program of others that ends when it is closed, and with this process, however that ends.
///
/// A pipe holds it: beside the program a shell waits for the end of what this process might write, and that
/// comes with a kill, too. The program has the process number of the shell that it replaced.
public final class Leash implements AutoCloseable {
  private static final String SCRIPT = "exec 3<&0; "
      + "(read -r _ <&3; kill \"$$\") >/dev/null 2>&1 & exec \"$0\" \"$@\" </dev/null 3<&-";
  private static final long ENDS_WITHIN_S = 5;
  private static final long LISTENS_WITHIN_S = 20;
  private static final int CONNECT_MS = 1_000;

  private final Process process;
  private final Path log;

  private Leash(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Words before a command which hold it; its standard input has to be a pipe of this process.
  public static List<String> before() {
    return List.of("sh", "-c", SCRIPT);
  }

  /// Starts a command.
  ///
  /// @param pin words before it
  /// @param log takes what it says
  public static Leash start(List<String> pin, List<String> command, Path log) throws IOException {
    var words = new ArrayList<>(before());
    words.addAll(pin);
    words.addAll(command);
    var process = new ProcessBuilder(words).redirectErrorStream(true)
        .redirectOutput(Redirect.to(log.toFile()))
        .start();
    return new Leash(process, log);
  }

  /// Waits until somebody listens at this port of the loopback.
  public Leash awaitPort(int port) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LISTENS_WITHIN_S);
    while (!listens(port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IOException("port " + port + ": nobody listens (expected: within "
            + LISTENS_WITHIN_S + " s); it said: " + lastWords());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return this;
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /// Kills it as `kill -9` does, and waits until it is gone.
  public void kill() {
    var children = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    var children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(ENDS_WITHIN_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  private String lastWords() throws IOException {
    var lines = Files.readAllLines(log);
    return lines.isEmpty() ? "nothing" : lines.getLast();
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
