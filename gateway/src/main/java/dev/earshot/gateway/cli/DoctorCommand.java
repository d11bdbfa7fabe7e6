package dev.earshot.gateway.cli;

import dev.earshot.gateway.EngineCheck;
import dev.earshot.gateway.StoreCheck;
import dev.earshot.gateway.config.GatewayConfig;
import dev.earshot.gateway.config.GatewayConfig.Listen;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `earshot doctor`: one line for each thing that the gateway needs, and what to do where it is missing.
@Command(name = "doctor", mixinStandardHelpOptions = true, description = "Check what the gateway needs; exit 1 if it could not run.")
final class DoctorCommand implements Callable<Integer> {
  private static final int JDK = 25;
  private static final long LEAST_DISK = 200L * 1024 * 1024;
  /// A clock before the year of this release would put use into the wrong month.
  private static final Year RELEASED = Year.of(2026);

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called
  private CommandSpec spec;

  @Mixin
  private final Settings settings = new Settings();

  /// One line of the answer.
  ///
  /// @param ok whether the gateway could run with it
  /// @param text what was found, and what to do where it is not well
  /// @param soon whether it can run now, and not for long
  private record Finding(String what, boolean ok, String text, boolean soon) {
    private Finding(String what, boolean ok, String text) {
      this(what, ok, text, false);
    }

    private String verdict() {
      if (!ok) {
        return "FAIL";
      }
      return soon ? "warn" : "ok";
    }
  }

  @Override
  public Integer call() {
    var config = settings.read(spec);
    var findings = new ArrayList<Finding>();
    findings.add(jdk());
    findings.addAll(recognisers(config));
    findings.add(port("port", "EARSHOT_PORT", config.listen().host(), config.listen().port()));
    findings.add(port("operations port", "EARSHOT_OPS_PORT", config.listen().host(),
        config.listen().opsPort()));
    findings.addAll(tls(config.listen()));
    StoreCheck.all(config)
        .forEach(store -> findings.add(new Finding(store.what(), store.fine(), store.text())));
    findings.add(disk(config));
    findings.add(clock(InstantSource.system().instant()));
    for (var finding : findings) {
      spec.commandLine()
          .getOut()
          .printf("%-4s %-16s %s%n", finding.verdict(), finding.what(), finding.text());
    }
    return findings.stream().allMatch(Finding::ok) ? 0 : 1;
  }

  private static Finding jdk() {
    var found = Runtime.version().feature();
    return new Finding("JDK", found >= JDK, found + (found >= JDK
        ? ""
        : " (expected: " + JDK
            + " or newer): install a JDK " + JDK));
  }

  /// One that cannot be had does not keep the gateway from running while another can.
  private static List<Finding> recognisers(GatewayConfig config) {
    var checks = EngineCheck.all(config);
    var hears = checks.stream().anyMatch(EngineCheck::fine);
    var voices = EngineCheck.voices(config)
        .map(check -> new Finding("voices", check.fine(), check.text()));
    return Stream.concat(checks.stream()
        .map(check -> new Finding("recogniser", hears, check.engine() + ": " + check.text(),
            !check.fine())),
        voices.stream()).toList();
  }

  private static Finding port(String what, String name, String host, int port) {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, port));
      return new Finding(what, true, host + ":" + port + " is free");
    } catch (IOException e) {
      return new Finding(what, false, host + ":" + port + " is in use (expected: free): stop what "
          + "listens there, or set " + name);
    }
  }

  private static List<Finding> tls(Listen listen) {
    var tls = listen.tls();
    if (tls == null) {
      return List.of(new Finding("certificate", true, "not used (EARSHOT_TLS_CERT: unset)"));
    }
    var check = CertificateCheck.of(tls.files(), InstantSource.system());
    return List.of(port("TLS port", "EARSHOT_TLS_PORT", listen.host(), tls.port()),
        new Finding("certificate", check.fine(), check.text(), check.soon()));
  }

  private static Finding disk(GatewayConfig config) {
    var data = config.data().toAbsolutePath();
    try {
      Files.createDirectories(data);
      var free = Files.getFileStore(data).getUsableSpace();
      var enough = Files.isWritable(data) && free >= LEAST_DISK;
      return new Finding("disk", enough, data + ": " + free / 1024 / 1024 + " MB free"
          + (enough ? "" : " (expected: writable, 200 MB): make room, or set EARSHOT_DATA"));
    } catch (IOException e) {
      return new Finding("disk", false, data + ": cannot be written (" + e.getMessage()
          + "): set EARSHOT_DATA to a folder that can");
    }
  }

  private static Finding clock(Instant now) {
    var year = Year.from(now.atOffset(ZoneOffset.UTC));
    var sane = !year.isBefore(RELEASED);
    return new Finding("clock", sane, now + (sane
        ? ""
        : " (expected: " + RELEASED
            + " or later): set the machine's clock, months are counted by it"));
  }
}
