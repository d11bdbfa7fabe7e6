package dev.earshot.gateway.ops;

import static dev.earshot.gateway.ops.Metric.Type.EVENTS;
import static dev.earshot.gateway.ops.Metric.Type.GAUGE;
import static dev.earshot.gateway.ops.Metric.Type.HISTOGRAM;
import static dev.earshot.gateway.ops.Metric.Type.TOTAL;

import java.util.List;
import java.util.Set;

/// Every meter that this gateway has: nothing else is registered. The table in `docs/operations.md` is made
/// of it (`MetricTableTest`).
enum Metric {
  STREAMS_OPEN(GAUGE, "streams.open", "streams that are open now"), //
  DIALECT_STREAMS(GAUGE, "dialect.streams.open", "the same by dialect", Label.DIALECT), //
  STREAMS_ENDED(EVENTS, "streams.ended",
      "how streams ended, see [How streams end](#how-streams-end)", Label.END), //
  ADMISSIONS(EVENTS, "admissions",
      "streams that were let in: their key is known, and the account had a place left",
      Label.DIALECT), //
  REFUSALS(EVENTS, "refusals",
      "streams that were not. The client's: `bad_request`, `key`, `not_allowed`, `no_credit`, `too_many`. Ours, see [Room](#room): `no_recogniser`, `recogniser_late`, `loop_late`, `memory_full`; and `store_away`",
      Label.DIALECT, Label.REFUSED), //
  UPGRADES_REFUSED(EVENTS, "upgrades.refused",
      "requests that did not become a stream; 408: not complete in time, 0: nothing that could be answered",
      Label.STATUS), //
  FRAMES_SKIPPED(EVENTS, "frames.skipped", "messages that could not be used", Label.SKIPPED), //
  AUDIO(EVENTS, "audio.ms",
      "sound, counted while streams go on, each second: `billed`, or why not: `exhausted`, `credit_unknown`, `silence`, `discarded`, `own_recognition`",
      Label.KIND), //
  FIRST_PARTIAL(HISTOGRAM, "first.partial.seconds",
      "for each utterance, from its first sound until its first words, guessed or final",
      Label.DIALECT), //
  FINALISATION(HISTOGRAM, "finalisation.seconds",
      "for each utterance, from its last sound until its final words", Label.DIALECT), //
  CURSOR_LAG(HISTOGRAM, "cursor.lag.seconds",
      "by how much sound the words are behind, at each guess and final", Label.DIALECT), //
  ENGINE_AVAILABLE(GAUGE, "engine.available",
      "1: streams go to at least one address of this recogniser", Label.ENGINE), //
  ENGINE_TARGETS(GAUGE, "engine.targets",
      "addresses of a recogniser by state: `available`; `resting`, its breaker is open; `on_trial`, half open; `quarantined`, its key or account is refused; `left`, an operator's order",
      Label.ENGINE, Label.STATE), //
  LEGS_OPEN(GAUGE, "engine.legs.open", "streams that a recogniser hears", Label.ENGINE), //
  LEGS(TOTAL, "engine.legs", "streams that a recogniser was given", Label.ENGINE), //
  ENGINE_FAILURES(TOTAL, "engine.failures",
      "those that it failed: `lost`, `busy`, `refused`, `stalled`, `mute`, `garbled`", Label.ENGINE,
      Label.TROUBLE), //
  FAILOVERS(EVENTS, "failovers",
      "how often a recogniser failed a stream, whether another could go on or not", Label.TROUBLE), //
  REPLAYED(EVENTS, "replayed.ms", "sound that was sent again to the next recogniser"), //
  AUDIO_GAP(EVENTS, "audio.gap.ms", "sound of which no words came", Label.TROUBLE), //
  UPSTREAM(TOTAL, "upstream.ms",
      "what it was given: `sound`, `open_time`", Label.ENGINE, Label.BASE), //
  ENGINE_MONEY(TOTAL, "engine.money",
      "what that costs, by `EARSHOT_ENGINE_PRICES` and the base that the recogniser is paid for; 0 where no price is set",
      Label.ENGINE), //
  CREDIT_DECISIONS(EVENTS, "credit.decisions",
      "what ticks did: `fetch` asked the ledger, `renew` believed the counter, `subtract` took the use off, `nothing`",
      Label.DECISION), //
  CREDIT_NOTICES(EVENTS, "credit.notices",
      "accounts that were told that little or nothing is left, by this instance for all",
      Label.CROSSING), //
  CREDIT_BLIND(EVENTS, "credit.blind.ms",
      "sound that was used while no store could tell what is left"), //
  USAGE_FAULTS(EVENTS, "usage.faults",
      "calls to the stores that failed; the streams went on", Label.CALL), //
  JOURNAL_AGE(GAUGE, "usage.journal.age.seconds",
      "since the journal last took everything: more than 5 is a fault"), //
  JOURNAL_DEPTH(GAUGE, "usage.journal.depth",
      "streams that are over and whose use the journal has and the ledger has not; looked at each minute"), //
  COUNTER_AGE(GAUGE, "usage.counter.age.seconds",
      "since the counter last answered: more than 5 while streams are open is a fault"), //
  REPORTS_LATE(GAUGE, "usage.reports.late",
      "streams that are over and whose last report the counter has not heard; 10,000 and ten minutes at most"), //
  DRIFT(GAUGE, "usage.drift.ms",
      "`month_hours`: what the month's document says more than its hours; `month_counter`: what the counter says less than was charged. One open account is looked at each hour; anything but 0 is a bug, or somebody's hand in the documents",
      Label.BETWEEN), //
  DRIFT_LOOKS(EVENTS, "usage.drift.looks", "accounts that were looked at for that"), //
  DOCUMENTS(EVENTS, "document.operations",
      "document operations that were sent to Firestore; `billed` is `read` or `write`",
      Label.DOCUMENT, Label.BILLED), //
  REDIS_TRIPS(TOTAL, "redis.round.trips", "questions to Redis; what is sent together is one"), //
  OUTBOX_DEPTH(GAUGE, "signal.outbox.depth",
      "changes of plans and keys that are not announced yet, 200 at most; a change under way counts"), //
  OUTBOX_AGE(GAUGE, "signal.outbox.age.seconds",
      "since the oldest of them was made; 0 where none waits"), //
  OUTBOX_FAILURES(EVENTS, "signal.outbox.failures",
      "tries to announce one that failed; they are repeated"), //
  STRIPE_EVENTS(EVENTS, "stripe.events",
      "events of Stripe: `signalled`, `waiting` (in the ledger, not announced yet), `repeated`, `ignored`, `linked` (a checkout before its subscription), `unknown_customer`, `unknown_price`, `unusable_account`; refused: `invalid_signature`, `too_old`, `invalid_payload`; to come again: `failed`, `busy`",
      Label.STRIPE_EVENT, Label.STRIPE_OUTCOME), //
  RECONCILED(EVENTS, "stripe.reconciled",
      "customers of Stripe that were asked for, every six hours or at an operator's order: `same`, `changed`, `failed`; `unknown_price` beside it where one is paid. `changed` more than seldom: webhooks get lost",
      Label.RECONCILED), //
  SUPERSEDED(EVENTS, "stripe.superseded",
      "older subscriptions of who bought a newer one: `cancelled`; `refused`: the key may not, or nothing runs there any more",
      Label.SUPERSEDED), //
  HOOKS_WAITING(GAUGE, "hooks.waiting",
      "finals that wait in `outbox.db`, each counted for each app. Only with `EARSHOT_HOOKS`, as the next two"), //
  HOOKS_BYTES(GAUGE, "hooks.waiting.bytes", "what they take of the 64 MiB"), //
  HOOKS_OLDEST(GAUGE, "hooks.oldest.seconds",
      "since the oldest of them was said: more than some minutes is an app that is down"), //
  HOOKS_DELIVERED(EVENTS, "hooks.delivered", "finals that were taken"), //
  HOOK_FAILURES(EVENTS, "hooks.failures",
      "deliveries that are tried again: `status`, `redirect`, `timeout`, `unreachable`, `no_address`, `forbidden` (an address inside, or not https), `busy`",
      Label.HOOK_FAILURE), //
  HOOKS_DROPPED(EVENTS, "hooks.dropped",
      "finals that are not delivered: `queue_full`, `not_kept` (the disk or the store of apps failed for minutes), `outbox_full`, `old`; and `disabled`, `gone`, which nobody wants",
      Label.HOOK_DROP), //
  TRANSLATIONS(EVENTS, "translations",
      "finals that were to be translated: `translated`, `not_needed` (they are in that language), `failed` (no answer within 3 s, or none that can be used), `no_room` (64 of a stream waited)",
      Label.TRANSLATED), //
  CACHE_EVENTS(TOTAL, "cache.events",
      "questions to caches: `hit`, `miss`, `load`; `failure` of a load; `stale`: older than its time, because the loader failed; `eviction`: others needed the room; `refused`: too large; of the second level `shared`: answered, `away`: failed or late, `poisoned`: could not be read, and was deleted",
      Label.FAMILY, Label.CACHE_EVENT), //
  CACHE_ENTRIES(GAUGE, "cache.entries", "what is kept in this process", Label.FAMILY), //
  CACHE_BYTES(GAUGE, "cache.bytes", "what it takes", Label.FAMILY), //
  CACHE_LOADING(GAUGE, "cache.loading", "loads under way", Label.FAMILY), //
  CACHE_BOUND(GAUGE, "cache.bound.bytes", "the bound of all families together"), //
  CACHE_BUS(TOTAL, "cache.bus",
      "messages `published`, `unpublished`: not taken, `received`, `unknown`, `poisoned`; callbacks that `failed`; `gap`: something may have been missed",
      Label.BUS_EVENT), //
  READY(GAUGE, "ready", "1: new streams are welcome, as `/readyz` says"), //
  LOOP_LAG(GAUGE, "loop.lag.seconds",
      "how late the latest event loop is: the least of its last three looks, 100 ms apart"), //
  MEMORY(GAUGE, "memory.bytes",
      "`heap` with what could be collected, `direct` outside of it, Netty's buffers and the sound that is kept for another hearing, whose pages are used again and not given back",
      Label.AREA), //
  MEMORY_LIMIT(GAUGE, "memory.limit.bytes", "what they may come to", Label.AREA), //
  DESCRIPTORS_OPEN(GAUGE, "descriptors.open", "files and sockets that are open"), //
  DESCRIPTORS_LIMIT(GAUGE, "descriptors.limit", "how many may be"), //
  CERTIFICATE(GAUGE, "tls.certificate.expires.seconds",
      "until the certificate that is served expires; negative: it has. Only with TLS"), //
  TLS_FAILURES(EVENTS, "tls.reload.failures",
      "looks at the certificate's files, one each 10 s, that found nothing that can be served");

