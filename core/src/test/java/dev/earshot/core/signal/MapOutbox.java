package dev.earshot.core.signal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/// An outbox in a map, which can be away.
final class MapOutbox implements SignalOutbox {
  private final Map<String, SignalIntent> intents = new ConcurrentHashMap<>();
  private volatile boolean away;

  void away(boolean isAway) {
    away = isAway;
  }

  List<SignalIntent> kept() {
    return intents.values().stream().sorted(Comparator.comparing(SignalIntent::dueAt)).toList();
  }

  @Override
  public Mono<Void> put(SignalIntent intent) {
    return asked(() -> intents.put(intent.id(), intent));
  }

  @Override
  public Mono<Void> remove(String id) {
    return asked(() -> intents.remove(id));
  }

  @Override
  public Mono<List<SignalIntent>> waiting() {
    return asked(() -> {})
        .then(Mono.fromSupplier(() -> kept().stream().limit(MOST).toList()));
  }

  private Mono<Void> asked(Runnable work) {
    return Mono.fromRunnable(() -> {
      if (away) {
        throw new IllegalStateException("away");
      }
      work.run();
    });
  }
}
