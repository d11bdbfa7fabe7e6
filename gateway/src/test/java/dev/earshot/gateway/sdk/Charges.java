package dev.earshot.gateway.sdk;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/// What the ledger of a gateway has charged to each account.
///
/// @param data folder of the gateway
record Charges(Path data) {
  /// Milliseconds, 0 where it has charged nothing yet.
  long of(String account) {
    try (var file = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("earshot.db"));
        var asked = file.prepareStatement(
            "SELECT total(used_ms) FROM usage_months WHERE account = ?")) {
      asked.setString(1, account);
      try (var rows = asked.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
