package dev.earshot.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.signal.InProcessSignals;
import dev.earshot.core.usage.Count;
import dev.earshot.core.usage.Count.Want;
import dev.earshot.core.usage.InProcessCounter;
import dev.earshot.core.usage.LedgerRead;
import dev.earshot.core.usage.LedgerRead.Mark;
import dev.earshot.core.usage.Reading;
import dev.earshot.core.usage.Tally;
import dev.earshot.core.usage.Tally.Total;
import dev.earshot.core.usage.Tally.Unseeded;
import dev.earshot.core.usage.UsageCounter;
import dev.earshot.testkit.RedisServer;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The script against the counter that it copies: the same reports, the same answers, to the
/// millisecond.
class RandomReportsTest {
  private static final YearMonth MONTH = YearMonth.of(2026, 11);
  private static final int REPORTS = 600;
  private static final int LARGEST = 12;
  private static final int ORPHANS = 2;
  private static final int WEATHER = 50;

  private static RedisServer server;
  private static RedisStore store;

  /// A mark as both counters gave it: they number their generations differently.
  private record Marks(Mark memory, Mark redis) {
    static final Marks NONE = new Marks(Mark.NONE, Mark.NONE);
  }

  private record Told(Reading reading, boolean over) {}

  private final UsageCounter memory = new InProcessCounter(new InProcessSignals(),
      InstantSource.system());
  private final Map<AccountId, List<Marks>> marks = new HashMap<>();
  private final List<Told> told = new ArrayList<>();
  private final List<Tally> seen = new ArrayList<>();
  /// Nothing is lost and no stream ends: so that an account stays seeded while it is settled and read.
  private boolean isCalm;

  @BeforeAll
  static void open() {
    server = RedisServer.open();
    store = Stores.patient(server.url());
  }

