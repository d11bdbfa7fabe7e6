package dev.earshot.sqlite;

import dev.earshot.core.account.ApiKey;
import dev.earshot.core.account.ApiKeys;
import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.identity.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Keys by their hash, which is the table's own order: an id is a range of it and needs no index.
final class SqliteKeys implements ApiKeys {
  private static final String COLUMNS = """
      SELECT key_sha256, account, name, created_at, expires_at, revoked_at FROM account_keys
      """;
  private static final String BY_ID = "key_sha256 BETWEEN ? AND ?";
  private static final HexFormat HEX = HexFormat.of();
  private static final String LOWEST = "00".repeat(24);
  private static final String HIGHEST = "ff".repeat(24);

  private final Database database;

  SqliteKeys(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Void> create(KeyHash hash, ApiKey key) {
    return database.askWhole(sql -> {
      put(sql, hash, key);
      if (!at(sql, hash).equals(Optional.of(key))) {
        throw new IllegalArgumentException("key: there already (expected: a new one)");
      }
      return true;
    }).then();
  }

  @Override
  public Mono<ApiKey> find(KeyHash shown) {
    return database.find(sql -> at(sql, shown));
  }

  @Override
  public Mono<ApiKey> find(KeyId id) {
    return database.find(sql -> of(sql, id));
  }

  @Override
  public Mono<List<ApiKey>> list(Page page) {
    var account = page.account();
    var after = page.after() == null ? new byte[0] : highest(page.after());
    return database.ask(sql -> account == null
        ? sql.all(SqliteKeys::key, COLUMNS + "WHERE key_sha256 > ? ORDER BY key_sha256 LIMIT ?",
            after, page.most())
        : sql.all(SqliteKeys::key,
            COLUMNS + "WHERE account = ? AND key_sha256 > ? ORDER BY key_sha256 LIMIT ?",
            account.value(), after, page.most()));
  }

  @Override
  public Mono<ApiKey> revoke(KeyId id, Instant now) {
    return database.askWhole(sql -> {
      sql.run("UPDATE account_keys SET revoked_at = ? WHERE revoked_at IS NULL AND " + BY_ID,
          now.toEpochMilli(), lowest(id), highest(id));
      return of(sql, id);
    }).flatMap(Mono::justOrEmpty);
  }

  /// Leaves what is there as it is.
  static void put(Sql sql, KeyHash hash, ApiKey key) throws SQLException {
    sql.run("INSERT INTO accounts (account, subscribed) VALUES (?, 0) ON CONFLICT DO NOTHING",
        key.account().value());
    sql.run("""
        INSERT INTO account_keys (key_sha256, account, name, created_at, expires_at, revoked_at)
        VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
        hash.bytes(), key.account().value(), key.name(), key.createdAt().toEpochMilli(),
        millis(key.expiresAt()), millis(key.revokedAt()));
  }

  static Optional<ApiKey> at(Sql sql, KeyHash hash) throws SQLException {
    return sql.first(SqliteKeys::key, COLUMNS + "WHERE key_sha256 = ?", hash.bytes());
  }

  private static Optional<ApiKey> of(Sql sql, KeyId id) throws SQLException {
    return sql.first(SqliteKeys::key, COLUMNS + "WHERE " + BY_ID, lowest(id), highest(id));
  }

  private static byte[] lowest(KeyId id) {
    return HEX.parseHex(id.value() + LOWEST);
  }

  private static byte[] highest(KeyId id) {
    return HEX.parseHex(id.value() + HIGHEST);
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(new KeyHash(HEX.formatHex(row.getBytes(1))).id(),
        new AccountId(row.getString(2)), row.getString(3), Instant.ofEpochMilli(row.getLong(4)),
        moment(row, 5), moment(row, 6));
  }

  private static @Nullable Long millis(@Nullable Instant moment) {
    return moment == null ? null : moment.toEpochMilli();
  }

  private static @Nullable Instant moment(ResultSet row, int column) throws SQLException {
    var millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
