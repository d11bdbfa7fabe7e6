package dev.earshot.core.cache;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The way to a loader past the second level, which is never waited for long and whose failures are nobody's.
final class SharedLevel {
  private static final int AT_ONCE = 16;

  private final SecondLevel second;
  private final CacheSettings settings;

  SharedLevel(SecondLevel second, CacheSettings settings) {
    this.second = second;
    this.settings = settings;
  }

  /// What the second level said.
  ///
  /// @param found empty where it has nothing
  /// @param isWell whether it would take a value
  private record Look<T>(Optional<T> found, boolean isWell) {}

  /// The value that the second level has, else the loader's, which is put there beside the answer.
  <T> Mono<T> through(CacheKey<T> key, FamilyBook book, Mono<T> loader) {
    var form = key.family().shared();
    return form == null ? loader : Mono.defer(() -> {
      var name = form.name().apply(key);
      return look(form, name, book).flatMap(look -> {
        if (look.found().isPresent()) {
          book.shared.increment();
          return Mono.just(look.found().get());
        }
        return look.isWell() ? loader.doOnNext(value -> put(form, name, value, book)) : loader;
      });
    });
  }

  /// Deletes the keys. Fails when that of one has; the others are tried all the same.
  Mono<Void> forget(Collection<? extends CacheKey<?>> keys) {
    return Flux.fromIterable(keys)
        .flatMapDelayError(this::forget, AT_ONCE, AT_ONCE)
        .then();
  }

  private <T> Mono<Void> forget(CacheKey<T> key) {
    var form = key.family().shared();
    return form == null
        ? Mono.empty()
        : Mono.defer(() -> patiently(
            second.delete(form.name().apply(key))));
  }

  private <T> Mono<Look<T>> look(SharedForm<T> form, String name, FamilyBook book) {
    return patiently(second.get(name))
        .map(bytes -> new Look<>(Optional.of(read(form, bytes)), true))
        .defaultIfEmpty(new Look<>(Optional.empty(), true))
        .onErrorResume(PoisonedValueException.class, _ -> {
          book.poisoned.increment();
          delete(name, book);
          return Mono.just(new Look<>(Optional.empty(), false));
        })
        .onErrorResume(_ -> {
          book.away.increment();
          return Mono.just(new Look<>(Optional.empty(), false));
        });
  }

  private static <T> T read(SharedForm<T> form, byte[] bytes) {
    try {
      return Objects.requireNonNull(form.read().apply(bytes));
    } catch (RuntimeException e) {
      throw new PoisonedValueException(e.getClass().getSimpleName());
    }
  }

  private <T> void put(SharedForm<T> form, String name, T value, FamilyBook book) {
    var _ = Mono.defer(() -> {
      var bytes = form.write().apply(value);
      if (bytes.length == 0 || bytes.length > second.mostBytes()) {
        book.refused.increment();
        return Mono.<Void>empty();
      }
      return patiently(second.put(name, bytes, form.ttl()));
    }).subscribe(_ -> {}, _ -> book.away.increment());
  }

  private void delete(String name, FamilyBook book) {
    var _ = patiently(second.delete(name)).subscribe(_ -> {}, _ -> book.away.increment());
  }

  private <T> Mono<T> patiently(Mono<T> call) {
    return call.timeout(settings.patience(), settings.scheduler());
  }
}
