package dev.earshot.load.versus;

import dev.earshot.load.GatewayProcess;
import dev.earshot.load.device.Dialect;
import dev.earshot.load.device.Fleet;
import dev.earshot.load.device.Plan;
import dev.earshot.load.device.Shape;
import dev.earshot.load.device.Target;
import dev.earshot.load.device.WordClock;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Rounds in which every relay has its turn, in an order that a seed draws anew for each: whatever else the
/// machine does meets all of them.
final class Contest {
  private static final Shape SHAPE = Shape.pcm(20);
  private static final int FRAME_BYTES = 640;
  private static final Duration RAMP = Duration.ofSeconds(1);
  private static final Duration BEHIND = Duration.ofMillis(500);
  private static final long LAST_WORDS_S = 40;

  private final Fleet fleet;
  private final UpstreamProcess upstream;
  private final WordClock words;
  private final Rules rules;
  private final PrintWriter out;

  /// How it is held.
  ///
  /// @param streams at once
  /// @param settle how long all streams talk before the window
  /// @param window that counts of each turn
  /// @param seed draws the order
  record Rules(int streams, int rounds, Duration settle, Duration window, long seed) {}

  Contest(Fleet fleet, UpstreamProcess upstream, WordClock words, Rules rules, PrintWriter out) {
    this.fleet = fleet;
    this.upstream = upstream;
    this.words = words;
    this.rules = rules;
    this.out = out;
  }

  /// Lets each relay work until it is warm; nothing of it counts.
  void warm(List<Relay> relays, Duration length) throws Exception {
    for (var relay : relays) {
      turn(relay, 0, length);
    }
  }

  /// All turns, round by round.
  List<Turn> run(List<Relay> relays) throws Exception {
    var random = new Random(rules.seed());
    var turns = new ArrayList<Turn>();
    for (var round = 1; round <= rules.rounds(); round++) {
      for (var relay : order(relays, random)) {
        var turn = turn(relay, round, rules.window());
        turns.add(turn);
        tell(turn);
      }
    }
    return turns;
  }

  /// Another order of the same.
  static List<Relay> order(List<Relay> relays, Random random) {
    var order = new ArrayList<>(relays);
    Collections.shuffle(order, random);
    return order;
  }

  private Turn turn(Relay relay, int round, Duration window) throws Exception {
    var target = new Target(relay.uri(), Dialect.DEEPGRAM, GatewayProcess.KEY);
    var ready = RAMP.plus(rules.settle());
    var plan = Plan.ramp(rules.streams(), RAMP, ready.plus(window).plus(BEHIND), rules.seed());
    try (var talking = fleet.begin(target, SHAPE, words, plan)) {
      TimeUnit.NANOSECONDS.sleep(ready.toNanos());
      talking.take();
      var bytes = upstream.heard().bytes();
      var cpu = ProcessAccount.cpuSeconds(relay.handle());
      TimeUnit.NANOSECONDS.sleep(window.toNanos());
      var used = ProcessAccount.cpuSeconds(relay.handle()) - cpu;
      var frames = (upstream.heard().bytes() - bytes) / FRAME_BYTES;
      var slice = talking.take();
      talking.over().get(LAST_WORDS_S, TimeUnit.SECONDS);
      return new Turn(relay.name(), round, used, frames, slice, talking.take());
    }
  }

  private void tell(Turn turn) {
    out.printf(Locale.ROOT,
        "round %d  %-8s %6.2f us of CPU a frame  %7d frames  latency p50 %.2f p99 %.2f ms"
            + "  pacing p99 %.2f ms  broken %d%s%n",
        turn.round(), turn.relay(), turn.cpuMicrosPerFrame(), turn.frames(), turn.latencyMs(50),
        turn.latencyMs(99), turn.pacingMs(), turn.broken(),
        turn.isValid() ? "" : "  DOES NOT COUNT " + turn.rest().endings());
    out.flush();
  }
}
