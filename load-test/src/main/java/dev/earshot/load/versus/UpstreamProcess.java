package dev.earshot.load.versus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// The recogniser [Upstream] seen from its parent.
public final class UpstreamProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private final URI uri;

  private UpstreamProcess(Process process, BufferedReader out, URI uri) {
    this.process = process;
    this.out = out;
    this.in = process.outputWriter();
    this.uri = uri;
  }

  /// What it has heard so far.
  ///
  /// @param bytes of sound, of all streams
  /// @param streams that are open now
  public record Heard(long bytes, int streams) {}

  /// Starts it.
  ///
  /// @param heardMs how much of a second a word needs
  /// @param delayMs between the sound and its word
  public static UpstreamProcess start(int heardMs, int delayMs) throws IOException {
    var process = new ProcessBuilder(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
        "-XX:+UseSerialGC", "-Xmx512m", "-cp", System.getProperty("java.class.path"),
        Upstream.class.getName(), String.valueOf(heardMs), String.valueOf(delayMs)))
        .redirectError(Redirect.INHERIT)
        .start();
    var out = process.inputReader();
    var said = out.readLine();
    if (said == null) {
      throw new IOException("recogniser: its process ended (expected: its address)");
    }
    return new UpstreamProcess(process, out, URI.create(said));
  }

  public URI uri() {
    return uri;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /// Asks it.
  public Heard heard() {
    try {
      in.write("?\n");
      in.flush();
      var line = out.readLine();
      if (line == null) {
        throw new IllegalStateException("recogniser: gone (expected: it answers)");
      }
      var space = line.indexOf(' ');
      return new Heard(Long.parseLong(line, 0, space, 10),
          Integer.parseInt(line, space + 1, line.length(), 10));
    } catch (IOException e) {
      throw new UncheckedIOException("recogniser: gone (expected: it answers)", e);
    }
  }

  /// Its standard input ends as well, so that it does when this process is killed.
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
