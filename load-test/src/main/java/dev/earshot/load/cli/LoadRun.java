package dev.earshot.load.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.earshot.load.GatewayProcess;
import dev.earshot.load.device.Count;
import dev.earshot.load.device.Fleet;
import dev.earshot.load.device.Round;
import dev.earshot.load.device.Shape;
import dev.earshot.load.device.Trust;
import dev.earshot.load.report.Machine;
import dev.earshot.load.report.Metering;
import dev.earshot.load.report.Report;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One run: starts a gateway where none is given, sends the devices on their course, looks each second, and
/// makes a report of it.
final class LoadRun {
  private static final URI NOWHERE = URI.create("ws://127.0.0.1:1");
  private static final int DESCRIPTORS_BESIDE = 200;
  /// Behind the end of the plan the last words are waited for, which no device does longer than this.
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(40);

  private final GatewayOptions options;
  private final StreamOptions streams;
  private final Course course;
  private final Shape shape;
  private final int loops;
  private final LiveLine line;
  private final List<String> notes = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /// @throws IllegalArgumentException for options that are out of their range or do not fit together
  LoadRun(GatewayOptions options, StreamOptions streams, int loops, LiveLine line)
      throws IOException {
    this.options = options;
    this.streams = streams;
    this.shape = streams.shape(options.dialect);
    this.course = streams.course();
    this.line = line;
    this.loops = loops;
    if (loops < 1 || loops > 64) {
      throw new IllegalArgumentException("loops: " + loops + " (expected: 1..64)");
    }
    if (!options.dialect.takes(shape.codec())) {
      throw new IllegalArgumentException(
          "codec: " + shape.codec() + " (expected: pcm16 with --dialect " + options.dialect + ")");
    }
    options.words(shape.frameMs());
    options.target(NOWHERE, "", new Trust.OfSystem());
    enoughDescriptors();
  }

  private void enoughDescriptors() {
    var need = Math.min(course.plan().sessions().size(), 100_000) + DESCRIPTORS_BESIDE;
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        && system.getMaxFileDescriptorCount() < need) {
      throw new IllegalArgumentException("streams: " + course.plan().sessions().size()
          + " with at most " + system.getMaxFileDescriptorCount()
          + " files open (expected: ulimit -n "
          + need + " or more)");
    }
  }

  Report run() throws Exception {
    if (!options.isOurs()) {
      return run(null, options.pid == null ? null : ProcessWatch.of(options.pid), ledger());
    }
    try (var own = OwnGateway.start(options.tls)) {
      return run(own, ProcessWatch.of(own.process().pid()), own.ledger());
    }
  }

  private @Nullable Ledger ledger() {
    var operations = options.operations;
    var shown = options.adminKey;
    return operations == null || shown == null || shown.isEmpty()
        ? null
        : new Ledger(operations, shown, options.account);
  }

  private Report run(@Nullable OwnGateway own, @Nullable ProcessWatch watch,
      @Nullable Ledger ledger) throws Exception {
    var began = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    var before = ledger == null ? 0 : ledger.usedMs();
    var target = own == null
        ? options.target(NOWHERE, "", new Trust.OfSystem())
        : options.target(own.streams(), GatewayProcess.KEY, own.trust());
    var samples = new Samples(course.stages(), options.lead(),
        watch == null ? null : watch.look());
    try (var fleet = Fleet.open(loops);
        var round = fleet.begin(target, shape, options.words(shape.frameMs()), course.plan())) {
      watch(fleet, round, samples, own, watch);
    }
    line.end();
    var total = samples.total();
    var steps = samples.steps();
    var metering = metering(ledger, before, total.count(Count.SOUND_MS));
    failures.addAll(Judgement.failures(total, options.isScripted(), metering));
    return new Report(Report.VERSION, began, Setup.of(options, streams, course, loops),
        Machine.here(), Judgement.invalid(total, steps), failures, notes, total, steps,
        samples.seconds(), metering);
  }

  /// Looks until the last stream has ended.
  private void watch(Fleet fleet, Round round, Samples samples, @Nullable OwnGateway own,
      @Nullable ProcessWatch watch) throws Exception {
    var start = System.nanoTime();
    var busy = fleet.loopNanos();
    var until = course.plan().length().toNanos() + PATIENCE_NANOS;
    var isOver = false;
    var isAlive = true;
    while (!isOver && System.nanoTime() - start < until) {
      isOver = isOver(round, start + course.nextLook(System.nanoTime() - start));
      var slice = round.take();
      var busyNow = fleet.loopNanos();
      var second = samples.add(slice, watch == null ? null : watch.look(),
          fleet.busiestNanos(busy));
      busy = busyNow;
      line.show(second, samples.stage(slice));
      if (isAlive && watch != null && !watch.isAlive()) {
        isAlive = false;
        ended(slice.toNanos(), own);
      }
    }
    if (!isOver) {
      failures.add("streams: some were still there when the run was given up (expected: none)");
    }
  }

  private void ended(long atNanos, @Nullable OwnGateway own) throws IOException {
    failures
        .add("gateway: its process ended %.0f s after the first stream (expected: that it lives)"
            .formatted(atNanos / 1e9));
    if (own != null) {
      own.lastLines().forEach(said -> notes.add("gateway said: " + said));
    }
  }

  private static boolean isOver(Round round, long lookNanos) throws InterruptedException {
    try {
      round.over().get(Math.max(1, lookNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Metering metering(@Nullable Ledger ledger, long before, long sentMs)
      throws InterruptedException {
    if (ledger == null) {
      return null;
    }
    try {
      return new Metering(sentMs, ledger.settledMs(before + sentMs) - before);
    } catch (IOException e) {
      notes.add("metering: not measured, the ledger did not answer");
      return null;
    }
  }
}
