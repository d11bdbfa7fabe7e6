package dev.earshot.firestore;

import com.google.cloud.firestore.SetOptions;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.core.preference.Preferences;
import dev.earshot.firestore.DocumentOperations.Kind;
import java.util.Map;
import reactor.core.publisher.Mono;

/// What users wish: one field of `users/{uid}`, and only that one travels.
final class FirestorePreferences implements Preferences {
  private final Calls calls;

  FirestorePreferences(Calls calls) {
    this.calls = calls;
  }

  @Override
  public Mono<MentorFrequency> mentorFrequency(AccountId account) {
    return calls.within(calls
        .read(Kind.MENTOR_READ, store -> Names.user(store, account), Names.MENTOR_FREQUENCY)
        .map(found -> {
          var fields = new Fields(found);
          if (!fields.has(Names.MENTOR_FREQUENCY)) {
            return MentorFrequency.NEVER;
          }
          var value = fields.amount(Names.MENTOR_FREQUENCY);
          if (value > MentorFrequency.MOST) {
            throw fields.broken(Names.MENTOR_FREQUENCY, "0.." + MentorFrequency.MOST);
          }
          return new MentorFrequency((int) value);
        }));
  }

  @Override
  public Mono<Void> setMentorFrequency(AccountId account, MentorFrequency frequency) {
    return calls.within(calls.commit(writes -> writes.as(Kind.MENTOR_MERGE)
        .set(Names.user(writes.store(), account),
            Map.of(Names.MENTOR_FREQUENCY, frequency.value()), SetOptions.merge())));
  }
}
