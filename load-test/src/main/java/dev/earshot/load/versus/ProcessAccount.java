package dev.earshot.load.versus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What Linux has put down to processes: processor time of all their threads, and memory.
final class ProcessAccount {
  /// Of `/proc/PID/stat`, on every Linux that a JDK is made for.
  private static final double TICKS_A_SECOND = 100;
  /// Behind the name, which may hold anything: state is the third field, utime the 14th, stime the 15th.
  private static final int UTIME = 14 - 3;
  private static final int STIME = 15 - 3;

  private ProcessAccount() {}

  /// Of a process and all below it, in seconds, to the hundredth.
  static double cpuSeconds(ProcessHandle process) {
    return family(process).mapToDouble(one -> cpuSeconds(read(one, "stat"))).sum();
  }

  /// Its share of the memory that is resident (PSS), of a process and all below it, in KiB.
  static long residentKib(ProcessHandle process) {
    return family(process).mapToLong(one -> residentKib(read(one, "smaps_rollup"))).sum();
  }

  static double cpuSeconds(String stat) {
    if (stat.isEmpty()) {
      return 0;
    }
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])) / TICKS_A_SECOND;
  }

  static long residentKib(String smapsRollup) {
    return smapsRollup.lines()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private static Stream<ProcessHandle> family(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants());
  }

  /// Empty where the process is gone.
  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), file));
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
