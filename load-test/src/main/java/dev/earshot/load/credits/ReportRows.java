package dev.earshot.load.credits;

import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.UsageMeter;
import dev.earshot.core.usage.UsagePlaces;
import dev.earshot.core.usage.UsageRecorder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.test.scheduler.VirtualTimeScheduler;

/// What Redis has to do for one instance with very many streams that all talk: no sockets, no recogniser,
/// the recorder alone.
final class ReportRows {
  private static final int STREAMS = 10_000;
  private static final int ACCOUNTS = 500;
  private static final int SECONDS = 60;
  private static final int WARM_UP_SECONDS = 60;
  private static final Duration TICK = Duration.ofMinutes(1);
  private static final long SAMPLES = 16_000;
  private static final short[] NO_SOUND = {};
  private static final Pattern CPU = Pattern.compile("used_cpu_(?:sys|user):([0-9.]+)");

  private final Stage stage;
  private final Table table;
  private final PrintWriter out;

  ReportRows(Stage stage, Table table, PrintWriter out) {
    this.stage = stage;
    this.table = table;
    this.out = out;
  }

  /// @param seedTripsPerTick of one of the seed system's streams; null where nobody measured that
  void all(@Nullable Double seedTripsPerTick) {
    var clock = new Hand();
    try (var _ = stage.crew(0);
        var backing = new Backing(stage.place(), Files.createTempDirectory(stage.folder(), "many"),
            clock)) {
      var faults = new AtomicLong();
      var random = stage.random();
      var wheel = VirtualTimeScheduler.create();
      var recorder = new UsageRecorder(new UsagePlaces(backing.journal(), backing.counter(),
          backing.ledger(), Backing.PATIENCE, (_, _) -> faults.incrementAndGet(), clock), TICK,
          random);
      var meters = new ArrayList<UsageMeter>();
      for (var i = 0; i < STREAMS; i++) {
        var meter = new UsageMeter(new StreamId(new UUID(random.nextLong(), random.nextLong())),
            new AccountId("many-" + i % ACCOUNTS), Caller.FORMAT);
        meters.add(meter);
        recorder.open(meter);
      }
      seed(recorder, clock);
      var turning = recorder.start(wheel);
      for (var i = 0; i < WARM_UP_SECONDS; i++) {
        second(backing, clock, wheel, meters);
      }
      var trips = backing.roundTrips();
      var cpu = cpuSeconds();
      var own = ownCpuMillis();
      var began = System.nanoTime();
      for (var i = 0; i < SECONDS; i++) {
        second(backing, clock, wheel, meters);
      }
      var took = (System.nanoTime() - began) / 1e6;
      var used = cpuSeconds() - cpu;
      var ownUsed = ownCpuMillis() - own;
      turning.dispose();
      out.printf(Locale.ROOT, "10,000 streams: %d round trips in %d s, %d calls failed%n",
          backing.roundTrips() - trips, SECONDS, faults.get());
      table.add("10,000 streams, one instance: Redis round trips per second", "",
          seedTripsPerTick == null ? null : seedTripsPerTick * STREAMS / TICK.toSeconds(),
          (double) (backing.roundTrips() - trips) / SECONDS, 2, 1);
      table.note("... reports and journal batches that came too late, in 60 s", "", null,
          (double) faults.get());
      table.note("... Redis' processor time per report of a stream", "us", null,
          used * 1e6 / SECONDS / STREAMS);
      table.note("... real time of a second, journal and report", "ms", null, took / SECONDS);
      table.note("... processor time of a second, journal and report", "ms", null,
          (double) ownUsed / SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The ledger was read for every account.
  private static void seed(UsageRecorder recorder, Hand clock) {
    var month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    for (var i = 0; i < ACCOUNTS; i++) {
      recorder.read(new LedgerRead(new AccountId("many-" + i), month, 0, Mark.NONE));
    }
  }

  private static void second(Backing backing, Hand clock, VirtualTimeScheduler wheel,
      List<UsageMeter> meters) {
    var from = clock.seconds() * SAMPLES;
    meters.forEach(meter -> meter.bill(new Window(from, from + SAMPLES, NO_SOUND)));
    clock.turn();
    wheel.advanceTimeBy(Duration.ofSeconds(1));
    backing.busy().awaitQuiet();
  }

  private static long ownCpuMillis() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
  }

  private double cpuSeconds() {
    return CPU.matcher(stage.redis().ask("INFO", "cpu"))
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .sum();
  }
}
