package dev.earshot.load.overload;

import dev.earshot.load.Figures;
import dev.earshot.load.GatewayProcess;
import dev.earshot.load.GatewayProcess.Running;
import dev.earshot.load.Observer;
import dev.earshot.load.cli.Judgement;
import dev.earshot.load.device.Count;
import dev.earshot.load.device.Dialect;
import dev.earshot.load.device.Fleet;
import dev.earshot.load.device.Measure;
import dev.earshot.load.device.Plan;
import dev.earshot.load.device.Round;
import dev.earshot.load.device.Shape;
import dev.earshot.load.device.Slice;
import dev.earshot.load.device.Target;
import dev.earshot.load.device.WordClock;
import dev.earshot.load.report.Part;
import dev.earshot.load.versus.Cores;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// A gateway that more and more devices come to until it has all that it holds, and then several times as
/// many: who is refused comes again when it was told to, as devices do.
final class OverloadBench {
  private static final int WARM_STREAMS = 100;
  private static final int TRIES = 5;
  private static final int TELL_SECONDS = 5;
  private static final long LAST_WORDS_S = 40;

  private final Setting setting;
  private final Path data;
  private final Cores cores;
  private final PrintWriter out;
  private final List<Part> parts = new ArrayList<>();

  /// What is asked for.
  ///
  /// @param times how many times its capacity is offered
  /// @param boundMs of the added latency at p99, of the climb's seconds and of each stream
  /// @param warm how long some streams talk before anything counts: a JVM compiles
  /// @param rise streams a second that come while its capacity is looked for
  /// @param most streams that come then
  /// @param capacity 0: to be found
  /// @param talk how long a stream talks
  /// @param length of the overload
  record Setting(Shape shape, double times, double boundMs, Duration warm, double rise, int most,
      int capacity, Duration talk, Duration length, long seed) {}

  /// @param data folder of the gateway; its log `overload.log` comes there too
  OverloadBench(Setting setting, Path data, Cores cores, PrintWriter out) {
    this.setting = setting;
    this.data = data;
    this.cores = cores;
    this.out = out;
  }

  Figures run() throws Exception {
    Files.createDirectories(data);
    var log = data.resolve("overload.log");
    try (var gateway = GatewayProcess.start(data, GatewayProcess.FOR_LOAD,
        new Running(cores.relay(), List.of(), Redirect.to(log.toFile())));
        var http = HttpClient.newHttpClient();
        var fleet = Fleet.open(Fleet.usualLoops())) {
      var target = new Target(gateway.streams().resolve("/"), Dialect.LISTEN, GatewayProcess.KEY);
      var observer = new Observer(gateway, http, data, log);
      var invalid = new ArrayList<String>();
      warm(fleet, target);
      var capacity = setting.capacity() > 0 ? setting.capacity() : climb(fleet, target, invalid);
      observer.awaitNoStreams();
      var before = observer.chargedMs();
      var slice = flood(fleet, target, capacity);
      observer.awaitNoStreams();
      var outcome = new Outcome(setting.boundMs(), slice, observer.chargedMs() - before);
      outcome.others().forEach((how, times) -> out.println("! " + times + " " + how));
      invalid.addAll(Judgement.invalid(Part.of("overload", slice, 0, 0, null), parts));
      invalid.forEach(why -> out.println("! invalid: " + why));
      var figures = outcome.figures(capacity);
      figures.add("reasons why the run does not count", "", 0, List.of((double) invalid.size()));
      return figures;
    }
  }

  private void warm(Fleet fleet, Target target) throws Exception {
    if (setting.warm().isZero()) {
      return;
    }
    out.println("warming up: " + WARM_STREAMS + " streams for " + setting.warm().toSeconds()
        + " s");
    watch(fleet, target, Plan.ramp(WARM_STREAMS, Duration.ofSeconds(1), setting.warm(), 0),
        "warm", setting.warm(), _ -> true);
    parts.clear(); // it does not count
  }

