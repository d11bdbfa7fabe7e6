package dev.earshot.load.versus;

import dev.earshot.load.GatewayProcess;
import dev.earshot.load.device.Dialect;
import dev.earshot.load.device.Fleet;
import dev.earshot.load.device.Plan;
import dev.earshot.load.device.Shape;
import dev.earshot.load.device.Target;
import dev.earshot.load.device.WordClock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// What a stream takes of a relay's memory: how much more is resident with many streams than with few, a
/// stream. Each trial has a relay of its own, since most give back little of what they once had.
final class MemoryTrial {
  private static final Duration RAMP = Duration.ofSeconds(2);
  private static final Duration TALK = Duration.ofSeconds(8);
  private static final Duration BEHIND = Duration.ofSeconds(2);
  private static final long LAST_WORDS_S = 40;
  private static final long SETTLE_S = 3;

  private final Fleet fleet;
  private final WordClock words;
  private final Sizes sizes;

  /// With how many streams it is looked.
  ///
  /// @param few the lower one, of both
  /// @param silent the higher one, of streams that say nothing
  /// @param talking the higher one, of streams that talk
  record Sizes(int few, int silent, int talking) {}

  /// What was found, in KiB a stream.
  ///
  /// @param baseMib what the relay takes with few silent streams, in MiB
  record Weight(String relay, double silentKib, double talkingKib, double baseMib) {}

  /// Who starts a relay.
  interface Starter {
    Relay start() throws IOException, InterruptedException;
  }

  MemoryTrial(Fleet fleet, WordClock words, Sizes sizes) {
    this.fleet = fleet;
    this.words = words;
    this.sizes = sizes;
  }

  /// @param warm how long few streams talk before the first look at talking ones
  Weight weigh(Starter starter, Duration warm) throws Exception {
    double silent;
    double base;
    String name;
    try (var relay = starter.start(); var crowd = new SilentCrowd(relay.uri())) {
      name = relay.name();
      crowd.growTo(sizes.few());
      base = settled(relay);
      crowd.growTo(sizes.silent());
      silent = slope(base, settled(relay), sizes.silent());
      if (crowd.connected() < sizes.silent()) {
        throw new IOException(name + ": " + crowd.connected() + " silent streams left (expected: "
            + sizes.silent() + ")");
      }
    }
    try (var relay = starter.start()) {
      talking(relay, sizes.few(), warm);
      var few = talking(relay, sizes.few(), TALK);
      var many = talking(relay, sizes.talking(), TALK);
      return new Weight(name, silent, slope(few, many, sizes.talking()), base / 1_024);
    }
  }

  private double slope(double few, double many, int streams) {
    return (many - few) / (streams - sizes.few());
  }

  private double talking(Relay relay, int streams, Duration length) throws Exception {
    var target = new Target(relay.uri(), Dialect.DEEPGRAM, GatewayProcess.KEY);
    var plan = Plan.ramp(streams, RAMP, RAMP.plus(length).plus(BEHIND), streams);
    try (var round = fleet.begin(target, Shape.pcm(20), words, plan)) {
      TimeUnit.NANOSECONDS.sleep(RAMP.plus(length).toNanos());
      relay.tidy();
      var kib = ProcessAccount.residentKib(relay.handle());
      round.over().get(LAST_WORDS_S, TimeUnit.SECONDS);
      return kib;
    }
  }

  private static double settled(Relay relay) throws InterruptedException {
    TimeUnit.SECONDS.sleep(SETTLE_S);
    relay.tidy();
    return ProcessAccount.residentKib(relay.handle());
  }
}
