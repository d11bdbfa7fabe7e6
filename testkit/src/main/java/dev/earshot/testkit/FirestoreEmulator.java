package dev.earshot.testkit;

import dev.earshot.testkit.FirestorePlace.Jar;
import dev.earshot.testkit.FirestorePlace.Nowhere;
import dev.earshot.testkit.FirestorePlace.Running;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/// A Firestore on this machine that forgets everything at its end.
///
/// Where none is found, whoever opens it is skipped visibly, with the way to get one; with
/// `EARSHOT_REQUIRE_FIRESTORE=1` that is a failure, so that a build cannot pass by having none.
public final class FirestoreEmulator implements AutoCloseable {
  private static final List<Path> SDKS = List.of(Path.of("/usr/lib/google-cloud-sdk"),
      Path.of("/usr/share/google-cloud-sdk"), Path.of("/usr/local/google-cloud-sdk"),
      Path.of("/opt/google-cloud-sdk"), Path.of("/snap/google-cloud-cli/current"),
      Path.of("/opt/homebrew/share/google-cloud-sdk"),
      Path.of("/usr/local/share/google-cloud-sdk"));

  private final String hostAndPort;
  private final Optional<Path> jar;
  private Optional<EmulatorProcess> process = Optional.empty();

  /// @param jar empty for one that is somebody else's
  private FirestoreEmulator(String hostAndPort, Optional<Path> jar) {
    this.hostAndPort = hostAndPort;
    this.jar = jar;
  }

  /// Finds one and starts it, unless it runs already; answers when it answers HTTP.
  ///
  /// @throws TestAbortedException when this machine has none
  public static FirestoreEmulator open() {
    return open(System.getenv(), Path.of(System.getProperty("user.home")), SDKS);
  }

  static FirestoreEmulator open(Map<String, String> environment, Path home, List<Path> sdks) {
    return switch (FirestorePlace.find(environment, home, sdks)) {
      case Running(String hostAndPort) -> new FirestoreEmulator(hostAndPort, Optional.empty());
      case Jar(Path file) -> started(file);
      case Nowhere _ -> throw missing(environment);
    };
  }

  /// `host:port`, as the client libraries read it from `FIRESTORE_EMULATOR_HOST`.
  public String hostAndPort() {
    return hostAndPort;
  }

  /// Makes it hang: connections stay and are made, and nothing answers.
  ///
  /// @throws TestAbortedException when it is somebody else's, as with [#thaw], [#stop] and [#start]
  public void freeze() {
    own().signal("STOP");
  }

  /// Lets it go on with what it was asked meanwhile.
  public void thaw() {
    own().signal("CONT");
  }

  /// Kills it: connections break and are refused, and everything is forgotten.
  public void stop() {
    own().close();
    process = Optional.empty();
  }

  /// Starts it again, empty, where it was.
  public void start() {
    if (process.isPresent()) {
      throw new IllegalStateException("Firestore emulator: runs (expected: stopped)");
    }
    process = Optional.of(EmulatorProcess.start(jar.orElseThrow(FirestoreEmulator::notOurs),
        hostAndPort));
  }

  /// Stops it, and waits until it is gone, unless it ran before.
  @Override
  public void close() {
    process.ifPresent(EmulatorProcess::close);
    process = Optional.empty();
  }

  private EmulatorProcess own() {
    return process.orElseThrow(() -> jar.isEmpty()
        ? notOurs()
        : new IllegalStateException("Firestore emulator: stopped (expected: it runs)"));
  }

  private static FirestoreEmulator started(Path jar) {
    var emulator = new FirestoreEmulator("127.0.0.1:" + FreePort.next(), Optional.of(jar));
    emulator.start();
    return emulator;
  }

  private static RuntimeException notOurs() {
    return new TestAbortedException("Firestore emulator: of FIRESTORE_EMULATOR_HOST (expected: one"
        + " of our own, which may be frozen and stopped)");
  }

  private static RuntimeException missing(Map<String, String> environment) {
    if ("1".equals(environment.get("EARSHOT_REQUIRE_FIRESTORE"))) {
      return new IllegalStateException(Nowhere.REMEDY);
    }
    return new TestAbortedException(Nowhere.REMEDY);
  }
}
