package dev.earshot.load.versus;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Which core each side runs on: every relay in its turn on the last one alone, everything else on the others.
///
/// A relay that shares its core with what feeds it is measured with other caches and another scheduler in
/// each round. That the last core is one alone also gives everybody one worker: nginx and HAProxy are told
/// so, and a JVM finds one event loop to be enough for one core.
///
/// @param relay words before a relay's command
/// @param rest the others, as `taskset` takes them; empty where nobody is pinned
public record Cores(List<String> relay, String rest) {
  public static final Cores UNPINNED = new Cores(List.of(), "");
  private static final long PINNED_WITHIN_S = 10;

  /// For so many cores; nobody is pinned where there is one, or no `taskset`.
  public static Cores of(int cores) {
    if (cores < 2 || !Programs.isThere("taskset")) {
      return UNPINNED;
    }
    var last = String.valueOf(cores - 1);
    return new Cores(List.of("taskset", "-c", last),
        IntStream.range(0, cores - 1).mapToObj(String::valueOf).collect(Collectors.joining(",")));
  }

  /// Keeps this process, with all threads that it has and will have, on the others; who it starts
  /// inherits that.
  public void pinThisProcess() throws IOException, InterruptedException {
    if (rest.isEmpty()) {
      return;
    }
    var pinning = new ProcessBuilder("taskset", "-a", "-c", "-p", rest,
        String.valueOf(ProcessHandle.current().pid())).redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
    if (!pinning.waitFor(PINNED_WITHIN_S, TimeUnit.SECONDS) || pinning.exitValue() != 0) {
      pinning.destroyForcibly();
      throw new IOException("taskset: failed (expected: to keep this process on " + rest + ")");
    }
  }

  /// One line for whoever reads the figures.
  public String told() {
    return rest.isEmpty()
        ? "nobody is pinned to a core (expected: 2 cores or more, and taskset)"
        : "each relay alone on core " + relay.getLast()
            + "; devices, recogniser and Redis on core " + rest;
  }
}
