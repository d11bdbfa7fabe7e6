package dev.earshot.gateway.cli;

import dev.earshot.gateway.Main;
import dev.earshot.gateway.socket.tls.CertificateFiles;
import dev.earshot.gateway.wire.TestHouse;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// `earshot serve` in a process of its own, with the scripted recogniser and free ports.
final class GatewayProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final int port;

  private GatewayProcess(Process process) throws IOException {
    this.process = process;
    this.out = process.inputReader();
    var listening = out.readLine();
    if (listening == null || !listening.startsWith("listening: ")) {
      throw new IOException("serve: " + listening + " (expected: its address)");
    }
    this.port = URI.create(listening.substring("listening: ".length())).getPort();
  }

  static GatewayProcess serving(Path data) throws IOException {
    return serving(data, Map.of());
  }

  /// With TLS too.
  static GatewayProcess serving(Path data, CertificateFiles files) throws IOException {
    return serving(data, Map.of("EARSHOT_TLS_PORT", "0", "EARSHOT_TLS_CERT",
        files.certificate().toString(), "EARSHOT_TLS_KEY", files.key().toString()));
  }

  /// With these settings, and a log that is kept there.
  static GatewayProcess serving(Path data, Map<String, String> more, Path log)
      throws IOException {
    return serving(data, more, Redirect.to(log.toFile()));
  }

  private static GatewayProcess serving(Path data, Map<String, String> more) throws IOException {
    return serving(data, more, Redirect.INHERIT);
  }

  private static GatewayProcess serving(Path data, Map<String, String> more, Redirect log)
      throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder = new ProcessBuilder(java, "--enable-native-access=ALL-UNNAMED",
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp",
        System.getProperty("java.class.path"), Main.class.getName(), "serve")
        .redirectError(log);
    builder.environment().keySet().removeIf(name -> name.startsWith("EARSHOT_"));
    builder.environment().put("EARSHOT_PORT", "0");
    builder.environment().put("EARSHOT_OPS_PORT", "0");
    builder.environment().put("EARSHOT_ENGINES", "scripted");
    builder.environment().put("EARSHOT_KEYS", TestHouse.ACCOUNT.value() + ":" + TestHouse.KEY);
    builder.environment().put("EARSHOT_DATA", data.toString());
    builder.environment().putAll(more);
    return new GatewayProcess(builder.start());
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /// The next line that it prints.
  String line() throws IOException {
    return Objects.requireNonNull(out.readLine(), "another line");
  }

  /// Asks it to stop, as `kill` does.
  void terminate() {
    process.toHandle().destroy();
  }

  void kill() {
    process.toHandle().destroyForcibly();
  }

  /// Waits for its end.
  int exitCode() throws InterruptedException {
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new AssertionError("serve: runs on (expected: an end within 20 s)");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
