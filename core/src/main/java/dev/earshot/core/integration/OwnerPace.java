package dev.earshot.core.integration;

import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lets notifications of an account through as often as its owner wants them, and gives each the finals that
/// came since the one before, the last 20 at most.
///
/// Somebody who is spoken to all day hears once a minute at the most (5): what comes oftener is not read. An hour
/// (1) is the least that can still refer to what was said; the steps between are what calendars use. The first final of
/// an account goes at once. Instances do not know of each other: an account that speaks to two of them at once is
/// notified by both. Up to 10,000 accounts are remembered, those that spoke last. Safe for use by several threads.
final class OwnerPace {
  /// By frequency; 0 is never.
  private static final List<Optional<Duration>> EVERY = List.of(Optional.empty(), minutes(60),
      minutes(30), minutes(15), minutes(5), minutes(1));
  private static final int MOST_FINALS = 20;
  private static final int MOST_ACCOUNTS = 10_000;

  private final Map<AccountId, Recent> accounts = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<AccountId, Recent> eldest) {
      return size() > MOST_ACCOUNTS;
    }
  };

  private static final class Recent {
    private final Deque<Said> said = new ArrayDeque<>();
    private long dueMs = Long.MIN_VALUE;
  }

  /// The finals of its stream that the owner is told of now; none where it is too early.
  ///
  /// @param frequency 0 to 5; beyond them the nearer counts
  synchronized List<Said> take(Said next, int frequency) {
    var every = EVERY.get(Math.clamp(frequency, 0, EVERY.size() - 1));
    if (every.isEmpty()) {
      accounts.remove(next.account());
      return List.of();
    }
    var recent = accounts.computeIfAbsent(next.account(), _ -> new Recent());
    recent.said.add(next);
    if (recent.said.size() > MOST_FINALS) {
      recent.said.remove();
    }
    var now = next.at().toEpochMilli();
    if (now < recent.dueMs) {
      return List.of();
    }
    recent.dueMs = now + every.get().toMillis();
    var told = recent.said.stream().filter(said -> said.stream().equals(next.stream())).toList();
    recent.said.clear();
    return told;
  }

  private static Optional<Duration> minutes(long count) {
    return Optional.of(Duration.ofMinutes(count));
  }
}