  /// How a meter behaves.
  enum Type {
    /// Goes up and down.
    GAUGE("gauge"),
    /// Is raised as things happen, from 0 at the start on.
    EVENTS("counter"),
    /// Is read of who counts.
    TOTAL("counter"),
    /// Counts values up to each of its bounds.
    HISTOGRAM("histogram");

    private final String word;

    Type(String word) {
      this.word = word;
    }
  }

  private static final Set<String> UNITS = Set.of("ms", "seconds", "bytes", "money");

  private final Type type;
  private final String meter;
  private final String sentence;
  @SuppressWarnings("ImmutableEnumChecker") // a copy that nobody can change
  private final List<Label> labels;

  Metric(Type type, String meter, String sentence, Label... labels) {
    this.type = type;
    this.meter = "earshot." + meter;
    this.sentence = sentence;
    this.labels = List.of(labels);
  }

  Type type() {
    return type;
  }

  List<Label> labels() {
    return labels;
  }

  /// As Micrometer knows it.
  String meter() {
    return meter;
  }

  /// In one sentence.
  String sentence() {
    return sentence;
  }

  /// As `/metrics` shows it; a histogram has several names that begin so.
  String wireName() {
    var name = meter.replace('.', '_');
    return type == EVENTS || type == TOTAL ? name + "_total" : name;
  }

  /// What its values are, as its name says: `ms`, `seconds`, `bytes`, `money`; else a number.
  String unit() {
    var last = meter.substring(meter.lastIndexOf('.') + 1);
    return UNITS.contains(last) ? last : "";
  }

  /// Its row in the table of meters.
  String row() {
    var names = labels.isEmpty()
        ? ""
        : "{" + String.join(",", labels.stream().map(Label::name).toList()) + "}";
    return "| `" + wireName() + names + "` | " + type.word + " | " + unit() + " | " + sentence
        + " |";
  }
}
