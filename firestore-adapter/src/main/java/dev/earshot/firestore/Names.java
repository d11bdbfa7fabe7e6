package dev.earshot.firestore;

import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.Firestore;
import dev.earshot.core.app.AppId;
import dev.earshot.core.identity.AccountId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Every collection and field, and what a document's name is made of.
///
/// | document | content |
/// |---|---|
/// | `users/{uid}` | the seed's; `subscription` with `plan`, `status`, `current_period_end` (s since 1970) as there, and our `grant_ms` or `unlimited`; `topped_up_ms` by month |
/// | `users/{uid}/usage_months/{yyyy-MM}` | `used_ms`, `topped_up_ms`, `plan`, `grant_ms` or `unlimited`, `plan_grant`, `next_change_at`, `updated_at`; `expires_at` where the account was deleted |
/// | `users/{uid}/hourly_usage/{yyyy-MM-dd-HH}` | the seed's; `transcription_ms`, and in `transcription_ms_seconds` how many of `transcription_seconds` are in it, `speech_ms`, and the same rounded in the seed's `speech_seconds`; `expires_at` where the account was deleted |
/// | `users/{uid}/usage_settles/{stream}_{yyyyMM}_{fromMs}` | `from_ms`, `to_ms`, `at`, `expires_at` (the field of the TTL policy) |
/// | `users/{uid}/top_ups/{id}` | `month`, `millis`, `at` |
/// | `billing_events/{id}` | `type`, `at`, `stage`, perhaps `account`, `received_at`, `expires_at` (the field of the TTL policy) |
/// | `billing_customers/{customer}` | `account`, perhaps `before` and `moved_by`, `order_at`, `order_rank`, `order_tie` |
/// | `billing_subscriptions/{id}` | `customer`, `created_at`, `plan` and `paid_until` (empty where there is none), `order_at`, `order_rank`, `order_tie` |
/// | `signal_outbox/{id}` | `id`, `account`, `since`, `due_at` |
/// | `users/{uid}`, too | the seed's `mentor_notification_frequency`; our `enabled_plugins`, ids of apps |
/// | `plugins_data/{id}` | an app as the seed keeps it: `id`, `uid`, `name`, `author`, `description`, `category`, `image`, `capabilities`, `external_integration` with `webhook_url` and `triggers_on`, `private`, `approved`, `status`, `is_popular`, `deleted`, `created_at`; our `installs`, `rating_count`, `rating_tenths` |
/// | `plugins_data/{id}/reviews/{uid}` | the seed's: `app_id`, `uid`, `score`, `review`, `rated_at` |
/// | `testers/{uid}` | the seed's: `uid`, `apps`, `added_at` |
/// | `account_keys/{sha256}` | `account`, `at`; `name`, and perhaps `valid_until` and `revoked_at` |
final class Names {
  static final String HOURS = "hourly_usage";
  static final String MONTHS = "usage_months";
  static final String TOP_UPS = "top_ups";

  static final String AT = "at";
  static final String ACCOUNT = "account";
  static final String NAME = "name";
  static final String VALID_UNTIL = "valid_until";
  static final String REVOKED_AT = "revoked_at";
  static final String TYPE = "type";
  static final String STAGE = "stage";
  static final String RECEIVED_AT = "received_at";
  static final String CUSTOMER = "customer";
  static final String BEFORE = "before";
  static final String MOVED_BY = "moved_by";
  static final String CREATED_AT = "created_at";
  static final String PAID_UNTIL = "paid_until";
  static final String ORDER_AT = "order_at";
  static final String ORDER_RANK = "order_rank";
  static final String ORDER_TIE = "order_tie";
  static final String SINCE = "since";
  static final String DUE_AT = "due_at";
  static final String USED_MS = "used_ms";
  static final String TOPPED_UP_MS = "topped_up_ms";
  static final String PLAN = "plan";
  static final String GRANT_MS = "grant_ms";
  static final String UNLIMITED = "unlimited";
  static final String PLAN_GRANT = "plan_grant";
  static final String NEXT_CHANGE_AT = "next_change_at";
  static final String UPDATED_AT = "updated_at";
  static final String SUBSCRIPTION = "subscription";
  static final String STATUS = "status";
  static final String PERIOD_END = "current_period_end";
  static final String FROM_MS = "from_ms";
  static final String TO_MS = "to_ms";
  static final String EXPIRES_AT = "expires_at";
  static final String MILLIS = "millis";
  static final String SECONDS = "transcription_seconds";
  static final String MS = "transcription_ms";
  static final String MS_SECONDS = "transcription_ms_seconds";
  static final String SPEECH_MS = "speech_ms";
  /// The seed's.
  static final String SPEECH_SECONDS = "speech_seconds";
  static final String ID = "id";
  static final String YEAR = "year";
  static final String MONTH = "month";
  static final String DAY = "day";
  static final String HOUR = "hour";
  static final String LAST_UPDATED = "last_updated";

