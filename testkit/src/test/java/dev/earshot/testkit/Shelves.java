package dev.earshot.testkit;

import dev.earshot.core.app.App;
import dev.earshot.core.app.AppCatalog;
import dev.earshot.core.app.AppForms;
import dev.earshot.core.app.AppPage;
import dev.earshot.core.app.AppShelf;
import dev.earshot.core.app.AppStores;
import dev.earshot.core.app.Installs;
import dev.earshot.core.app.Reviews;
import dev.earshot.core.app.Testers;
import dev.earshot.core.cache.CacheManager;
import dev.earshot.core.cache.CacheSettings;
import dev.earshot.core.cache.InProcessSecondLevel;
import dev.earshot.core.cache.SecondLevel;
import dev.earshot.core.invalidation.InProcessBus;
import dev.earshot.core.preference.CachedPreferences;
import dev.earshot.core.preference.Preferences;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/// Instances beside each other over one store that counts what it is asked, one second level and one bus,
/// at a time that the test moves on.
final class Shelves {
  private static final long PLENTY = 10_000_000;
  private static final RandomGenerator MEAN = () -> Long.MIN_VALUE;

  private final MemoryStore store = new MemoryStore();
  private final Map<String, Integer> asked = new TreeMap<>();
  private final AtomicLong now = new AtomicLong();
  private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
  private final SecondLevel second = new InProcessSecondLevel(PLENTY, now::get, Runnable::run);
  private final InProcessBus bus = new InProcessBus();
  private final List<Object> written = new ArrayList<>();

  /// One instance.
  record Instance(AppShelf shelf, Preferences preferences, CacheManager caches) {}

  Instance open() {
    var caches = CacheManager.open(new CacheSettings(PLENTY, Duration.ofSeconds(5),
        Duration.ofMillis(250), now::get, Runnable::run, scheduler, MEAN), second, bus.beside());
    var stores = new AppStores(counted(AppCatalog.class, store.apps()),
        counted(Installs.class, store.installs()),
        counted(Reviews.class, store.reviews()),
        counted(Testers.class, store.testers()));
    return new Instance(new AppShelf(stores, caches, forms()),
        new CachedPreferences(counted(Preferences.class, store.preferences()), caches), caches);
  }

  /// What lies behind all of them.
  MemoryStore store() {
    return store;
  }

  void pass(Duration time) {
    now.addAndGet(time.toNanos());
    scheduler.advanceTimeBy(time);
  }

  /// How often each question was asked since somebody last asked for it.
  Map<String, Integer> take() {
    var taken = new TreeMap<>(asked);
    asked.clear();
    return taken;
  }

  /// Bytes are where in a list the value stands.
  private AppForms forms() {
    return new AppForms(this::write, bytes -> (App) written.get(ByteBuffer.wrap(bytes).getInt()),
        this::write, bytes -> (AppPage) written.get(ByteBuffer.wrap(bytes).getInt()));
  }

  private byte[] write(Object value) {
    written.add(value);
    return ByteBuffer.allocate(Integer.BYTES).putInt(written.size() - 1).array();
  }

  /// The same port; each subscription to an answer is counted under the question's name.
  private <T> T counted(Class<T> port, T behind) {
    return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[]{port},
        (_, method, values) -> {
          try {
            var answer = (Mono<?>) method.invoke(behind, values);
            return Mono.defer(() -> {
              asked.merge(method.getName(), 1, Integer::sum);
              return answer;
            });
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        }));
  }
}
