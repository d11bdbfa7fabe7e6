package dev.earshot.testkit;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.core.preference.Preferences;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/// Preferences in a map.
final class MemoryPreferences implements Preferences {
  private final Map<AccountId, MentorFrequency> frequencies = new ConcurrentHashMap<>();

  @Override
  public Mono<MentorFrequency> mentorFrequency(AccountId account) {
    return Mono.fromSupplier(() -> frequencies.getOrDefault(account, MentorFrequency.NEVER));
  }

  @Override
  public Mono<Void> setMentorFrequency(AccountId account, MentorFrequency frequency) {
    return Mono.fromRunnable(() -> frequencies.put(account, frequency));
  }
}
