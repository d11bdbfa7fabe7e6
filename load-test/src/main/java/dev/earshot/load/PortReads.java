package dev.earshot.load;

import dev.earshot.core.app.AppCatalog;
import dev.earshot.core.app.AppStores;
import dev.earshot.core.app.Installs;
import dev.earshot.core.app.Testers;
import dev.earshot.core.preference.Preferences;
import dev.earshot.firestore.FirestoreStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// What is read through ports of a Firestore store, path by path. Documents are counted, as Firestore bills
/// them: a question is one for each document that it finds, and one where it finds none.
final class PortReads {
  static final String MENTOR = "mentor frequency";

  /// What each question is about.
  private static final Map<String, String> PATHS = Map.of("mentorFrequency", MENTOR, "find",
      "testers", "approved", "public apps", "ownedBy", "own apps", "findAll", "tested apps",
      "enabledBy", "enabled apps");

  private final FirestoreStore store;
  private final Map<String, Long> counted = new ConcurrentSkipListMap<>();

  PortReads(FirestoreStore store) {
    this.store = store;
  }

  AppStores apps() {
    return new AppStores(counted(AppCatalog.class, store.apps()),
        counted(Installs.class, store.installs()), store.reviews(),
        counted(Testers.class, store.testers()));
  }

  Preferences preferences() {
    return counted(Preferences.class, store.preferences());
  }

  /// Documents by path, those that were asked for.
  Map<String, Long> byPath() {
    return counted;
  }

  /// The same port; what its questions read is added up.
  private <T> T counted(Class<T> port, T behind) {
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
