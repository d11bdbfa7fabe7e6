package dev.earshot.core.integration;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.identity.StreamId;

/// What one app is told of one stream, in order: one batch after the other.
///
/// @param app its id, or [#OWNER]
public record Line(AccountId account, String app, StreamId stream) {
  /// In place of an app: the account's owner, who is notified.
  public static final String OWNER = "@owner";
}
