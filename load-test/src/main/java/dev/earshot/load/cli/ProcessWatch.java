package dev.earshot.load.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the system tells of a process on this machine.
final class ProcessWatch {
  private final ProcessHandle process;

  private ProcessWatch(ProcessHandle process) {
    this.process = process;
  }

  /// What it has taken.
  ///
  /// @param cpuSeconds of processor time since it began
  /// @param residentMb memory at the moment
  record Look(double cpuSeconds, double residentMb) {}

  /// @throws IllegalArgumentException where there is no such process
  static ProcessWatch of(long pid) {
    return new ProcessWatch(ProcessHandle.of(pid)
        .orElseThrow(() -> new IllegalArgumentException(
            "pid: " + pid + " (expected: a process of this machine)")));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Null where the system does not tell, or the process has ended.
  @Nullable
  Look look() {
    var cpu = process.info().totalCpuDuration();
    return cpu.isEmpty() || !isAlive()
        ? null
        : residentMb().map(mb -> new Look(cpu.get().toNanos() / 1e9, mb)).orElse(null);
  }

  private Optional<Double> residentMb() {
    try (var lines = Files.lines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
      return lines.filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
          .findFirst();
    } catch (IOException | java.io.UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