  @AfterAll
  static void close() {
    store.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void report_whateverComesInWhateverOrder_isAnsweredAsInMemory(long seed) {
    server.ask("FLUSHALL");
    var random = new Random(seed);
    var accounts = List.of(new AccountId("a:202611"), new AccountId("{b}:x"),
        new AccountId("ä€𝄞"));
    var streams = new ArrayList<Reading>();
    for (var i = 0; i < 12; i++) {
      streams.add(new Reading(stream(random), accounts.get(i % accounts.size()), MONTH, 0, 0));
    }

    for (var n = 0; n < REPORTS; n++) {
      isCalm = n / WEATHER % 2 == 1;
      var counts = counts(random, streams);
      both(n, counts, reads(random, accounts));
      told.addAll(counts.stream().map(count -> new Told(count.reading(), count.over())).toList());
      if (n % ORPHANS == 0) {
        assertThat(owing(store.counter())).as("orphans after report %s", n)
            .containsExactlyInAnyOrderElementsOf(owing(memory));
      }
    }

    assertThat(seen).hasAtLeastOneElementOfType(Total.class)
        .hasAtLeastOneElementOfType(Unseeded.class);
  }

  private void both(int n, List<Count> counts, List<List<LedgerRead>> reads) {
    var expected = answer(memory, counts, reads.get(0));
    var tallies = answer(store.counter(), counts, reads.get(1));
    for (var i = 0; i < counts.size(); i++) {
      var known = marks.computeIfAbsent(counts.get(i).reading().account(),
          _ -> new ArrayList<>());
      known.add(new Marks(expected.get(i).mark(), tallies.get(i).mark()));
      assertThat(words(tallies.get(i), known.getFirst().redis))
          .as("report %s, count %s: %s", n, i, counts.get(i))
          .isEqualTo(words(expected.get(i), known.getFirst().memory));
    }
    seen.addAll(tallies);
  }

  private List<Count> counts(Random random, List<Reading> streams) {
    var counts = new ArrayList<Count>();
    for (var i = random.nextInt(LARGEST); i > 0; i--) {
      var count = random.nextInt(4) == 0 && !told.isEmpty() ? old(random) : young(random, streams);
      if (isCalm || random.nextInt(5) > 0) { // or it is lost: an announcement, a settle, or an end
        counts.add(count);
      }
    }
    return counts;
  }

  /// Something that was said before: a duplicate, or one that was overtaken.
  private Count old(Random random) {
    var again = told.get(random.nextInt(told.size()));
    return new Count(again.reading, again.over, want(random));
  }

  private Count young(Random random, List<Reading> streams) {
    var at = random.nextInt(streams.size());
    var was = streams.get(at);
    var used = was.usedMs() + (random.nextBoolean() ? random.nextInt(3_000) : 0);
    var settled = random.nextInt(4) < (isCalm ? 3 : 1) ? was.intendedMs() : was.settledMs();
    var intended = random.nextInt(isCalm ? 10 : 3) == 0 && settled == was.intendedMs()
        ? settled + random.nextLong(used - settled + 1)
        : Math.max(settled, was.intendedMs());
    var now = new Reading(was.stream(), was.account(), was.month(), was.fromMs(), used, settled,
        intended);
    var over = !isCalm && random.nextInt(20) == 0;
    var isForgotten = !isCalm && random.nextInt(60) == 0;
    streams.set(at, over || isForgotten ? successor(random, was) : now);
    return new Count(now, over, want(random));
  }

  /// A new stream, which may have a past, begin within the month, and be settled just then.
  private static Reading successor(Random random, Reading was) {
    var from = random.nextInt(2) * random.nextLong(5_000);
    var settled = from + random.nextInt(2) * random.nextLong(5_000);
    var intended = settled + random.nextInt(2) * random.nextLong(5_000);
    return new Reading(stream(random), was.account(), was.month(), from,
        intended + random.nextInt(2) * random.nextLong(5_000), settled, intended);
  }

  private static @Nullable Want want(Random random) {
    return random.nextInt(3) > 0
        ? null
        : new Want(random.nextLong(400_000), 1 + random.nextLong(9_000));
  }

  private List<List<LedgerRead>> reads(Random random, List<AccountId> accounts) {
    var lists = List.<List<LedgerRead>>of(new ArrayList<>(), new ArrayList<>());
    for (var account : accounts) {
      var known = marks.getOrDefault(account, List.of());
      for (var i = random.nextInt(9) == 0 ? random.nextInt(3) : 0; i > 0; i--) {
        var usedMs = random.nextLong(200_000);
        var mark = mark(random, known);
        lists.get(0).add(new LedgerRead(account, MONTH, usedMs, mark.memory));
        lists.get(1).add(new LedgerRead(account, MONTH, usedMs, mark.redis));
      }
    }
    return lists;
  }

  /// Mostly a late one; now and then one that is long over, or none.
  private static Marks mark(Random random, List<Marks> known) {
    return switch (random.nextInt(6)) {
      case 0 -> Marks.NONE;
      case 1 -> known.isEmpty() ? Marks.NONE : known.get(random.nextInt(known.size()));
      default -> known.isEmpty() ? Marks.NONE : known.getLast();
    };
  }

  /// @param first mark of the account
  private static String words(Tally tally, Mark first) {
    var mark = tally.mark();
    var at = ", risen " + mark.risenMs() + ", " + (mark.generation() - first.generation())
        + " generations on";
    return switch (tally) {
      case Total(var used, var reserved, _, _) -> "total " + used + ", to " + reserved + at;
      case Unseeded _ -> "unseeded" + at;
    };
  }

  private static List<Tally> answer(UsageCounter counter, List<Count> counts,
      List<LedgerRead> reads) {
    return Objects.requireNonNull(counter.report(counts, reads).block(Duration.ofSeconds(30)));
  }

  private static List<Reading> owing(UsageCounter counter) {
    return Objects.requireNonNull(
        counter.orphans(Duration.ZERO).collectList().block(Duration.ofSeconds(30)));
  }

  private static StreamId stream(Random random) {
    return new StreamId(new UUID(random.nextLong(), random.nextLong()));
  }
}
