package dev.earshot.testkit.simulation;

import dev.earshot.core.audio.Sound;
import dev.earshot.core.audio.Sound.Window;
import dev.earshot.core.credit.InProcessNotices;
import dev.earshot.core.recogniser.Capabilities;
import dev.earshot.core.recogniser.Leg;
import dev.earshot.core.recogniser.Recogniser;
import dev.earshot.core.stream.CreditDesk;
import dev.earshot.core.stream.CreditDesk.CreditNews;
import dev.earshot.core.stream.StreamSpec;
import dev.earshot.core.stream.Transcription;
import dev.earshot.core.transcript.TranscriptEvent;
import dev.earshot.core.usage.UsageFaults;
import dev.earshot.core.usage.UsageMeter;
import dev.earshot.core.usage.UsagePlaces;
import dev.earshot.core.usage.UsageRecorder;
import dev.earshot.core.usage.UsageReplay;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Flux;

/// One gateway on one machine, with the books of a real one.
final class Instance {
  private static final Capabilities CAPABILITIES = new Capabilities("deaf", Set.of(), false, false,
      Duration.ofSeconds(1), Integer.MAX_VALUE);

  private final Machine machine;
  private final Disk disk;
  private final Ports ports;
  private final UsageRecorder recorder;
  private final UsageReplay replay;
  private final Transcription transcription;
  private boolean ready;

  Instance(World world, Machine machine, Disk disk, RandomGenerator random) {
    var rules = world.rules();
    this.machine = machine;
    this.disk = disk;
    this.ports = new Ports(world, this, random);
    UsageFaults faults = (what, why) -> world
        .trace(() -> machine + ": " + what + " failed: " + why);
    var places = new UsagePlaces(ports, ports, ports, rules.deadline(), faults,
        () -> world.now(machine));
    this.recorder = new UsageRecorder(places, rules.tick(), random);
    this.replay = new UsageReplay(places);
    var desk = new CreditDesk(ports, ports, rules.plans(), new InProcessNotices(),
        new Ended(world), rules.times(), rules.deadline(), () -> world.now(machine), faults);
    this.transcription = new Transcription(new Deaf(world), desk, recorder, random);
  }

  Machine machine() {
    return machine;
  }

  Disk disk() {
    return disk;
  }

  Ports ports() {
    return ports;
  }

  UsageRecorder recorder() {
    return recorder;
  }

  /// Whether it takes streams.
  boolean isReady() {
    return ready && machine.isRunning();
  }

  /// Settles what the last run has left, then turns its books and looks for orphans.
  void start(World world) {
    world.time().as(machine, () -> {
      var _ = replay.ofJournal().subscribe(settled -> {
        world.trace(() -> machine + ": replayed " + settled);
        ready = true;
        var _ = recorder.start(world.time());
        var _ = Flux.interval(world.rules().sweepEvery(), world.time())
            .onBackpressureDrop()
            .concatMap(_ -> replay.ofOrphans(world.rules().orphanAfter()), 1)
            .filter(swept -> swept > 0)
            .subscribe(swept -> world.trace(() -> machine + ": swept " + swept));
      });
    });
  }

  void connect(World world, SimulatedStream stream) {
    var spec = new StreamSpec(stream.id(), stream.account(), SimulatedStream.FORMAT, "en");
    world.time()
        .as(machine,
            () -> transcription.run(spec, List.of(stream.microphone())).subscribe(stream));
  }

  /// Hears everything and says nothing.
  private record Deaf(World world) implements Recogniser {
    @Override
    public Capabilities capabilities() {
      return CAPABILITIES;
    }

    @Override
    public Flux<TranscriptEvent> transcribe(Leg leg, Flux<Sound> sound) {
      var stream = world.stream(leg.stream());
      return sound.doOnNext(next -> {
        if (next instanceof Window window) {
          world.auditor().hears(stream, window.captured());
        }
      }).thenMany(Flux.empty());
    }
  }

  private record Ended(World world) implements CreditNews {
    @Override
    public void ended(UsageMeter meter) {
      world.stream(meter.stream()).close(meter);
    }
  }
}
