package dev.earshot.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connection's statements, each prepared once. One thread at a time.
final class Sql implements AutoCloseable {
  /// Makes a value of a row.
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Sql(Connection connection) {
    this.connection = connection;
  }

  /// Answers how many rows changed.
  int run(String text, @Nullable Object... values) throws SQLException {
    return use(PreparedStatement::executeUpdate, text, values);
  }

  /// The same for each of these rows, in a quarter of the time; answers how many rows each has changed.
  int[] runEach(String text, List<Object[]> rows) throws SQLException {
    return use(statement -> {
      for (var values : rows) {
        bind(statement, values);
        statement.addBatch();
      }
      return statement.executeBatch();
    }, text);
  }

  /// Changes tables; the driver takes some of these statements for questions.
  void define(String text) throws SQLException {
    try (var statement = connection.createStatement()) {
      var _ = statement.execute(text);
    }
  }

  <T> List<T> all(Reader<T> reader, String text, Object... values) throws SQLException {
    return use(statement -> {
      try (var rows = statement.executeQuery()) {
        var all = new ArrayList<T>();
        while (rows.next()) {
          all.add(reader.read(rows));
        }
        return List.copyOf(all);
      }
    }, text, values);
  }

  <T> Optional<T> first(Reader<T> reader, String text, Object... values) throws SQLException {
    return use(statement -> {
      try (var rows = statement.executeQuery()) {
        return rows.next() ? Optional.<T>of(reader.read(rows)) : Optional.<T>empty();
      }
    }, text, values);
  }

  /// All of the work or none of it. Takes the right to write at the beginning: two processes then
  /// wait for each other, where a later change of mind would fail.
  <T> T whole(Work<T> work) throws SQLException {
    return transaction("BEGIN IMMEDIATE", work);
  }

  /// Reads that all see the file at one moment, whatever another process writes meanwhile.
  <T> T atOneMoment(Work<T> reads) throws SQLException {
    return transaction("BEGIN DEFERRED", reads);
  }

  private <T> T transaction(String begin, Work<T> work) throws SQLException {
    run(begin);
    try {
      var result = work.on(this);
      run("COMMIT");
      return result;
    } catch (SQLException | RuntimeException e) {
      undo(e);
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private void undo(Exception cause) {
    try {
      run("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e); // SQLite has undone it by itself, or the file is gone
    }
  }

  /// The driver closes a statement that a disk has failed; it is prepared anew for whoever comes next.
  private <T> T use(Use<T> use, String text, @Nullable Object... values) throws SQLException {
    try {
      return use.of(bound(text, values));
    } catch (SQLException e) {
      var failed = prepared.remove(text);
      if (failed != null) {
        failed.close();
      }
      throw e;
    }
  }

  private PreparedStatement bound(String text, @Nullable Object... values) throws SQLException {
    var statement = prepared.get(text);
    if (statement == null) {
      statement = connection.prepareStatement(text);
      prepared.put(text, statement);
    }
    bind(statement, values);
    return statement;
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
