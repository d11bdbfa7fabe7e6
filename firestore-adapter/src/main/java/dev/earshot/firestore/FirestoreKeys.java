package dev.earshot.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Precondition;
import com.google.cloud.firestore.Query;
import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.ApiKeys;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.identity.AccountId;
import dev.earshot.firestore.DocumentOperations.Kind;
import io.grpc.Status.Code;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Keys by their hash, which is the document's name: an id is how the name begins and needs no field.
final class FirestoreKeys implements ApiKeys {
  /// Behind every hexadecimal digit.
  private static final String BEHIND = "g";

  private final Calls calls;

  FirestoreKeys(Calls calls) {
    this.calls = calls;
  }

  @Override
  public Mono<Void> create(KeyHash hash, ApiKey key) {
    return calls.within(Mono.defer(() -> calls
        .commit(writes -> writes.as(Kind.KEY_CREATE)
            .create(Names.key(writes.store(), hash.hex()), fields(key)))
        .onErrorResume(failure -> Failures.is(failure, Code.ALREADY_EXISTS),
            _ -> at(hash).flatMap(there -> there.equals(key)
                ? Mono.<Void>empty()
                : Mono.error(new IllegalArgumentException(
                    "key: there already (expected: a new one)"))))));
  }

  @Override
  public Mono<ApiKey> find(KeyHash shown) {
    return calls.within(at(shown));
  }

  @Override
  public Mono<ApiKey> find(KeyId id) {
    return calls.within(named(id).map(FirestoreKeys::key));
  }

  @Override
  public Mono<List<ApiKey>> list(Page page) {
    return calls.within(calls.find(Kind.KEY_LIST, store -> query(store, page))
        .map(found -> found.getDocuments()
            .stream()
            .map(document -> key(document))
            .toList()));
  }

  /// Writes only what is still as it was read: of two who revoke at once, the first one's moment stays.
  @Override
  public Mono<ApiKey> revoke(KeyId id, Instant now) {
    return calls.within(named(id).flatMap(found -> {
      var key = key(found);
      var revoked = key.revoked(now);
      return key.equals(revoked)
          ? Mono.just(key)
          : calls.commit(writes -> writes.as(Kind.KEY_UPDATE)
              .update(found.getReference(),
                  Map.of(Names.REVOKED_AT,
                      MonthDocument.stamp(Objects.requireNonNull(revoked.revokedAt()))),
                  Precondition.updatedAt(Objects.requireNonNull(found.getUpdateTime()))))
              .thenReturn(revoked)
              .onErrorResume(failure -> Failures.is(failure, Code.FAILED_PRECONDITION),
                  _ -> named(id).map(FirestoreKeys::key));
    }));
  }

  /// A document of [Names#key].
  static ApiKey key(DocumentSnapshot found) {
    var fields = new Fields(found);
    return new ApiKey(new KeyHash(found.getId()).id(), new AccountId(fields.text(Names.ACCOUNT)),
        fields.has(Names.NAME) ? fields.text(Names.NAME) : ApiKey.NAMELESS,
        fields.moment(Names.AT), moment(fields, Names.VALID_UNTIL),
        moment(fields, Names.REVOKED_AT));
  }

  private Mono<ApiKey> at(KeyHash hash) {
    return calls.read(Kind.KEY_READ, store -> Names.key(store, hash.hex()))
        .filter(DocumentSnapshot::exists)
        .map(FirestoreKeys::key);
  }

  private Mono<DocumentSnapshot> named(KeyId id) {
    return calls.find(Kind.KEY_READ, store -> Names.keys(store)
        .whereGreaterThanOrEqualTo(FieldPath.documentId(), id.value())
        .whereLessThan(FieldPath.documentId(), id.value() + BEHIND)
        .limit(1))
        .flatMap(found -> Mono.justOrEmpty(found.getDocuments().stream().findFirst()));
  }

  private static Query query(Firestore store, Page page) {
    var account = page.account();
    var after = page.after();
    var keys = account == null
        ? Names.keys(store)
        : Names.keys(store).whereEqualTo(Names.ACCOUNT, account.value());
    var rest = after == null
        ? keys
        : keys.whereGreaterThan(FieldPath.documentId(), after.value() + BEHIND);
    return rest.orderBy(FieldPath.documentId()).limit(page.most());
  }

  private static Map<String, Object> fields(ApiKey key) {
    var fields = new HashMap<String, Object>(Map.of(Names.ACCOUNT, key.account().value(),
        Names.NAME, key.name(), Names.AT, MonthDocument.stamp(key.createdAt())));
    if (key.expiresAt() != null) {
      fields.put(Names.VALID_UNTIL, MonthDocument.stamp(key.expiresAt()));
    }
    if (key.revokedAt() != null) {
      fields.put(Names.REVOKED_AT, MonthDocument.stamp(key.revokedAt()));
    }
    return fields;
  }

  private static @Nullable Instant moment(Fields fields, String name) {
    return fields.has(name) ? fields.moment(name) : null;
  }
}
