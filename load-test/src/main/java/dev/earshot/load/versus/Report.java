package dev.earshot.load.versus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.load.versus.MemoryTrial.Weight;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The figures of a contest, as people read them and as one JSON object.
///
/// @param peers that the gateway is compared with, as they are called
/// @param weights what streams take of memory; empty where nobody weighed
record Report(Scores scores, List<String> peers, List<Weight> weights) {
  private static final String OURS = EarshotRelay.NAME;

  Report {
    peers = List.copyOf(peers);
    weights = List.copyOf(weights);
  }

  void print(PrintWriter out) {
    out.printf(Locale.ROOT, "%n| %-8s | %-22s | %-24s | %-24s | %-10s | %-13s | %-13s |%n", "relay",
        "CPU a frame, us", "added latency p50, ms", "added latency p99, ms", "p99.9, ms",
        "silent, KiB", "talking, KiB");
    line(out, DirectRelay.NAME);
    line(out, OURS);
    peers.forEach(peer -> line(out, peer));
    out.printf(Locale.ROOT, "%n| %-18s | %-22s | %-24s | %-24s | %-13s | %-13s |%n",
        OURS + " beside", "CPU a frame, ratio", "latency beyond p50, ms",
        "latency beyond p99, ms", "silent, ratio", "talking, ratio");
    for (var peer : peers) {
      out.printf(Locale.ROOT, "| %-18s | %-22s | %-24s | %-24s | %-13s | %-13s |%n", peer,
          text(scores.cpuRatio(OURS, peer)), text(scores.beyondMs(OURS, peer, 50)),
          text(scores.beyondMs(OURS, peer, 99)), number(silentRatio(peer)),
          number(talkingRatio(peer)));
    }
    out.printf(Locale.ROOT,
        "%nmedians (least to most) of the rounds; %d turns do not count; pacing error p99 at most"
            + " %.2f ms%n",
        scores.invalid(), scores.pacingMs());
    out.flush();
  }

  /// Ratios by peer: `ratios.nginx.cpu_per_frame` and so on; null where nothing could be compared.
  String json() {
    var ratios = new LinkedHashMap<String, Object>();
    var spread = new LinkedHashMap<String, Object>();
    var beyond = new LinkedHashMap<String, Object>();
    for (var peer : peers) {
      var cpu = scores.cpuRatio(OURS, peer);
      var p50 = scores.addedRatio(OURS, peer, 50);
      var p99 = scores.addedRatio(OURS, peer, 99);
      ratios.put(peer, fields("cpu_per_frame", known(cpu.median()), "added_latency_p50",
          known(p50.median()), "added_latency_p99", known(p99.median()), "memory_idle",
          known(silentRatio(peer)), "memory_active", known(talkingRatio(peer))));
      spread.put(peer, fields("cpu_per_frame", extremes(cpu), "added_latency_p50", extremes(p50),
          "added_latency_p99", extremes(p99)));
      beyond.put(peer, fields("latency_p50_ms", both(scores.beyondMs(OURS, peer, 50)),
          "latency_p99_ms", both(scores.beyondMs(OURS, peer, 99)), "latency_p999_ms",
          known(scores.allMs(OURS, 99.9) - scores.allMs(peer, 99.9))));
    }
    var relays = new LinkedHashMap<String, Object>();
    relays.put(OURS, relay(OURS));
    peers.forEach(peer -> relays.put(peer, relay(peer)));
    try {
      return new JsonMapper().writeValueAsString(fields("ratios", ratios, "spread", spread,
          "beyond", beyond, "relays", relays, "turns_that_do_not_count", scores.invalid(),
          "pacing_error_p99_ms", known(scores.pacingMs())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, @Nullable Object> relay(String relay) {
    var weight = weight(relay);
    return fields("cpu_us_per_frame", both(scores.cpuMicrosPerFrame(relay)),
        "added_latency_p50_ms", both(scores.addedMs(relay, 50)), "added_latency_p99_ms",
        both(scores.addedMs(relay, 99)), "latency_p999_ms", known(scores.allMs(relay, 99.9)),
        "words", scores.words(relay), "memory_idle_kib",
        known(weight.map(Weight::silentKib).orElse(Double.NaN)), "memory_active_kib",
        known(weight.map(Weight::talkingKib).orElse(Double.NaN)), "memory_base_mib",
        known(weight.map(Weight::baseMib).orElse(Double.NaN)));
  }

  private void line(PrintWriter out, String relay) {
    var weight = weight(relay);
    var isDirect = relay.equals(DirectRelay.NAME);
    out.printf(Locale.ROOT, "| %-8s | %-22s | %-24s | %-24s | %-10s | %-13s | %-13s |%n", relay,
        isDirect ? "" : text(scores.cpuMicrosPerFrame(relay)),
        isDirect ? "(" + text(scores.latencyMs(relay, 50)) + ")" : text(scores.addedMs(relay, 50)),
        isDirect ? "(" + text(scores.latencyMs(relay, 99)) + ")" : text(scores.addedMs(relay, 99)),
        number(scores.allMs(relay, 99.9)),
        number(weight.map(Weight::silentKib).orElse(Double.NaN)),
        number(weight.map(Weight::talkingKib).orElse(Double.NaN)));
  }

  private double silentRatio(String peer) {
    return ratio(weight(OURS).map(Weight::silentKib), weight(peer).map(Weight::silentKib));
  }

  private double talkingRatio(String peer) {
    return ratio(weight(OURS).map(Weight::talkingKib), weight(peer).map(Weight::talkingKib));
  }

  private static double ratio(Optional<Double> ours, Optional<Double> theirs) {
    return ours.isPresent() && theirs.isPresent() && theirs.get() > 0
        ? ours.get() / theirs.get()
        : Double.NaN;
  }

  private Optional<Weight> weight(String relay) {
    return weights.stream().filter(weight -> weight.relay().equals(relay)).findFirst();
  }

  private static Map<String, @Nullable Object> both(Spread spread) {
    return fields("median", known(spread.median()), "least", known(spread.least()), "most",
        known(spread.most()), "rounds", spread.rounds());
  }

  private static @Nullable Object extremes(Spread spread) {
    return spread.isKnown() ? List.of(rounded(spread.least()), rounded(spread.most())) : null;
  }

  private static @Nullable Object known(double value) {
    return Double.isFinite(value) ? rounded(value) : null;
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  private static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    for (var i = 0; i < namesAndValues.length; i += 2) {
      fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return fields;
  }

  private static String text(Spread spread) {
    return spread.isKnown()
        ? String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", spread.median(), spread.least(),
            spread.most())
        : "";
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "";
  }
}
