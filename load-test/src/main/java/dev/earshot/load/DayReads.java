package dev.earshot.load;

import dev.earshot.core.account.Plans;
import dev.earshot.core.app.AppCatalog;
import dev.earshot.core.app.AppStores;
import dev.earshot.core.app.Installs;
import dev.earshot.core.app.Testers;
import dev.earshot.core.preference.Preferences;
import dev.earshot.firestore.DocumentOperations;
import dev.earshot.firestore.FirestoreStore;
import dev.earshot.firestore.StoreSettings;
import dev.earshot.testkit.FirestoreEmulator;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// What [ReplayedDay] reads of a Firestore emulator, without copies and with them, path by path. Documents
/// are counted, as Firestore bills them: a question is one for each document that it finds, and one where it
/// finds none.
final class DayReads implements CacheRows {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LISTED = 200;
  private static final double MOST_PERCENT = 1;
  /// What each question is about.
  private static final Map<String, String> PATHS = Map.of("mentorFrequency", "mentor frequency",
      "find", "testers", "approved", "public apps", "ownedBy", "own apps", "findAll",
      "tested apps", "enabledBy", "enabled apps");

  private final List<ReplayedDay> days;
  private final int listed;

  /// @param days that are replayed, one after the other
  /// @param listed how many public apps there are
  DayReads(List<ReplayedDay> days, int listed) {
    this.days = List.copyOf(days);
    this.listed = listed;
  }

  /// The days of docs/benchmarks.md: three talks of two minutes, with four changes in each. Five streams are
  /// one instance's half of the ten that `earshot bench credits` has.
  static DayReads usual() {
    return new DayReads(
        List.of(new ReplayedDay(3, 120, 5, 4, MOST_PERCENT),
            new ReplayedDay(3, 120, 1, 4, Double.POSITIVE_INFINITY)),
        LISTED);
  }

  @Override
  public void measure(Figures figures, PrintWriter out) {
    try (var emulator = FirestoreEmulator.open()) {
      for (var day : days) {
        var name = "day, streams: " + day.streams();
        out.println(name);
        rows(figures, name, day.mostPercent(),
            reads(emulator, "uncached-" + day.streams(), day::uncached),
            reads(emulator, "cached-" + day.streams(), day::cached));
      }
    }
  }

  private static void rows(Figures figures, String day, double mostPercent,
      Map<String, Long> before, Map<String, Long> after) {
    for (var path : before.entrySet()) {
      figures.note(day + ", " + path.getKey() + ", documents", "", path.getValue());
      figures.note(day + ", " + path.getKey() + ", with copies", "",
          after.getOrDefault(path.getKey(), 0L));
    }
    figures.add(day + ", of all documents with copies", "%", mostPercent,
        List.of(100.0 * sum(after) / sum(before)));
  }

  private static long sum(Map<String, Long> reads) {
    return reads.values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<String, Long> reads(FirestoreEmulator emulator, String project,
      BiConsumer<AppStores, Preferences> day) {
    var settings = StoreSettings.of(project).onEmulator(emulator.hostAndPort()).within(PATIENCE);
    try (var store = FirestoreStore.open(settings, Plans.none(), InstantSource.system(),
        DocumentOperations.UNHEARD)) {
      AppFixture.fill(new AppStores(store.apps(), store.installs(), store.reviews(),
          store.testers()), listed);
      var counted = new ConcurrentSkipListMap<String, Long>();
      day.accept(new AppStores(counted(AppCatalog.class, store.apps(), counted),
          counted(Installs.class, store.installs(), counted), store.reviews(),
          counted(Testers.class, store.testers(), counted)),
          counted(Preferences.class, store.preferences(), counted));
      return counted;
    }
  }

  /// The same port; what its questions read is added up.
  private static <T> T counted(Class<T> port, T behind, Map<String, Long> counted) {
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port},
        (_, method, values) -> {
          try {
            var answer = (Mono<?>) method.invoke(behind, values);
            var path = PATHS.get(method.getName());
            return path == null
                ? answer
                : answer.doOnSuccess(it -> counted.merge(path, documents(it),
                    Long::sum));
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        }));
  }

  /// A set of enabled apps is one document, a list of apps one for each.
  private static long documents(@Nullable Object answer) {
    return answer instanceof List<?> list ? Math.max(1, list.size()) : 1;
  }
}
