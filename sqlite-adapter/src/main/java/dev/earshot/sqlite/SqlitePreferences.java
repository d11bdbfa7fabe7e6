package dev.earshot.sqlite;

import dev.earshot.core.identity.AccountId;
import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.core.preference.Preferences;
import reactor.core.publisher.Mono;

/// What users wish, a row each.
final class SqlitePreferences implements Preferences {
  private final Database database;

  SqlitePreferences(Database database) {
    this.database = database;
  }

  @Override
  public Mono<MentorFrequency> mentorFrequency(AccountId account) {
    return database.ask(sql -> sql.first(row -> new MentorFrequency(row.getInt(1)),
        "SELECT mentor_frequency FROM preferences WHERE account = ?", account.value())
        .orElse(MentorFrequency.NEVER));
  }

  @Override
  public Mono<Void> setMentorFrequency(AccountId account, MentorFrequency frequency) {
    return database.ask(sql -> sql.run(
        "INSERT INTO preferences (account, mentor_frequency) VALUES (?, ?)"
            + " ON CONFLICT DO UPDATE SET mentor_frequency = excluded.mentor_frequency",
        account.value(), frequency.value())).then();
  }
}
