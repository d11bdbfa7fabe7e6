package dev.earshot.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.identity.AccountId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The emulator asks for no index and has no TTL, so what the real service is given is checked here.
class IndexesTest {
  private static final AccountId ACCOUNT = new AccountId("zoe");

  @Test
  void indexes_names_areThoseOfTheDocuments() throws IOException {
    assertThat(all("collectionGroup")).isEqualTo(collections());
    assertThat(all("fieldPath")).containsExactlyInAnyOrder("*", Names.ACCOUNT,
        Names.CUSTOMER, Names.DUE_AT,
        Names.EXPIRES_AT, Names.YEAR, Names.MONTH, Names.SECONDS, Names.MS, Names.MS_SECONDS);
  }

  private static Set<String> collections() {
    try (var documents = new Documents(StoreSettings.of("indexes").onEmulator("127.0.0.1:1"))) {
      return new TreeSet<>(Set.of(Names.HOURS,
          documents.collection(Documents.settle(ACCOUNT, "id")),
          documents.collection(Documents.month(ACCOUNT, YearMonth.of(2026, 11))),
          documents.collection(store -> Names.topUp(store, ACCOUNT, "id")),
          documents.collection(store -> Names.event(store, "id")),
          documents.collection(store -> Names.customer(store, "id")),
          documents.collection(store -> Names.subscription(store, "id")),
          documents.collection(store -> Names.intent(store, "id")),
          documents.collection(store -> Names.key(store, "hash"))));
    }
  }

  private static Set<String> all(String field) throws IOException {
    var text = Files.readString(Path.of("../deploy/firestore/firestore.indexes.json"));
    var found = new TreeSet<String>();
    var matcher = Pattern.compile('"' + field + "\": \"([^\"]+)\"").matcher(text);
    while (matcher.find()) {
      found.add(Objects.requireNonNull(matcher.group(1)));
    }
    return found;
  }
}
