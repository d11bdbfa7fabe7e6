package dev.earshot.sqlite;

import dev.earshot.core.account.KeyHash;
import dev.earshot.core.account.KeyId;
import dev.earshot.core.operator.OperatorKey;
import dev.earshot.core.operator.OperatorKeys;
import dev.earshot.core.operator.OperatorScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/// Keys of the operations port by their hash, which is the table's own order.
final class SqliteOperatorKeys implements OperatorKeys {
  private static final String COLUMNS = """
      SELECT lower(hex(key_sha256)), name, scopes, created_at, revoked_at FROM operator_keys
      """;

  private final Database database;

  SqliteOperatorKeys(Database database) {
    this.database = database;
  }

  @Override
  public Mono<Void> create(KeyHash hash, OperatorKey key) {
    return database.askWhole(sql -> {
      sql.run("""
          INSERT INTO operator_keys (key_sha256, name, scopes, created_at)
          SELECT ?, ?, ?, ? WHERE (SELECT count(*) FROM operator_keys) < ?
          ON CONFLICT DO NOTHING""",
          hash.bytes(), key.name(), words(key), key.createdAt().toEpochMilli(), MOST);
      if (!at(sql, hash).equals(Optional.of(key))) {
        throw new IllegalArgumentException(
            "key: there already, or " + MOST + " are (expected: a new one)");
      }
      return true;
    }).then();
  }

  @Override
  public Mono<OperatorKey> find(KeyHash shown) {
    return database.find(sql -> at(sql, shown));
  }

  @Override
  public Mono<List<OperatorKey>> list() {
    return database
        .ask(sql -> sql.all(SqliteOperatorKeys::key, COLUMNS + "ORDER BY key_sha256"));
  }

  @Override
  public Mono<OperatorKey> revoke(KeyId id, Instant now) {
    return database.askWhole(sql -> {
      sql.run("UPDATE operator_keys SET revoked_at = ? WHERE revoked_at IS NULL AND "
          + "lower(hex(substr(key_sha256, 1, 8))) = ?", now.toEpochMilli(), id.value());
      return sql.first(SqliteOperatorKeys::key,
          COLUMNS + "WHERE lower(hex(substr(key_sha256, 1, 8))) = ?", id.value());
    }).flatMap(Mono::justOrEmpty);
  }

  private static Optional<OperatorKey> at(Sql sql, KeyHash hash) throws SQLException {
    return sql.first(SqliteOperatorKeys::key, COLUMNS + "WHERE key_sha256 = ?", hash.bytes());
  }

  private static String words(OperatorKey key) {
    return key.scopes()
        .stream()
        .map(OperatorScope::word)
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static OperatorKey key(ResultSet row) throws SQLException {
    var revoked = row.getLong(5);
    var revokedAt = row.wasNull() ? null : Instant.ofEpochMilli(revoked);
    return new OperatorKey(new KeyHash(row.getString(1)).id(), row.getString(2),
        Stream.of(row.getString(3).split(" ", -1))
            .map(OperatorScope::of)
            .collect(Collectors.toSet()),
        Instant.ofEpochMilli(row.getLong(4)), revokedAt);
  }
}
