package dev.earshot.load.cli;

import dev.earshot.load.device.Codec;
import dev.earshot.load.device.Dialect;
import dev.earshot.load.device.Shape;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What devices do, and when.
final class StreamOptions {
  private static final int OPENAI_HZ = 24_000;
  private static final int USUAL_HZ = 16_000;

  @Option(names = "--streams", paramLabel = "N", description = "how many talk (default: 100)")
  @Nullable
  Integer streams;

  @Option(names = "--steps", paramLabel = "N,...", split = ",", description = "up in steps, such as 500,1000,2000, instead of --streams")
  List<Integer> steps = List.of();

  @Option(names = "--ramp", paramLabel = "S", defaultValue = "5", description = "seconds within which streams come, and leave; of each step. 0: all at once (default: ${DEFAULT-VALUE})")
  double ramp = 5;

  @Option(names = "--settle", paramLabel = "S", defaultValue = "5", description = "seconds behind each ramp that do not count: a JVM warms up (default: ${DEFAULT-VALUE})")
  double settle = 5;

  @Option(names = "--seconds", paramLabel = "S", description = "how long each step counts (default: 30)")
  @Nullable
  Double seconds;

  @Option(names = "--minutes", paramLabel = "M", description = "the same in minutes")
  @Nullable
  Double minutes;

  @Option(names = "--arrivals", paramLabel = "HOW", description = "poisson:RATE (streams a second, by chance) or trace:FILE (lines of BEGIN,LENGTH in seconds) instead of a number of streams; whoever is refused does not come again")
  @Nullable
  String arrivals;

  @Option(names = "--talk", paramLabel = "S", defaultValue = "60", description = "seconds that a stream of --arrivals poisson lasts (default: ${DEFAULT-VALUE})")
  double talk = 60;

  @Option(names = "--frame", paramLabel = "MS", defaultValue = "20", description = "length of a frame, 10..100; Opus 20, 40 or 60 (default: ${DEFAULT-VALUE})")
  int frame = 20;

  @Option(names = "--codec", defaultValue = "pcm16", description = "pcm16 or opus (default: ${DEFAULT-VALUE})")
  Codec codec = Codec.PCM16;

  @Option(names = "--rate", paramLabel = "HZ", description = "samples a second: 8000, 16000, 24000 or 48000 (default: 16000; openai: 24000)")
  @Nullable
  Integer rate;

  @Option(names = "--duty", paramLabel = "SHARE", defaultValue = "1", description = "of each ten seconds in which somebody speaks, 0..1; the rest is a microphone's noise, which is sent too (default: ${DEFAULT-VALUE})")
  double duty = 1;

  @Option(names = "--slow-readers", paramLabel = "%", defaultValue = "0", description = "of the devices that read some kilobytes each two seconds (default: ${DEFAULT-VALUE})")
  double slowReaders;

  @Option(names = "--half-open", paramLabel = "%", defaultValue = "0", description = "of the devices that in their middle say and read nothing any more, and do not hang up (default: ${DEFAULT-VALUE})")
  double halfOpen;

  @Option(names = "--storm", description = "in the middle of the last step all hang up without a word and come back at once")
  boolean storm;

  @Option(names = "--seed", defaultValue = "1", description = "draws everything that is drawn (default: ${DEFAULT-VALUE})")
  long seed = 1;

  Shape shape(Dialect dialect) {
    var usual = dialect == Dialect.OPENAI ? OPENAI_HZ : USUAL_HZ;
    return new Shape(frame, codec, rate == null ? usual : rate, duty);
  }

  /// @throws IllegalArgumentException for what does not fit together
  Course course() throws IOException {
    check();
    var course = arrivals == null ? stepwise() : arriving(Arrivals.parse(arrivals));
    var plan = course.plan().withManners(slowReaders, halfOpen, seed);
    return course.with(storm ? plan.withStorm(course.middle()) : plan);
  }

  private Course stepwise() {
    return Course.steps(targets(), span(ramp), span(settle), hold(), seed);
  }

  private Course arriving(Arrivals how) {
    var length = span(settle).plus(hold());
    return Course.of(how.text(), how.plan(span(talk), length, seed), span(settle), length);
  }

  /// As a reader of the report wants to know it.
  String arrivals() {
    return Objects.requireNonNullElseGet(arrivals, () -> String.join(", ", targets().stream()
        .map(String::valueOf)
        .toList()) + " streams, each step within " + ramp + " s");
  }

  Duration hold() {
    if (minutes != null) {
      return span(minutes * 60);
    }
    return span(seconds == null ? 30 : seconds);
  }

  private List<Integer> targets() {
    return steps.isEmpty() ? List.of(streams == null ? 100 : streams) : steps;
  }

  private void check() {
    if ((streams == null ? 0 : 1) + (steps.isEmpty() ? 0 : 1) + (arrivals == null ? 0 : 1) > 1) {
      throw new IllegalArgumentException(
          "streams: given in two ways (expected: one of --streams, --steps and --arrivals)");
    }
    if (seconds != null && minutes != null) {
      throw new IllegalArgumentException("seconds: " + seconds + " (expected: not with --minutes)");
    }
    var least = 0;
    for (var target : targets()) {
      if (target <= least || target > 100_000) {
        throw new IllegalArgumentException((steps.isEmpty() ? "streams: " : "steps: ") + target
            + " (expected: " + (least + 1) + "..100000)");
      }
      least = target;
    }
    within("seconds", hold().toNanos() / 1e9, 1, 1e6);
    within("ramp", ramp, 0, 1e5);
    within("settle", settle, 0, 1e5);
    within("talk", talk, 0.1, 1e6);
    within("slow-readers", slowReaders, 0, 100);
    within("half-open", halfOpen, 0, 100 - slowReaders);
  }

  private static void within(String name, double value, double from, double to) {
    if (!(value >= from && value <= to)) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + from + ".." + to + ")");
    }
  }

  private static Duration span(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
