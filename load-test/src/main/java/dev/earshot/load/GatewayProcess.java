package dev.earshot.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A gateway in a process of its own, as an operator starts it, with an account `bench` without limit.
public final class GatewayProcess implements AutoCloseable {
  public static final String ACCOUNT = "bench";
  public static final String KEY = "bench-key";
  /// Its setting that says where its certificate is.
  public static final String CERTIFICATE = "EARSHOT_TLS_CERT";
  /// A recogniser that says `w0`, `w1` and when it had them, and no limit for an account: what is refused is
  /// refused since there is no room.
  public static final Map<String, String> FOR_LOAD = Map.of("EARSHOT_ENGINES", "clock",
      "EARSHOT_ACCOUNT_STREAMS", "100000", "EARSHOT_ACCOUNT_HANDSHAKES", "1000000");
  private static final String MAIN = "dev.earshot.gateway.Main";
  private static final int COLLECTED_SECONDS = 30;
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);

  private final Process process;
  private final Addresses addresses;

  private GatewayProcess(Process process, Addresses addresses) {
    this.process = process;
    this.addresses = addresses;
  }

  /// Where it is.
  ///
  /// @param secure null where it has no certificate
  private record Addresses(URI streams, URI operations, @Nullable URI secure) {}

  /// How the process runs.
  ///
  /// @param before words that its command stands behind
  /// @param flags of the JVM, behind those that it needs anyway
  /// @param log takes its standard error
  /// @param classPath where its classes are
  public record Running(List<String> before, List<String> flags, Redirect log, String classPath) {
    public static final Running USUALLY = new Running(List.of(), List.of(), Redirect.INHERIT);
    /// Goes on when somebody presses Ctrl-C, until it is closed. What is ignored once is ignored by
    /// whatever the shell becomes.
    static final List<String> DEAF = List.of("sh", "-c", "trap '' INT; exec \"$0\" \"$@\"");

    /// The gateway that was built with this program.
    public Running(List<String> before, List<String> flags, Redirect log) {
      this(before, flags, log, System.getProperty("java.class.path"));
    }
  }

  /// Starts `serve` and waits until it is ready to hear.
  ///
  /// @param data its folder
  /// @param settings beside the ports, the folder and the key
  public static GatewayProcess start(Path data, Map<String, String> settings)
      throws IOException, InterruptedException {
    return start(data, settings, Running.USUALLY);
  }

  /// The same, run in a certain way.
  public static GatewayProcess start(Path data, Map<String, String> settings, Running running)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(running.before());
    command.addAll(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(running.flags());
    command.addAll(List.of("-cp", running.classPath(), MAIN, "serve"));
    var builder = new ProcessBuilder(command);
    builder.redirectError(running.log());
    builder.environment().keySet().removeIf(name -> name.startsWith("EARSHOT_"));
    builder.environment()
        .putAll(Map.of("EARSHOT_ACCOUNT_STREAMS", "1000", "EARSHOT_KEYS", ACCOUNT + ":" + KEY));
    builder.environment().putAll(settings);
    builder.environment()
        .putAll(Map.of("EARSHOT_PORT", "0", "EARSHOT_OPS_PORT", "0",
            "EARSHOT_DATA", data.toString()));
    var process = builder.start();
    try {
      var out = process.inputReader();
      var streams = address(out, "listening: ");
      var operations = address(out, "operations: ");
      var secure = settings.containsKey(CERTIFICATE) ? address(out, "listening: ") : null;
      awaitReady(operations);
      return new GatewayProcess(process,
          new Addresses(streams, operations.resolve("/"), secure));
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /// Where its devices connect, with the path.
  public URI streams() {
    return addresses.streams();
  }

  /// The same behind TLS.
  ///
  /// @throws IllegalStateException where it was started without a certificate
  public URI secureStreams() {
    var secure = addresses.secure();
    if (secure == null) {
      throw new IllegalStateException("certificate: none (expected: " + CERTIFICATE + ")");
    }
    return secure;
  }

  /// Its operations port, with a slash at the end.
  public URI operations() {
    return addresses.operations();
  }

  /// As the system knows it.
  public long pid() {
    return process.pid();
  }

  /// Processor time that it has used so far, in seconds.
  public double cpuSeconds() {
    return cpuSeconds(process.toHandle());
  }

  /// Processor time that this process has used so far, in seconds.
  public static double cpuSeconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  /// What is resident of this process, in MB; empty where the system does not tell.
  public static OptionalDouble residentMb(ProcessHandle process) {
    try (var lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
      return lines.filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return OptionalDouble.empty();
    }
  }

  /// Has its garbage collected; false where that was not done in time.
  public boolean collectGarbage() throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var collecting = new ProcessBuilder(jcmd, String.valueOf(pid()), "GC.run")
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
    if (!collecting.waitFor(COLLECTED_SECONDS, TimeUnit.SECONDS)) {
      collecting.destroyForcibly();
      return false;
    }
    return collecting.exitValue() == 0;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static URI address(BufferedReader out, String before) throws IOException {
    var line = out.readLine();
    if (line == null || !line.startsWith(before)) {
      throw new IOException("gateway: said " + line + " (expected: " + before + "...)");
    }
    return URI.create(line.substring(before.length()).strip());
  }

  private static void awaitReady(URI readyz) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + READY_WITHIN.toNanos();
    try (var http = HttpClient.newHttpClient()) {
      while (http.send(HttpRequest.newBuilder(readyz).build(), BodyHandlers.ofString())
          .statusCode() != 200) {
        if (System.nanoTime() > deadline) {
          throw new IOException("gateway: not ready within " + READY_WITHIN);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }
}
