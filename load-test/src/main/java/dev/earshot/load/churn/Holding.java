package dev.earshot.load.churn;

import dev.earshot.load.Figures;
import dev.earshot.load.Observer.Held;
import dev.earshot.load.Rise;
import dev.earshot.load.Rise.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/// What the gateway kept at each look, and whether it became more.
final class Holding {
  /// A leak is told in bytes of a stream: less than these cannot be told from chance in ten minutes.
  private static final double HEAP_BYTES = 200;
  private static final double DIRECT_BYTES = 200;
  private static final double RESIDENT_BYTES = 700;
  private static final double FILES_OF_A_THOUSAND = 1;
  /// In a shorter run the warming up of a JVM tells more than a leak would.
  private static final long JUDGED_FROM_MS = TimeUnit.MINUTES.toMillis(8);
  private static final double MB = 1024 * 1024;

  private final double streamsPerMinute;
  private final List<Look> looks = new ArrayList<>();

  /// @param atMs since the first stream
  private record Look(long atMs, Held held) {}

  /// @param streamsPerMinute that come and go
  Holding(double streamsPerMinute) {
    this.streamsPerMinute = streamsPerMinute;
  }

  void add(long atMs, Held held) {
    looks.add(new Look(atMs, held));
  }

  /// Adds the rises over the last two thirds.
  ///
  /// @return whether it went on for long enough to judge by
  boolean addTo(Figures figures) {
    if (looks.isEmpty() || looks.getLast().atMs() < JUDGED_FROM_MS) {
      return false;
    }
    rises("heap behind a collection, rise a minute", "MB", HEAP_BYTES / MB, Held::heapMb, figures);
    rises("direct memory, rise a minute", "MB", DIRECT_BYTES / MB, Held::directMb, figures);
    rises("resident memory, rise a minute", "MB", RESIDENT_BYTES / MB, Held::residentMb, figures);
    rises("open files beside the streams', rise a minute", "", FILES_OF_A_THOUSAND / 1_000,
        held -> held.files() - held.streams(), figures);
    return true;
  }

  /// @param bound of one stream
  private void rises(String name, String unit, double bound, ToDoubleFunction<Held> value,
      Figures figures) {
    figures.add(name, unit, bound * streamsPerMinute, List.of(Rise.perMinute(looks.stream()
        .map(look -> new Point(look.atMs(), value.applyAsDouble(look.held())))
        .toList())));
  }
}
