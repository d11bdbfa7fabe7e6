package dev.earshot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Settle;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is sent, however often, in whatever order, over however many restarts: the months add up
/// to the distinct intents. `-Dearshot.seed=...` repeats a failure.
class UsageSumTest {
  private final Random random;
  private final String seed;

  UsageSumTest() {
    var number = Long.getLong("earshot.seed", new Random().nextLong());
    random = new Random(number);
    seed = "-Dearshot.seed=" + number;
  }

  @RepeatedTest(5)
  void settle_randomIntents_monthsAddUpToTheDistinctOnes(@TempDir Path dir) {
    var sent = intents();
    var expected = sumOfFirsts(sent);
    var file = dir.resolve("earshot.db");
    for (int from = 0; from < sent.size();) {
      var to = Math.min(sent.size(), from + 1 + random.nextInt(200));
      send(file, sent.subList(from, to));
      from = to;
    }

    assertThat(months(file, expected)).as(seed).isEqualTo(expected);
  }

  private List<Settle> intents() {
    var intents = new ArrayList<Settle>();
    for (int s = 0; s < 20; s++) {
      var stream = new StreamId(new UUID(s, s));
      var account = new AccountId("account-" + random.nextInt(4));
      var end = 0L;
      for (int n = random.nextInt(20); n >= 0; n--) {
        var begin = end;
        end += random.nextInt(3) == 0 ? 0 : random.nextInt(1, 10_000);
        var month = YearMonth.of(2026, n > 10 ? 11 : 12);
        intents.add(new Settle(stream, account, month, begin, end));
        if (random.nextInt(4) == 0) { // a journal that was behind, an instance that took over
          intents.add(new Settle(stream, account, month, begin, begin + random.nextInt(10_000)));
        }
      }
    }
    intents.addAll(List.copyOf(intents));
    Collections.shuffle(intents, random);
    return intents;
  }

  private static Map<String, Long> sumOfFirsts(List<Settle> sent) {
    var firsts = new HashMap<String, Settle>();
    var sums = new TreeMap<String, Long>();
    for (var intent : sent) {
      var isNew = !intent.isEmpty() && firsts.putIfAbsent(intent.id(), intent) == null;
      sums.merge(intent.account() + " " + intent.month(),
          isNew ? intent.toMs() - intent.fromMs() : 0, Long::sum);
    }
    return sums;
  }

  private void send(Path file, List<Settle> intents) {
    try (var store = SqliteStore.open(file, InstantSource.system())) {
      for (var intent : intents) {
        store.usageLedger().settle(intent).block();
      }
    }
  }

  private static Map<String, Long> months(Path file, Map<String, Long> like) {
    var months = new TreeMap<String, Long>();
    try (var store = SqliteStore.open(file, InstantSource.system())) {
      for (var name : like.keySet()) {
        var account = new AccountId(name.substring(0, name.indexOf(' ')));
        var month = YearMonth.parse(name.substring(name.indexOf(' ') + 1));
        months.put(name, Used.in(store, account, month));
      }
    }
    return months;
  }
}
