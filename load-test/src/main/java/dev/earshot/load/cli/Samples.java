package dev.earshot.load.cli;

import dev.earshot.load.cli.Course.Stage;
import dev.earshot.load.cli.ProcessWatch.Look;
import dev.earshot.load.device.Measure;
import dev.earshot.load.device.Slice;
import dev.earshot.load.report.Part;
import dev.earshot.load.report.Second;
import dev.earshot.load.report.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was seen each second, put together to the stages that count and to the whole.
final class Samples {
  private final Measure lead;
  private final @Nullable Look idle;
  private final List<Second> seconds = new ArrayList<>();
  private final List<Gathered> gathered = new ArrayList<>();
  private Slice whole = Slice.empty(0);
  private @Nullable Look last;

  /// What belongs to one stage.
  private static final class Gathered {
    private final Stage stage;
    private Slice slice;
    private double cpuSeconds;
    private double residentMb;
    private double busySeconds;

    private Gathered(Stage stage) {
      this.stage = stage;
      this.slice = Slice.empty(stage.from().toNanos());
    }
  }

  /// @param lead what is shown of each second
  /// @param idle the gateway before the first stream; null where it is not known
  Samples(List<Stage> stages, Measure lead, @Nullable Look idle) {
    this.lead = lead;
    this.idle = idle;
    this.last = idle;
    stages.forEach(stage -> gathered.add(new Gathered(stage)));
  }

  /// Takes what was noted since the last time.
  ///
  /// @param look at the gateway at its end; null where it is not known
  /// @param busyNanos processor time of the generator's busiest loop
  /// @return what to show of it
  Second add(Slice slice, @Nullable Look look, long busyNanos) {
    var cpu = look == null || last == null ? null : look.cpuSeconds() - last.cpuSeconds();
    var busy = slice.seconds() > 0 ? busyNanos / 1e9 / slice.seconds() : 0;
    var second = Second.of(slice, lead, cpu == null || slice.seconds() <= 0
        ? null
        : cpu / slice.seconds(), look == null ? null : look.residentMb(), busy);
    seconds.add(second);
    var stage = stageOf(slice);
    if (stage == null) {
      whole = whole.then(slice.unsettled());
    } else {
      whole = whole.then(slice);
      stage.slice = stage.slice.seconds() > 0 ? stage.slice.then(slice) : slice;
      stage.busySeconds += busyNanos / 1e9;
      stage.cpuSeconds += cpu == null ? Double.NaN : cpu;
      stage.residentMb = look == null ? Double.NaN : look.residentMb();
    }
    last = look;
    return second;
  }

  /// The stage in which most of it lies; null between them.
  private @Nullable Gathered stageOf(Slice slice) {
    var middle = slice.fromNanos() + (slice.toNanos() - slice.fromNanos()) / 2;
    return gathered.stream().filter(one -> one.stage.contains(middle)).findFirst().orElse(null);
  }

  /// The name of the stage of which this is; null between them.
  @Nullable
  String stage(Slice slice) {
    var stage = stageOf(slice);
    return stage == null ? null : stage.stage.name();
  }

  List<Second> seconds() {
    return seconds;
  }

  List<Part> steps() {
    return gathered.stream()
        .map(one -> Part.of(one.stage.name(), one.slice, one.slice.talking(),
            one.slice.seconds() > 0 ? one.busySeconds / one.slice.seconds() : 0, usage(one)))
        .toList();
  }

  private @Nullable Usage usage(Gathered one) {
    return idle == null || Double.isNaN(one.cpuSeconds) || Double.isNaN(one.residentMb)
        || one.slice.seconds() <= 0 || one.slice.talking() == 0
            ? null
            : Usage.of(one.slice, one.cpuSeconds, one.residentMb, idle.residentMb());
  }

  /// The whole run; what a stream costs is that of the last stage.
  Part total() {
    var steps = steps();
    var busiest = steps.stream().mapToDouble(Part::busy).max().orElse(0);
    return Part.of("run", whole, steps.getLast().streams(), busiest, steps.getLast().usage());
  }
}
