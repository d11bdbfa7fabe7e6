package dev.earshot.redis;

import static dev.earshot.redis.Stores.answer;
import static dev.earshot.redis.Stores.await;
import static dev.earshot.redis.Stores.isThere;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.signal.CreditChange;
import dev.earshot.core.signal.CreditChange.Changed;
import dev.earshot.core.signal.CreditChange.Missed;
import dev.earshot.core.usage.Count;
import dev.earshot.testkit.RedisSentinel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RedisSentinelTest {
  @Test
  void failOver_store_findsTheNewMasterAndTellsOfTheGap() {
    try (var sentinel = RedisSentinel.open(); var store = Stores.brisk(sentinel.url())) {
      await(() -> isThere(store));
      var heard = new CopyOnWriteArrayList<CreditChange>();
      var hearing = store.signals().changes().subscribe(heard::add);
      await(() -> heard.contains(new Missed()));
      heard.clear();
      var reading = Streams.used(Streams.account(), 1_000);
      var _ = Streams.report(store, reading);

      sentinel.failOver();

      await(() -> answer(store.counter()
          .report(List.of(Count.of(reading)),
              List.of())
          .map(_ -> true)
          .onErrorReturn(RedisStoreException.class, false)));
      await(() -> heard.contains(new Missed()));
      var signal = answer(store.signals().raise(reading.account()));
      await(() -> heard.contains(new Changed(reading.account(), signal)));
      assertThat(Streams.report(store, reading).signal()).isEqualTo(signal);
      hearing.dispose();
    }
  }
}
