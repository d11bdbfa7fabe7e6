package dev.earshot.core.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.Executor;
import reactor.core.publisher.Mono;

/// The second level of a gateway that is alone: it outlives the first level's time, not the process.
public final class InProcessSecondLevel implements SecondLevel {
  private static final int OVERHEAD = 160;
  private static final int LARGEST_SHARE = 2;

  private final Cache<String, Held> held;
  private final int mostBytes;

  /// Bytes, or that there were some.
  private static final class Held {
    private final byte[] value;
    private final Duration life;

    private Held(byte[] value, Duration life) {
      this.value = value;
      this.life = life;
    }

    private boolean isGone() {
      return value.length == 0;
    }
  }

  /// @param mostBytes of all values together; the least valuable go first
  /// @param executor on which it tidies up
  public InProcessSecondLevel(long mostBytes, Ticker ticker, Executor executor) {
    this.mostBytes = (int) Math.min(mostBytes / LARGEST_SHARE, Integer.MAX_VALUE / 2);
    this.held = Caffeine.newBuilder()
        .maximumWeight(mostBytes)
        .weigher(InProcessSecondLevel::weigh)
        .expireAfter(Expiry.<String, Held>writing((_, it) -> it.life))
        .ticker(ticker)
        .executor(executor)
        .build();
  }

  @Override
  public Mono<byte[]> get(String name) {
    return Mono.fromSupplier(() -> {
      var it = held.getIfPresent(name);
      return it == null || it.isGone() ? null : it.value.clone();
    });
  }

  @Override
  public Mono<Void> put(String name, byte[] value, Duration ttl) {
    return Mono.fromRunnable(() -> {
      if (value.length == 0 || value.length > mostBytes) {
        throw new IllegalArgumentException(
            "value: " + value.length + " bytes (expected: 1.." + mostBytes + ")");
      }
      held.asMap().putIfAbsent(name, new Held(value.clone(), ttl));
    });
  }

  @Override
  public Mono<Void> delete(String name) {
    return Mono.fromRunnable(() -> held.put(name, new Held(new byte[0], GUARD)));
  }

  @Override
  public int mostBytes() {
    return mostBytes;
  }

  /// A mark of a deletion weighs nothing, or it would be the first to go when all is full; there are as
  /// many as there were deletions in ten seconds.
  private static int weigh(String name, Held it) {
    return it.isGone() ? 0 : OVERHEAD + 2 * name.length() + it.value.length;
  }
}
