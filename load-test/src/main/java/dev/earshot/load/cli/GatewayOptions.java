package dev.earshot.load.cli;

import dev.earshot.load.device.Dialect;
import dev.earshot.load.device.Measure;
import dev.earshot.load.device.Target;
import dev.earshot.load.device.Trust;
import dev.earshot.load.device.WordClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which gateway is loaded, and what is known of it.
final class GatewayOptions {
  /// What its recogniser says.
  enum Recogniser {
    /// `w0` for the first second of a stream, `w1` for the second, and so on.
    SCRIPTED,
    /// What it hears.
    REAL
  }

  @Option(names = "--url", paramLabel = "WS", description = "ws:// or wss:// address of the gateway; path and query as they are, or those of the dialect (default: an Earshot is started for the run)")
  @Nullable
  URI url;

  @Option(names = "--dialect", paramLabel = "NAME", defaultValue = "listen", description = "listen (/v4/listen), deepgram (/v1/listen) or openai (/v1/realtime) (default: ${DEFAULT-VALUE})")
  Dialect dialect = Dialect.LISTEN;

  @Option(names = "--key", defaultValue = "${env:EARSHOT_LOAD_KEY:-}", description = "what devices show (default: EARSHOT_LOAD_KEY, which nobody else on the machine sees)")
  @Nullable
  String key;

  @Option(names = "--ca", paramLabel = "FILE", description = "PEM with the authority of its certificate")
  @Nullable
  Path ca;

  @Option(names = "--insecure", description = "with wss://: take any certificate, whoever signed it and whatever name is on it")
  boolean insecure;

  @Option(names = "--tls", description = "start the run's own Earshot with a certificate that is made for it, and speak wss:// to it")
  boolean tls;

  @Option(names = "--pid", description = "of the gateway on this machine, for its CPU and memory")
  @Nullable
  Long pid;

  @Option(names = "--ops", paramLabel = "HTTP", description = "operations port of an Earshot, for what it charges; with --admin-key")
  @Nullable
  URI operations;

  @Option(names = "--admin-key", defaultValue = "${env:EARSHOT_LOAD_ADMIN_KEY:-}", description = "of that port (default: EARSHOT_LOAD_ADMIN_KEY)")
  @Nullable
  String adminKey;

  @Option(names = "--account", description = "whose streams they are (default: ${DEFAULT-VALUE})", defaultValue = "dev")
  String account = "dev";

  @Option(names = "--recogniser", defaultValue = "scripted", description = "scripted: says w0, w1, ... a second each, so that words and added latency are known; real: anything (default: ${DEFAULT-VALUE})")
  Recogniser recogniser = Recogniser.SCRIPTED;

  @Option(names = "--window", paramLabel = "MS", description = "how much of its second a scripted recogniser hears before it says its word, 1..1000 (default: as Earshot's own: a frame where that is less than 50 ms, else 100)")
  @Nullable
  Integer window;

  @Option(names = "--delay", paramLabel = "MS", defaultValue = "0", description = "that a scripted recogniser is known to take beyond that (default: ${DEFAULT-VALUE})")
  int delay;

  boolean isOurs() {
    return url == null;
  }

  boolean isScripted() {
    return isOurs() || recogniser == Recogniser.SCRIPTED;
  }

  /// What is shown first: what the gateway adds, or, where that cannot be known, how far it is behind.
  Measure lead() {
    return isScripted() ? Measure.ADDED_LATENCY : Measure.CURSOR_LAG;
  }

  /// @param frameMs how long the frames of the devices are
  WordClock words(int frameMs) {
    return isScripted()
        ? new WordClock(true,
            window == null ? WordClock.ofEarshot(frameMs).heardMs() : window,
            Duration.ofMillis(delay))
        : WordClock.UNKNOWN;
  }

  /// @param ours where an Earshot of our own is, if one was started
  /// @param trusted whose certificate that one shows
  /// @throws IllegalArgumentException for what does not fit together
  Target target(URI ours, String ourKey, Trust trusted) {
    check();
    var shown = Objects.requireNonNullElse(key, "");
    return url == null
        ? new Target(ours.resolve("/"), dialect, shown.isEmpty() ? ourKey : shown, trusted)
        : new Target(url, dialect, shown, trust());
  }

  private Trust trust() {
    if (insecure) {
      return new Trust.OfAnybody();
    }
    return ca == null ? new Trust.OfSystem() : new Trust.OfFile(ca);
  }

  private void check() {
    if (tls && url != null) {
      throw new IllegalArgumentException("tls: with --url (expected: --url wss://... alone)");
    }
    if (insecure && (url == null || !"wss".equals(url.getScheme()))) {
      throw new IllegalArgumentException(
          "insecure: " + (url == null ? "without --url" : url) + " (expected: --url wss://...)");
    }
    if (insecure && ca != null) {
      throw new IllegalArgumentException("insecure: with --ca (expected: one of them)");
    }
  }
}
