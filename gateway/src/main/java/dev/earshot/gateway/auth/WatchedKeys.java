package dev.earshot.gateway.auth;

import dev.earshot.core.account.KeyId;
import dev.earshot.core.identity.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The keys that open streams came in with, and which of them have to be asked for. Bounded by the open
/// streams. One lock, held for moments.
final class WatchedKeys {
  /// A key is read some moments before its stream is watched: what is announced in between must not be
  /// lost.
  private static final Duration BETWEEN = Duration.ofSeconds(30);
  private static final int REMEMBERED = 1_024;

  private final InstantSource clock;
  private final Map<AccountId, Set<KeyId>> accounts = new HashMap<>();
  private final Map<KeyId, Set<Ear>> ears = new HashMap<>();
  private final LinkedHashSet<KeyId> due = new LinkedHashSet<>();
  private final Set<KeyId> failed = new HashSet<>();
  private final LinkedHashMap<AccountId, Instant> changes = new LinkedHashMap<>();
  private Instant anyChangedAt = Instant.MIN;

  WatchedKeys(InstantSource clock) {
    this.clock = clock;
  }

  /// One stream that wants to hear of its key. Two are never equal.
  static final class Ear {
    private final AccountId account;
    private final KeyId key;
    private final Runnable onRevoked;

    private Ear(AccountId account, KeyId key, Runnable onRevoked) {
      this.account = account;
      this.key = key;
      this.onRevoked = onRevoked;
    }
  }

  synchronized Ear add(AccountId account, KeyId key, Runnable onRevoked) {
    var ear = new Ear(account, key, onRevoked);
    ears.computeIfAbsent(key, _ -> new HashSet<>()).add(ear);
    accounts.computeIfAbsent(account, _ -> new HashSet<>()).add(key);
    var since = clock.instant().minus(BETWEEN);
    if (anyChangedAt.isAfter(since)
        || changes.getOrDefault(account, Instant.MIN).isAfter(since)) {
      due.add(key);
    }
    return ear;
  }

  synchronized void remove(Ear ear) {
    var others = ears.get(ear.key);
    if (others != null && others.remove(ear) && others.isEmpty()) {
      forget(ear.account, ear.key);
    }
  }

  /// The keys of this account are due.
  synchronized void ask(AccountId account) {
    changes.remove(account);
    changes.put(account, clock.instant()); // the youngest is the last
    if (changes.size() > REMEMBERED) {
      var eldest = changes.pollFirstEntry();
      anyChangedAt = eldest.getValue().isAfter(anyChangedAt) ? eldest.getValue() : anyChangedAt;
    }
    due.addAll(accounts.getOrDefault(account, Set.of()));
  }

  /// All keys are due, for any of them may have changed.
  synchronized void missed() {
    anyChangedAt = clock.instant();
    askAll();
  }

  /// All keys are due.
  synchronized void askAll() {
    due.addAll(ears.keySet());
  }

  /// The keys that could not be asked for are due.
  synchronized void askFailed() {
    due.addAll(failed);
    failed.clear();
  }

  synchronized boolean isIdle() {
    return due.isEmpty();
  }

  /// Takes some that are due.
  synchronized List<KeyId> due(int most) {
    var taken = due.stream().limit(most).toList();
    taken.forEach(due::remove);
    return taken;
  }

  synchronized void failed(KeyId key) {
    if (ears.containsKey(key)) {
      failed.add(key);
    }
  }

  /// Whom to tell that this key lets nobody in any more; each is given out once.
  synchronized List<Runnable> revoked(KeyId key) {
    var told = new ArrayList<Runnable>();
    var leaving = ears.getOrDefault(key, Set.of());
    leaving.forEach(ear -> told.add(ear.onRevoked));
    List.copyOf(leaving).forEach(ear -> forget(ear.account, key));
    return told;
  }

  synchronized int size() {
    return ears.size();
  }

  private void forget(AccountId account, KeyId key) {
    ears.remove(key);
    due.remove(key);
    failed.remove(key);
    var keys = accounts.get(account);
    if (keys != null && keys.remove(key) && keys.isEmpty()) {
      accounts.remove(account);
    }
  }
}
