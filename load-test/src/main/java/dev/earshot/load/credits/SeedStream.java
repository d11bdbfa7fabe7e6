package dev.earshot.load.credits;

import dev.earshot.testkit.RedisServer;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// One stream of the seed system, as far as credit goes: a tick each minute since it was opened, which
/// writes the minute, reads the subscription, asks Redis, and then does the first that fits:
///
/// | known | signal | value | age | action |
/// |---|---|---|---|---|
/// | no | | | | scan the month |
/// | yes | there | | | scan |
/// | yes | no | | 900 s or more | scan |
/// | yes | no | 0 | 60 s or more | scan |
/// | yes | no | more | | subtract a minute |
///
/// At connect it scans once to see whether there is credit, and forgets it. What it knows is its own. Before
/// its answers were kept, it scanned at each tick: then their life is 0.
final class SeedStream {
  private static final long TICK_S = 60;
  private static final long LIFE_S = 900;
  private static final long UNLIMITED = Long.MAX_VALUE;

  private final Documents documents;
  private final RedisServer redis;
  private final String account;
  private final Hand clock;
  private final long openedAt;
  private final long seconds;
  private final long lifeS;
  private @Nullable Long left;
  private long fetchedAt;
  private Tally tally = new Tally(0, 0, 0, 0, 0);
  private Seen seen;

  /// What was asked of the stores.
  ///
  /// @param documents of hours that were read
  /// @param scans of the month
  /// @param plans subscriptions that were read
  /// @param writes of hours
  /// @param roundTrips to Redis
  record Tally(long documents, long scans, long plans, long writes, long roundTrips) {
    Tally plus(Tally other) {
      return new Tally(documents + other.documents, scans + other.scans, plans + other.plans,
          writes + other.writes, roundTrips + other.roundTrips);
    }
  }

  /// @param seconds that it lasts
  SeedStream(Stage stage, String account, Hand clock, long seconds) {
    this(stage, account, clock, seconds, LIFE_S);
  }

  /// @param seconds that it lasts
  /// @param lifeS of an answer that says that something is left
  SeedStream(Stage stage, String account, Hand clock, long seconds, long lifeS) {
    this.seconds = seconds;
    this.lifeS = lifeS;
    this.documents = stage.documents();
    this.redis = stage.redis();
    this.account = account;
    this.clock = clock;
    this.openedAt = clock.seconds();
    this.seen = Seen.opened(openedAt);
    scan();
  }

  Tally tally() {
    return tally;
  }

  Seen seen() {
    return seen;
  }

  /// A second has passed.
  void second(boolean isRedisAlive) {
    var age = clock.seconds() - openedAt;
    if (age > 0 && age <= seconds && age % TICK_S == 0) {
      tick(isRedisAlive);
    }
  }

  private void tick(boolean isRedisAlive) {
    documents.use(account, clock.instant(), TICK_S);
    documents.subscription(account);
    tally = tally.plus(new Tally(0, 0, 1, 1, 1));
    var known = left;
    var age = clock.seconds() - fetchedAt;
    if (known == null || age >= lifeS || isSignalled(isRedisAlive)
        || (known <= 0 && age >= TICK_S)) {
      var now = scan();
      fetchedAt = clock.seconds();
      told(known, now);
      left = now;
    } else if (known != UNLIMITED) {
      var now = Math.max(0, known - TICK_S);
      told(known, now);
      left = now;
    }
  }

  /// A Redis that is away has no signal.
  private boolean isSignalled(boolean isRedisAlive) {
    try {
      return isRedisAlive && !redis.ask("GET", "credits_invalidated:" + account).isEmpty();
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /// Seconds that are left by the documents, all of them read.
  private long scan() {
    var hours = documents.hours(account, clock.instant());
    tally = tally.plus(new Tally(hours.size(), 1, 1, 0, 0));
    var used = hours.stream()
        .mapToLong(hour -> hour.get("transcription_seconds") instanceof Long s ? s : 0)
        .sum();
    var user = documents.subscription(account);
    return Boolean.TRUE.equals(user.get("subscription.unlimited"))
        ? UNLIMITED
        : Math.max(0, (user.get("subscription.grant_ms") instanceof Long ms ? ms : 0) / 1_000
            - used);
  }

  private void told(@Nullable Long before, long now) {
    var second = clock.seconds();
    if (now == 0) {
      seen = seen.exhausted(second);
    } else if (before != null && before == 0) {
      seen = seen.restored(second);
    }
    if (now == UNLIMITED) {
      seen = seen.unlimited(second);
    }
  }
}
