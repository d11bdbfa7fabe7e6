package dev.earshot.testkit;

import dev.earshot.core.app.AppId;
import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;
import java.util.UUID;

/// Names that no earlier test has used, so that a contract can run against a store that it shares.
final class Fresh {
  private Fresh() {}

  static AccountId account() {
    return new AccountId("account-" + UUID.randomUUID());
  }

  static AppId app() {
    return new AppId("app-" + UUID.randomUUID());
  }

  static String key() {
    return "key-" + UUID.randomUUID();
  }

  static StreamId stream() {
    return new StreamId(UUID.randomUUID());
  }
}
