package dev.earshot.gateway.auth;

import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.ApiKeys;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.KeyId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/// The keys of a real store, whose reads are counted, and may fail or not be answered.
final class KeysDouble implements ApiKeys {
  private final ApiKeys keys;
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private volatile boolean fails;
  private volatile boolean hangs;

  KeysDouble(ApiKeys keys) {
    this.keys = keys;
  }

  KeysDouble failing() {
    fails = true;
    return this;
  }

  KeysDouble silent() {
    hangs = true;
    return this;
  }

  void recover() {
    fails = false;
    hangs = false;
  }

  int reads() {
    return reads.get();
  }

  int mostAtOnce() {
    return mostAtOnce.get();
  }

  @Override
  public Mono<ApiKey> find(KeyHash shown) {
    return read(keys.find(shown));
  }

  @Override
  public Mono<ApiKey> find(KeyId id) {
    return read(keys.find(id));
  }

  @Override
  public Mono<Void> create(KeyHash hash, ApiKey key) {
    return keys.create(hash, key);
  }

  @Override
  public Mono<List<ApiKey>> list(Page page) {
    return keys.list(page);
  }

  @Override
  public Mono<ApiKey> revoke(KeyId id, Instant now) {
    return keys.revoke(id, now);
  }

  private Mono<ApiKey> read(Mono<ApiKey> question) {
    return Mono.defer(() -> {
      reads.incrementAndGet();
      mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
      if (hangs) {
        return Mono.<ApiKey>never();
      }
      return fails ? Mono.<ApiKey>error(new IllegalStateException("away")) : question;
    }).doFinally(_ -> underWay.decrementAndGet());
  }
}
