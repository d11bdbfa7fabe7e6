package dev.earshot.firestore;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldValue;
import dev.earshot.core.app.App;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.Counts;
import dev.earshot.core.app.ExternalIntegration;
import dev.earshot.core.app.ExternalIntegration.Trigger;
import dev.earshot.core.app.Listing;
import dev.earshot.core.app.Review;
import dev.earshot.core.app.Visibility;
import dev.earshot.core.identity.AccountId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `plugins_data/{id}` in the seed's words. Others write these documents too, so what is too long is cut,
/// what is missing is empty, and an integration that cannot be understood is none.
final class AppDocument {
  private static final String UNKNOWN = "?";

  private AppDocument() {}

  /// The app; empty where there is none, or it was deleted, or its id cannot be one.
  static Optional<App> of(DocumentSnapshot document) {
    if (!document.exists() || !Boolean.FALSE.equals(document.get(Names.DELETED))) {
      return Optional.empty();
    }
    try {
      var uid = text(document.get(Names.UID), Listing.LONGEST_NAME * 2);
      return Optional.of(new App(new AppId(document.getId()),
          uid.isEmpty() ? null : new AccountId(uid), listing(document),
          new Visibility(is(document, Names.PRIVATE), is(document, Names.APPROVED),
              is(document, Names.POPULAR)),
          counts(document), moment(document.get(Names.CREATED_AT))));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // an id or owner that is nobody's: not an app that we could show
    }
  }

  /// All fields of a new app.
  static Map<String, Object> fields(App app) {
    var fields = new HashMap<>(said(app));
    fields.put(Names.ID, app.id().value());
    fields.put(Names.DELETED, false);
    fields.put(Names.INSTALLS, app.counts().installs());
    fields.put(Names.RATINGS, app.counts().ratings());
    fields.put(Names.RATING_TENTHS, app.counts().ratingTenths());
    fields.put(Names.CREATED_AT, MonthDocument.stamp(app.createdAt()));
    if (app.owner() != null) {
      fields.put(Names.UID, app.owner().value());
    }
    fields.values().removeIf(FieldValue.delete()::equals);
    return fields;
  }

  /// The fields that a change may change, to be updated: what the seed keeps beside them stays.
  static Map<String, Object> said(App app) {
    var listing = app.listing();
    var sees = app.visibility();
    var integration = listing.integration();
    var fields = new HashMap<String, Object>();
    fields.put(Names.NAME, listing.name());
    fields.put(Names.AUTHOR, listing.author());
    fields.put(Names.DESCRIPTION, listing.description());
    fields.put(Names.CATEGORY, listing.category());
    fields.put(Names.IMAGE, listing.image());
    fields.put(Names.CAPABILITIES, listing.capabilities());
    fields.put(Names.PRIVATE, sees.isPrivate());
    fields.put(Names.APPROVED, sees.approved());
    fields.put(Names.POPULAR, sees.popular());
    fields.put(Names.STATUS, sees.approved() ? "approved" : "under-review");
    fields.put(Names.INTEGRATION, integration == null
        ? FieldValue.delete()
        : Map.of(Names.WEBHOOK_URL, integration.webhookUrl(), Names.TRIGGERS_ON,
            integration.triggersOn().word()));
    return fields;
  }

  /// A document of [Names#review]; empty where somebody else's cannot be read.
  static Optional<Review> review(DocumentSnapshot document) {
    try {
      var score = document.get(Names.SCORE) instanceof Number number ? number.doubleValue() : 0;
      return Optional.of(new Review(new AccountId(text(document.get(Names.UID), 128)),
          (int) Math.round(Math.clamp(score, 0, 5) * 10),
          text(document.get(Names.REVIEW), Review.LONGEST_TEXT),
          moment(document.get(Names.RATED_AT))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// A moment as a timestamp or, as the seed often has it, as text; the epoch where it is neither.
  static Instant moment(@Nullable Object value) {
    if (value instanceof Timestamp stamp) {
      return Instant.ofEpochSecond(stamp.getSeconds(), stamp.getNanos());
    }
    try {
      return value instanceof String text ? OffsetDateTime.parse(text).toInstant() : Instant.EPOCH;
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static Listing listing(DocumentSnapshot document) {
    var name = text(document.get(Names.NAME), Listing.LONGEST_NAME);
    var capabilities = document.get(Names.CAPABILITIES) instanceof List<?> list
        ? list.stream()
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .filter(Listing::isCapability)
            .distinct()
            .limit(Listing.MOST_CAPABILITIES)
            .toList()
        : List.<String>of();
    return new Listing(name.isBlank() ? UNKNOWN : name,
        text(document.get(Names.AUTHOR), Listing.LONGEST_NAME),
        text(document.get(Names.DESCRIPTION), Listing.LONGEST_DESCRIPTION),
        text(document.get(Names.CATEGORY), Listing.LONGEST_CATEGORY),
        text(document.get(Names.IMAGE), Listing.LONGEST_ADDRESS), capabilities,
        integration(document.get(Names.INTEGRATION)));
  }

  private static @Nullable ExternalIntegration integration(@Nullable Object value) {
    try {
      return value instanceof Map<?, ?> map && map.get(Names.WEBHOOK_URL) instanceof String url
          && map.get(Names.TRIGGERS_ON) instanceof String word
              ? new ExternalIntegration(url, Trigger.of(word))
              : null;
    } catch (IllegalArgumentException e) {
      return null; // of a kind that is none of ours
    }
  }

  private static Counts counts(DocumentSnapshot document) {
    var ratings = amount(document, Names.RATINGS);
    return new Counts(amount(document, Names.INSTALLS), ratings,
        Math.min(amount(document, Names.RATING_TENTHS), ratings * Review.BEST_TENTHS));
  }

  private static long amount(DocumentSnapshot document, String name) {
    return document.get(name) instanceof Number number ? Math.max(0, number.longValue()) : 0;
  }

  private static boolean is(DocumentSnapshot document, String name) {
    return Boolean.TRUE.equals(document.get(name));
  }

  /// Without what no text of ours has in it, and no longer than so many characters.
  private static String text(@Nullable Object value, int most) {
    if (!(value instanceof String text)) {
      return "";
    }
    return text.codePoints()
        .filter(c -> !Character.isISOControl(c) || c == '\n' || c == '\r' || c == '\t')
        .filter(c -> Character.getType(c) != Character.SURROGATE)
        .limit(most)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
