package dev.earshot.firestore;

import static dev.earshot.firestore.Stores.answerOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.account.Plans;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import dev.earshot.core.usage.Settle;
import dev.earshot.core.usage.UsageAudit.Sums;
import java.time.YearMonth;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirestoreAuditTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  private final AccountId account = new AccountId("ann-" + UUID.randomUUID());
  private final StreamId stream = new StreamId(UUID.randomUUID());
  private final FirestoreStore store = Stores.open(FirestoreAuditTest.class, Plans.none(),
      Stores.NOW, DocumentOperations.UNHEARD);
  private final Documents documents = new Documents(Stores.settings(FirestoreAuditTest.class));

  @AfterEach
  void close() {
    documents.close();
    store.close();
  }

  @Test
  void sums_ofTheSeedsHoursAndOurs_agree() throws Exception {
    documents.seedHours(account, NOVEMBER, 3, 60);
    settle(0, 1_500);
    settle(1_500, 7_777);

    assertThat(sums()).isEqualTo(new Sums(187_777, 187_777)).matches(s -> s.driftMs() == 0);
  }

  @Test
  void sums_somebodyChangedAnHour_tellsHowFarTheyAreApart() throws Exception {
    settle(0, 10_000);
    documents.set(Documents.hour(account, "2026-11-22T10:00Z"), Map.of("year", 2026, "month", 11,
        "transcription_ms", 4_000, "transcription_ms_seconds", 4, "transcription_seconds", 4));

    assertThat(sums()).isEqualTo(new Sums(10_000, 4_000)).matches(s -> s.driftMs() == 6_000);
  }

  @Test
  void sums_ofAnUnknownAccount_areNothing() {
    assertThat(sums()).isEqualTo(new Sums(0, 0));
  }

  private Sums sums() {
    return answerOf(store.audit().sums(account, NOVEMBER));
  }

  private void settle(long from, long to) {
    answerOf(store.ledger().settle(new Settle(stream, account, NOVEMBER, from, to)));
  }
}
