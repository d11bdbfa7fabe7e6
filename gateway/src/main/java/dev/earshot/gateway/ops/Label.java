package dev.earshot.gateway.ops;

import dev.earshot.core.credit.CreditNotices.Crossing;
import dev.earshot.core.credit.CreditRule.Step;
import dev.earshot.core.integration.HookNews.Drop;
import dev.earshot.core.integration.Outcome.Failure;
import dev.earshot.core.stream.EndReason;
import dev.earshot.core.transcript.Trouble;
import dev.earshot.core.translation.Translations;
import dev.earshot.core.usage.Unbilled;
import dev.earshot.firestore.DocumentOperations;
import dev.earshot.gateway.dialect.ClientEvent;
import dev.earshot.gateway.dialect.Spoken;
import dev.earshot.gateway.engine.EngineReport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A label of a meter with all the words that it can have. A word that is none of them becomes `other`, so
/// that nothing a client says, and no account, ever makes a series of its own.
///
/// @param words in the order in which they are listed
record Label(String name, List<String> words) {
  /// In place of a word that is not known.
  static final String OTHER = "other";

  static final Label DIALECT = of("dialect", Spoken.values());
  static final Label END = of("reason", EndReason.values());
  static final Label REFUSED = of("reason", Refused.values());
  static final Label SKIPPED = of("reason", ClientEvent.Reason.values());
  static final Label STATUS = of("status", "0", "400", "401", "402", "403", "404", "405", "408",
      "409", "413", "414", "426", "429", "431", "500", "503");
  static final Label KIND = new Label("kind", Stream
      .concat(Stream.of("billed"), Arrays.stream(Unbilled.values()).map(Label::word))
      .toList());
  static final Label ENGINE = of("engine", "sphinx", "scripted", "clock", "deepgram", "openai",
      "vosk", "vosk-local");
  static final Label STATE = of("state", EngineReport.State.values());
  static final Label TROUBLE = of("trouble", Trouble.values());
  static final Label BASE = of("base", "sound", "open_time");
  static final Label DECISION = of("decision", Step.values());
  static final Label CROSSING = of("crossing", Crossing.values());
  static final Label CALL = of("call", "fetch credit", "settle usage", "write the journal",
      "read the journal", "close the journal of a stream", "report to the counter",
      "report a settled stream", "look for orphans", "settle an orphan",
      "settle a stream of the last run", "notify of credit", "tell a client its credit",
      "write what recognisers cost");
  static final Label BETWEEN = of("between", "month_hours", "month_counter");
  static final Label DOCUMENT = of("kind", DocumentOperations.Kind.values());
  static final Label BILLED = of("billed", "read", "write");
  static final Label STRIPE_EVENT = of("type", "checkout.session.completed",
      "customer.subscription.created", "customer.subscription.updated",
      "customer.subscription.deleted", "subscription_schedule.completed",
      "subscription_schedule.canceled", OTHER);
  static final Label STRIPE_OUTCOME = of("outcome", "signalled", "waiting", "repeated", "ignored",
      "linked", "unknown_customer", "unknown_price", "unusable_account", "invalid_signature",
      "too_old", "invalid_payload", "failed", "busy");
  static final Label RECONCILED = of("outcome", "same", "changed", "failed", "unknown_price");
  static final Label SUPERSEDED = of("outcome", "cancelled", "refused");
  static final Label HOOK_FAILURE = of("why", Failure.values());
  static final Label HOOK_DROP = of("why", Drop.values());
  static final Label TRANSLATED = of("outcome", Translations.Outcome.values());
  static final Label FAMILY = of("family", "apps", "enabled_plugins",
      "get_popular_apps_data", "get_public_approved_apps_data", "is_tester", "mentor_frequency",
      "translate_v1", "translate_v2_neg", "user_apps_slice");
  static final Label CACHE_EVENT = of("event", "hit", "miss", "load", "failure", "stale",
      "eviction", "refused", "shared", "away", "poisoned");
  static final Label BUS_EVENT = of("event", "published", "unpublished", "received", "unknown",
      "poisoned", "failed", "gap");
  static final Label AREA = of("area", "heap", "direct");

  Label {
    words = List.copyOf(words);
  }

  private static Label of(String name, String... words) {
    return new Label(name, List.of(words));
  }

  private static Label of(String name, Enum<?>... words) {
    return new Label(name, Arrays.stream(words).map(Label::word).toList());
  }

  /// A constant, as meters name it.
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /// This word where it is one of them, else [#OTHER].
  String bounded(String said) {
    return words.contains(said) ? said : OTHER;
  }
}