  static final String MENTOR_FREQUENCY = "mentor_notification_frequency";
  static final String ENABLED = "enabled_plugins";
  static final String UID = "uid";
  static final String AUTHOR = "author";
  static final String DESCRIPTION = "description";
  static final String CATEGORY = "category";
  static final String IMAGE = "image";
  static final String CAPABILITIES = "capabilities";
  static final String INTEGRATION = "external_integration";
  static final String WEBHOOK_URL = "webhook_url";
  static final String TRIGGERS_ON = "triggers_on";
  static final String PRIVATE = "private";
  static final String APPROVED = "approved";
  static final String POPULAR = "is_popular";
  static final String DELETED = "deleted";
  static final String INSTALLS = "installs";
  static final String RATINGS = "rating_count";
  static final String RATING_TENTHS = "rating_tenths";
  static final String APP_ID = "app_id";
  static final String SCORE = "score";
  static final String REVIEW = "review";
  static final String RATED_AT = "rated_at";
  static final String APPS = "apps";
  static final String ADDED_AT = "added_at";

  private static final DateTimeFormatter HOUR_ID = DateTimeFormatter.ofPattern("yyyy-MM-dd-HH",
      Locale.ROOT);

  private Names() {}

  static DocumentReference user(Firestore store, AccountId account) {
    return store.collection("users").document(safe(account.value()));
  }

  static DocumentReference month(Firestore store, AccountId account, YearMonth month) {
    return user(store, account).collection(MONTHS).document(month.toString());
  }

  static DocumentReference hour(Firestore store, AccountId account, OffsetDateTime hour) {
    return user(store, account).collection(HOURS).document(hourId(hour));
  }

  static DocumentReference settle(Firestore store, AccountId account, String id) {
    return user(store, account).collection("usage_settles").document(id);
  }

  static DocumentReference topUp(Firestore store, AccountId account, String id) {
    return user(store, account).collection(TOP_UPS).document(safe(id));
  }

  static DocumentReference key(Firestore store, String sha256) {
    return keys(store).document(sha256);
  }

  static CollectionReference keys(Firestore store) {
    return store.collection("account_keys");
  }

  static DocumentReference event(Firestore store, String id) {
    return store.collection("billing_events").document(id);
  }

  static DocumentReference customer(Firestore store, String id) {
    return customers(store).document(id);
  }

  static CollectionReference customers(Firestore store) {
    return store.collection("billing_customers");
  }

  static DocumentReference subscription(Firestore store, String id) {
    return subscriptions(store).document(id);
  }

  static CollectionReference subscriptions(Firestore store) {
    return store.collection("billing_subscriptions");
  }

  static DocumentReference intent(Firestore store, String id) {
    return intents(store).document(safe(id));
  }

  static CollectionReference intents(Firestore store) {
    return store.collection("signal_outbox");
  }

  static CollectionReference apps(Firestore store) {
    return store.collection("plugins_data");
  }

  static DocumentReference app(Firestore store, AppId id) {
    return apps(store).document(id.value());
  }

  static CollectionReference reviews(Firestore store, AppId id) {
    return app(store, id).collection("reviews");
  }

  static DocumentReference review(Firestore store, AppId id, AccountId by) {
    return reviews(store, id).document(safe(by.value()));
  }

  static CollectionReference testers(Firestore store) {
    return store.collection("testers");
  }

  static DocumentReference tester(Firestore store, AccountId account) {
    return testers(store).document(safe(account.value()));
  }

  static DocumentReference ping(Firestore store) {
    return store.collection("pings").document("ping");
  }

  static String hourId(OffsetDateTime hour) {
    return HOUR_ID.format(hour);
  }

  /// The start of the hour of this name.
  static Instant hourOf(String id) {
    return LocalDateTime.parse(id, HOUR_ID).toInstant(ZoneOffset.UTC);
  }

  /// The same text where Firestore takes it for a name, and never the text of another: a slash would
  /// begin another path, single and double dots and `__...__` are Firestore's own.
  static String safe(String name) {
    var escaped = name.replace("%", "%25").replace("/", "%2F");
    if (escaped.equals(".") || escaped.equals("..")) {
      return escaped.replace(".", "%2E");
    }
    return escaped.startsWith("__") ? "%5F" + escaped.substring(1) : escaped;
  }
}
