package dev.earshot.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.usage.UsageHistory.Hour;
import dev.earshot.core.usage.UsageHistory.Span;
import dev.earshot.sqlite.StoreException.Unusable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class SqliteFileTest {
  private static final int PAGE = 4_096;

  private final Path dir;
  private final Path file;

  SqliteFileTest(@TempDir Path dir) {
    this.dir = dir;
    file = dir.resolve("earshot.db");
  }

  @Test
  void open_newerVersion_saysSoAndLeavesItAlone() throws SQLException, IOException {
    create();
    change("PRAGMA user_version = 99");
    var before = Files.readAllBytes(file);

    assertThatThrownBy(this::create).isInstanceOf(Unusable.class)
        .hasMessageContaining("file: " + file)
        .hasMessageContaining("has version 99 (expected: 0..8");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void open_fileOfTheSecondVersion_keepsItsKeys() throws SQLException {
    create();
    change("DROP INDEX account_keys_of_account");
    for (var column : List.of("name", "created_at", "expires_at", "revoked_at")) {
      change("ALTER TABLE account_keys DROP COLUMN " + column);
    }
    dropApps();
    change("ALTER TABLE usage_months DROP COLUMN erased");
    for (var table : List.of("engine_costs", "usage_hours", "operator_keys",
        "operator_deeds", "billing_events", "billing_customers",
        "billing_subscriptions", "signal_outbox")) {
      change("DROP TABLE " + table);
    }
    change("PRAGMA user_version = 2");
    change("INSERT INTO accounts (account) VALUES ('zoë')");
    // printf 'open sesame' | sha256sum
    change("INSERT INTO account_keys (key_sha256, account) VALUES"
        + " (x'41ef4bb0b23661e66301aac36066912dac037827b4ae63a7b1165a5aa93ed4eb', 'zoë')");

    try (var store = SqliteStore.open(file, InstantSource.system())) {
      assertThat(store.accounts().holderOf("open sesame").block()).hasToString("zoë");
      assertThat(store.apiKeys().find(new KeyId("41ef4bb0b23661e6")).block())
          .isEqualTo(new ApiKey(new KeyId("41ef4bb0b23661e6"), new AccountId("zoë"),
              ApiKey.NAMELESS, Instant.EPOCH, null, null));
    }
  }

  @Test
  void open_fileOfTheFourthVersion_hasItsUseInTheFirstHours() throws SQLException {
    create();
    change("DROP TABLE usage_hours");
    change("ALTER TABLE usage_months DROP COLUMN erased");
    for (var table : List.of("operator_keys", "operator_deeds", "billing_events",
        "billing_customers", "billing_subscriptions", "signal_outbox")) {
      change("DROP TABLE " + table);
    }
    dropApps();
    change("PRAGMA user_version = 4");
    change("INSERT INTO usage_months (account, month, used_ms) VALUES ('zoë', '2026-10', 700),"
        + " ('zoë', '2026-11', 900), ('ann', '2026-11', 5)");

    try (var store = SqliteStore.open(file, InstantSource.system())) {
      var start = Instant.parse("2026-10-15T00:00:00Z");
      assertThat(store.history()
          .hours(new AccountId("zoë"), new Span(start, start.plus(Duration.ofDays(30))))
          .block()).containsExactly(new Hour(Instant.parse("2026-11-01T00:00:00Z"), 900));
      assertThat(store.allowances()
          .fetch(new AccountId("zoë"), start)
          .map(balance -> balance.allowance().usedMs())
          .block()).isEqualTo(700);
    }
  }

  @Test
  void open_anotherProgramsFile_saysSoAndLeavesItAlone() throws SQLException, IOException {
    change("CREATE TABLE recipes (name TEXT)");
    var before = Files.readAllBytes(file);

    assertThatThrownBy(this::create).isInstanceOf(Unusable.class)
        .hasMessageContaining("another program's");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void open_noDirectory_saysSo() {
    assertThatThrownBy(() -> open(dir.resolve("missing").resolve("earshot.db")))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("expected: a file, or none, in a directory that exists");
  }

  @Test
  void open_directory_saysSo() {
    assertThatThrownBy(() -> open(dir)).isInstanceOf(Unusable.class)
        .hasMessageContaining("expected: a file, or none, in a directory that exists");
  }

  @Test
  void open_notSqlite_saysSo() throws IOException {
    Files.writeString(file, "What has it got in its pocketses? ".repeat(100));

    assertThatThrownBy(this::create).isInstanceOf(Unusable.class)
        .hasMessageContaining("file: " + file + " (expected: an SQLite file, or none)");
  }

  @Test
  void open_tornFile_saysSo() throws IOException {
    create();
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }

    assertThatThrownBy(this::create).isInstanceOf(Unusable.class)
        .hasMessageContaining("file: " + file + " (expected: a whole SQLite file");
  }

  @Test
  void open_brokenPage_saysSo() throws IOException {
    create();
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.position(PAGE).write(ByteBuffer.wrap(new byte[PAGE])); // the table of accounts
    }

    assertThatThrownBy(this::create).isInstanceOf(Unusable.class)
        .hasMessageContaining("file: " + file + " (expected: a whole SQLite file; restore a copy)");
  }

  @Test
  void open_new_writesAheadAndChecksReferences() throws SQLException {
    try (var sql = SqliteFile.open(file)) {
      assertThat(sql.first(row -> row.getString(1), "PRAGMA journal_mode")).hasValue("wal");
      assertThat(sql.first(row -> row.getInt(1), "PRAGMA synchronous")).hasValue(1);
      assertThat(sql.first(row -> row.getInt(1), "PRAGMA foreign_keys")).hasValue(1);
      assertThat(sql.first(row -> row.getInt(1), "PRAGMA busy_timeout")).hasValue(5_000);
    }
  }

  @Test
  void open_newFileFromManyThreads_makesItOnce() {
    var stores = Flux.fromStream(IntStream.range(0, 8).boxed())
        .flatMap(_ -> Mono.fromCallable(() -> SqliteStore.open(file, InstantSource.system()))
            .subscribeOn(Schedulers.boundedElastic()), 8)
        .collectList()
        .block();

    for (var store : stores == null ? List.<SqliteStore>of() : stores) {
      assertThat(store.accounts().holderOf(UUID.randomUUID().toString()).block()).isNull();
      store.close();
    }
    assertThat(stores).hasSize(8);
  }

  /// Takes back the step of apps.
  private void dropApps() throws SQLException {
    for (var table : List.of("apps", "app_reviews", "enabled_apps", "tester_apps", "testers",
        "preferences")) {
      change("DROP TABLE " + table);
    }
  }

  private void create() {
    open(file);
  }

  private static void open(Path path) {
    SqliteStore.open(path, InstantSource.system()).close();
  }

  private void change(String statement) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var change = connection.createStatement()) {
      change.execute(statement);
    }
  }
}
