package dev.earshot.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.signal.SignalIntent;
import dev.earshot.core.signal.SignalOutbox;
import dev.earshot.firestore.DocumentOperations.Kind;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/// Changes that are to be announced, a document each.
final class FirestoreOutbox implements SignalOutbox {
  private final Calls calls;

  FirestoreOutbox(Calls calls) {
    this.calls = calls;
  }

  @Override
  public Mono<Void> put(SignalIntent intent) {
    return calls.within(calls.commit(writes -> writes.as(Kind.OUTBOX_WRITE)
        .set(Names.intent(writes.store(), intent.id()),
            Map.of(Names.ID, intent.id(), Names.ACCOUNT, intent.account().value(), Names.SINCE,
                MonthDocument.stamp(intent.since()), Names.DUE_AT,
                MonthDocument.stamp(intent.dueAt())))));
  }

  @Override
  public Mono<Void> remove(String id) {
    return calls.within(calls.commit(
        writes -> writes.as(Kind.OUTBOX_WRITE).delete(Names.intent(writes.store(), id))));
  }

  @Override
  public Mono<List<SignalIntent>> waiting() {
    return calls.within(calls
        .find(Kind.OUTBOX_READ,
            store -> Names.intents(store).orderBy(Names.DUE_AT).limit(MOST))
        .map(found -> found.getDocuments().stream().map(document -> intent(document)).toList()));
  }

  private static SignalIntent intent(DocumentSnapshot found) {
    var fields = new Fields(found);
    return new SignalIntent(fields.text(Names.ID), new AccountId(fields.text(Names.ACCOUNT)),
        fields.moment(Names.SINCE), fields.moment(Names.DUE_AT));
  }
}
