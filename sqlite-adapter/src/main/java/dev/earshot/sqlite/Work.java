package dev.earshot.sqlite;

import java.sql.SQLException;

/// Something to do with the file.
interface Work<T> {
  T on(Sql sql) throws SQLException;
}
