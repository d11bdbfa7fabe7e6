package dev.earshot.firestore;

import java.time.Duration;
import java.util.Optional;

/// Which Firestore, and how much of it may be asked at once.
///
/// @param projectId Google Cloud project, 1 or more characters
/// @param emulatorHost `host:port` of an emulator, which then stands for the real service
/// @param deadline of each question to the store, whatever it takes to answer it; above 0
/// @param inFlight calls that may be under way at once, 1 or more; one connection carries 100
/// @param waiting calls that may wait for their turn, 0 or more; the next is refused
public record StoreSettings(String projectId, Optional<String> emulatorHost, Duration deadline,
    int inFlight, int waiting) {
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final int IN_FLIGHT = 100;
  private static final int WAITING = 1_024;

  public StoreSettings {
    if (projectId.isBlank()) {
      throw new IllegalArgumentException("projectId: blank (expected: 1 or more characters)");
    }
    if (!emulatorHost.map(host -> host.matches("[^\\s/]+:[0-9]{1,5}")).orElse(true)) {
      throw new IllegalArgumentException(
          "emulatorHost: '" + emulatorHost.get() + "' (expected: host:port)");
    }
    if (deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException("deadline: " + deadline + " (expected: > 0)");
    }
    if (inFlight < 1 || waiting < 0) {
      throw new IllegalArgumentException("inFlight: " + inFlight + " (expected: >= 1), waiting: "
          + waiting + " (expected: >= 0)");
    }
  }

  /// The real service: 5 s, 100 under way, 1,024 waiting.
  public static StoreSettings of(String projectId) {
    return new StoreSettings(projectId, Optional.empty(), DEADLINE, IN_FLIGHT, WAITING);
  }

  public StoreSettings onEmulator(String hostAndPort) {
    return new StoreSettings(projectId, Optional.of(hostAndPort), deadline, inFlight, waiting);
  }

  public StoreSettings within(Duration other) {
    return new StoreSettings(projectId, emulatorHost, other, inFlight, waiting);
  }

  public StoreSettings atMost(int underWay, int inLine) {
    return new StoreSettings(projectId, emulatorHost, deadline, underWay, inLine);
  }
}
