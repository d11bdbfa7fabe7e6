package dev.earshot.firestore;

import static dev.earshot.firestore.DocumentOperations.Kind.KEY_CREATE;
import static dev.earshot.firestore.DocumentOperations.Kind.KEY_LIST;
import static dev.earshot.firestore.DocumentOperations.Kind.KEY_READ;
import static dev.earshot.firestore.DocumentOperations.Kind.KEY_UPDATE;
import static dev.earshot.firestore.Stores.answerOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.ApiKeys.Page;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.Plans;
import dev.earshot.core.identity.AccountId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/// What keys cost, and what lies in the database.
class FirestoreKeysTest {
  private final AccountId account = new AccountId("zoë-" + UUID.randomUUID());
  private final KeyHash hash = KeyHash.of("key-" + UUID.randomUUID());
  private final ApiKey key = ApiKey.fresh(hash, account, "van", Stores.NOW,
      Stores.NOW.plusSeconds(60));
  private final Counted operations = new Counted();
  private final FirestoreStore store = Stores.open(FirestoreKeysTest.class, Plans.none(),
      Stores.NOW, operations);
  private final Documents documents = new Documents(Stores.settings(FirestoreKeysTest.class));

  @AfterEach
  void close() {
    documents.close();
    store.close();
  }

  @Test
  void create_key_isOneDocumentNamedByItsHash() throws Exception {
    store.apiKeys().create(hash, key).block();
    assertThat(operations.take()).isEqualTo(Map.of(KEY_CREATE, 1));

    var document = documents.get(firestore -> Names.key(firestore, hash.hex()));
    assertThat(document.getData()).containsOnlyKeys("account", "name", "at", "valid_until")
        .containsEntry("account", account.value())
        .containsEntry("name", "van");
  }

  @Test
  void find_key_isOneRead() {
    store.apiKeys().create(hash, key).block();
    operations.take();

    answerOf(store.apiKeys().find(hash));
    assertThat(operations.take()).isEqualTo(Map.of(KEY_READ, 1));
    answerOf(store.apiKeys().find(hash.id()));
    assertThat(operations.take()).isEqualTo(Map.of(KEY_READ, 1));
    answerOf(store.apiKeys().list(new Page(account, null, 10)));
    assertThat(operations.take()).isEqualTo(Map.of(KEY_LIST, 1));
  }

  @Test
  void revoke_again_writesNothing() {
    store.apiKeys().create(hash, key).block();
    operations.take();

    answerOf(store.apiKeys().revoke(hash.id(), Stores.NOW));
    assertThat(operations.take()).isEqualTo(Map.of(KEY_READ, 1, KEY_UPDATE, 1));
    answerOf(store.apiKeys().revoke(hash.id(), Stores.NOW.plusSeconds(1)));
    assertThat(operations.take()).isEqualTo(Map.of(KEY_READ, 1));
  }

  @Test
  void revoke_manyAtOnce_areToldOneMoment() {
    store.apiKeys().create(hash, key).block();

    var told = answerOf(Flux.range(1, 8)
        .flatMap(n -> store.apiKeys().revoke(hash.id(), Stores.NOW.plusSeconds(n)), 8)
        .collectList());

    assertThat(told).hasSize(8).containsOnly(answerOf(store.apiKeys().find(hash)));
  }
}
