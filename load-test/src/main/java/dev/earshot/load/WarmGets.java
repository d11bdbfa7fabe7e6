package dev.earshot.load;

import dev.earshot.core.cache.CacheFamily;
import dev.earshot.core.cache.CacheKey;
import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cache.HeapSize;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/// What it costs to be told a value that is kept: a mentor frequency of one of many accounts, and the list of
/// all apps. Each get is timed from the call to the value, by one thread.
final class WarmGets implements CacheRows {
  private static final Duration TTL = Duration.ofHours(1);
  private static final double SMALL_US = 50;
  private static final double LIST_US = 500;
  private static final int ACCOUNTS = 10_000;
  private static final int APPS = 2_000;
  private static final int WARM_UP = 200_000;
  private static final CacheFamily<Integer> FREQUENCY = CacheFamily.of("mentor_frequency",
      Integer.class, _ -> HeapSize.BOXED);
  private static final CacheFamily<AppList> LIST = CacheFamily.of("get_public_approved_apps_data",
      AppList.class, AppList::bytes);

  private final int gets;

  /// One app as its list shows it.
  private record App(String id, String name, String description) {
    private static App of(int number) {
      return new App("app-" + number, "App number " + number, "what it does ".repeat(20) + number);
    }

    private long bytes() {
      return HeapSize.RECORD + HeapSize.of(id) + HeapSize.of(name) + HeapSize.of(description);
    }
  }

  /// All of them.
  private record AppList(List<App> apps) {
    private AppList {
      apps = List.copyOf(apps);
    }

    private static AppList ofMany() {
      return new AppList(IntStream.range(0, APPS).mapToObj(App::of).toList());
    }

    private long bytes() {
      return HeapSize.RECORD + HeapSize.of(apps, App::bytes);
    }
  }

  /// @param gets of each value that are measured
  WarmGets(int gets) {
    this.gets = gets;
  }

  @Override
  public void measure(Figures figures, PrintWriter out) {
    try (var caches = SharedLoads.caches()) {
      var keys = IntStream.range(0, ACCOUNTS).mapToObj(i -> FREQUENCY.key("account-" + i)).toList();
      row(figures, "small value of one of " + ACCOUNTS + " accounts", SMALL_US,
          times(caches, keys, 2));
      row(figures, "list of " + APPS + " apps", LIST_US,
          times(caches, List.of(LIST.key("")), AppList.ofMany()));
      figures.note("bytes that the list of apps takes", "KB",
          caches.statistics(LIST).bytes() / 1_000.0);
    }
  }

  private static void row(Figures figures, String what, double bound, long[] nanos) {
    Arrays.sort(nanos);
    figures.note("warm get, " + what + ", median", "us", nanos[nanos.length / 2] / 1_000.0);
    figures.add("warm get, " + what + ", p99", "us", bound,
        List.of(nanos[(int) Math.ceil(nanos.length * 0.99) - 1] / 1_000.0));
  }

  private <T> long[] times(CacheManager caches, List<CacheKey<T>> keys, T value) {
    for (var i = 0; i < WARM_UP; i++) {
      get(caches, keys.get(i % keys.size()), value);
    }
    var nanos = new long[gets];
    for (var i = 0; i < gets; i++) {
      var key = keys.get(i % keys.size());
      var began = System.nanoTime();
      var got = get(caches, key, value);
      nanos[i] = System.nanoTime() - began;
      if (!got.equals(value)) {
        throw new IllegalStateException("get: another value (expected: the one that is kept)");
      }
    }
    return nanos;
  }

  private static <T> T get(CacheManager caches, CacheKey<T> key, T value) {
    return Objects.requireNonNull(caches.getOrFetch(key, TTL, () -> Mono.just(value)).block());
  }
}
