package dev.earshot.core.preference;

import dev.earshot.core.identity.AccountId;
import reactor.core.publisher.Mono;

/// What users wish. All publishers are cold; each subscription is one read or one write.
public interface Preferences {
  /// How often the mentor may notify this user; [MentorFrequency#NEVER] for one who has chosen nothing or
  /// is not known.
  Mono<MentorFrequency> mentorFrequency(AccountId account);

  /// Sets it. The user is made known where it was not.
  Mono<Void> setMentorFrequency(AccountId account, MentorFrequency frequency);
}
