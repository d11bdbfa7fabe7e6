package dev.earshot.load.cli;

import dev.earshot.load.GatewayProcess;
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
    var resident = GatewayProcess.residentMb(process);
    return cpu.isEmpty() || resident.isEmpty() || !isAlive()
        ? null
        : new Look(cpu.get().toNanos() / 1e9, resident.getAsDouble());
  }
}
