package dev.earshot.gateway.stripe;

import com.stripe.model.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A subscription as Stripe tells of it, as far as plans are concerned.
///
/// @param uid the account that was written into its metadata; null where none was
/// @param items in Stripe's order
record SeenSubscription(String id, String customer, Instant createdAt, String status,
    @Nullable String uid, List<Item> items) {
  /// Where whoever starts a checkout writes down for whom.
  static final String UID = "uid";

  /// Something that is paid for.
  ///
  /// @param paidUntil the end of the period that is paid; null where Stripe names none
  record Item(String price, @Nullable Instant paidUntil) {}

  SeenSubscription {
    items = List.copyOf(items);
  }

  /// Reads Stripe's. Since its API of March 2025 each item has a period; before, the subscription had one.
  ///
  /// @param periodEnd of the subscription itself, in s since 1970; null where there is none
  /// @throws IllegalArgumentException where something is missing
  static SeenSubscription of(Subscription told, @Nullable Long periodEnd) {
    var items = told.getItems() == null || told.getItems().getData() == null
        ? List.<Item>of()
        : told.getItems()
            .getData()
            .stream()
            .filter(item -> item.getPrice() != null && item.getPrice().getId() != null)
            .map(item -> new Item(item.getPrice().getId(),
                moment(item.getCurrentPeriodEnd() == null
                    ? periodEnd
                    : item.getCurrentPeriodEnd())))
            .toList();
    return new SeenSubscription(present("id", told.getId()),
        present("customer", told.getCustomer()),
        Instant.ofEpochSecond(present("created", told.getCreated())),
        present("status", told.getStatus()), uid(told.getMetadata()), items);
  }

  static @Nullable String uid(@Nullable Map<String, String> metadata) {
    var uid = metadata == null ? null : metadata.get(UID);
    return uid == null || uid.isEmpty() ? null : uid;
  }

  static <T> T present(String what, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(what + ": missing (expected: as Stripe documents it)");
    }
    return value;
  }

  private static @Nullable Instant moment(@Nullable Long seconds) {
    return seconds == null ? null : Instant.ofEpochSecond(seconds);
  }
}
