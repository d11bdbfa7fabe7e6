package dev.earshot.testkit;

import dev.earshot.core.cache.SecondLevel;
import dev.earshot.core.invalidation.BusStatistics;
import dev.earshot.core.invalidation.InvalidationBus;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/// What caches use, doing nothing and saying that it did.
final class IdleCaches {
  private IdleCaches() {}

  static class IdleSecondLevel implements SecondLevelContract {
    @Override
    public SecondLevel secondLevel() {
      return new SecondLevel() {
        @Override
        public Mono<byte[]> get(String name) {
          return Mono.empty();
        }

        @Override
        public Mono<Void> put(String name, byte[] value, Duration ttl) {
          return Mono.empty();
        }

        @Override
        public Mono<Void> delete(String name) {
          return Mono.empty();
        }

        @Override
        public int mostBytes() {
          return 1;
        }
      };
    }

    @Override
    public void pass(Duration time) {
      // it has none
    }
  }

  static class IdleBus implements InvalidationBusContract {
    @Override
    public Duration patience() {
      return Duration.ofMillis(50);
    }

    @Override
    public InvalidationBus here() {
      return there();
    }

    @Override
    public InvalidationBus there() {
      return new InvalidationBus() {
        @Override
        public Mono<Void> publish(Collection<String> keys) {
          return Mono.empty();
        }

        @Override
        public Disposable register(String pattern, Consumer<String> callback) {
          return Disposables.disposed();
        }

        @Override
        public Disposable onGap(Runnable callback) {
          return Disposables.disposed();
        }

        @Override
        public void start() {
          // hears nothing
        }

        @Override
        public void stop() {
          // heard nothing
        }

        @Override
        public BusStatistics statistics() {
          return new BusStatistics(0, 0, 0, 0, 0, 0, 0);
        }
      };
    }
  }
}