  /// @return how many streams it holds
  private int climb(Fleet fleet, Target target, List<String> invalid) throws Exception {
    var climb = new Climb(setting.boundMs());
    var rising = Duration.ofNanos((long) (setting.most() / setting.rise() * 1e9));
    var length = rising.plus(setting.talk());
    out.printf(Locale.ROOT, "capacity: %.0f streams more a second, until p99 is beyond %.0f ms or"
        + " somebody is refused for 3 s%n", setting.rise(), setting.boundMs());
    watch(fleet, target, Plan.ramp(setting.most(), rising, length, setting.seed()), "climb", length,
        slice -> {
          climb.add(new Climb.Second(slice.talking(), slice.millis(Measure.ADDED_LATENCY, 99),
              slice.count(Count.FAILED)));
          return !climb.isOver();
        });
    out.println("capacity: " + climb.held() + " streams, then " + climb.why());
    if (climb.held() == 0) {
      throw new IOException("capacity: no second was within " + setting.boundMs()
          + " ms (expected: some; a longer --warm, or a machine that is less busy)");
    }
    if (!climb.isOver()) {
      invalid.add("capacity: not reached with " + climb.held()
          + " streams (expected: that it refuses or is late; --most)");
    }
    return climb.held();
  }

  private Slice flood(Fleet fleet, Target target, int capacity) throws Exception {
    var rate = setting.times() * capacity / setting.talk().toMillis() * 1e3;
    out.printf(Locale.ROOT, "overload: %.1f devices a second by chance, each to talk for %d s:"
        + " %.1f times %d streams; refused ones try %d times more%n", rate,
        setting.talk().toSeconds(), setting.times(), capacity, TRIES);
    var plan = Plan.poisson(rate, setting.talk(), setting.length().plus(setting.talk()),
        setting.seed()).withTries(TRIES);
    return watch(fleet, target, plan, "overload", setting.length(), _ -> true);
  }

  /// Lets devices come and talk for so long, or until a second of theirs says that it is enough.
  private Slice watch(Fleet fleet, Target target, Plan plan, String name, Duration length,
      Predicate<Slice> goesOn) throws Exception {
    var busy = fleet.loopNanos();
    try (var round = fleet.begin(target, setting.shape(),
        WordClock.ofEarshot(setting.shape().frameMs()), plan)) {
      var all = Slice.empty(0);
      var refused = 0L;
      var seconds = Math.max(1, length.toSeconds());
      for (var second = 1; second <= seconds; second++) {
        TimeUnit.SECONDS.sleep(1);
        var slice = round.take();
        all = all.then(slice);
        refused += slice.count(Count.TOLD_TO_COME_AGAIN) + slice.count(Count.FAILED);
        if (second % TELL_SECONDS == 0) {
          tell(second, slice, refused);
        }
        if (!goesOn.test(slice)) {
          break;
        }
      }
      parts.add(Part.of(name, all, all.talking(), fleet.busiestNanos(busy) / 1e9 / all.seconds(),
          null));
      round.stop();
      awaitOver(round);
      return all.then(round.take());
    }
  }

  private static void awaitOver(Round round) throws InterruptedException {
    try {
      round.over().get(LAST_WORDS_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("streams: some are still there after " + LAST_WORDS_S
          + " s (expected: that each ends or is given up)", e);
    }
  }

  private void tell(int second, Slice slice, long refused) {
    out.printf(Locale.ROOT,
        "%3d:%02d  %,6d talk  added p50 %.1f p99 %.1f ms  pacing p99 %.1f ms  refused %d%n",
        second / 60, second % 60, slice.talking(), slice.millis(Measure.ADDED_LATENCY, 50),
        slice.millis(Measure.ADDED_LATENCY, 99), slice.millis(Measure.PACING_ERROR, 99), refused);
    out.flush();
  }
}
