package dev.earshot.firestore;

/// Hears of each document operation that is sent, for this is what Firestore's bill is made of.
///
/// Is called on the store's own threads, at once before the operation is sent, each time that it is
/// sent; must not block.
@FunctionalInterface
public interface DocumentOperations {
  /// What is done to which documents.
  enum Kind {
    /// A month's document is read: all that an allowance costs.
    MONTH_READ(true),
    /// A month's document is missing: a sum over its hours, one read for each 1,000 of them begun.
    HOURS_SUM(true),
    /// A month's document is missing: the subscription is read.
    PLAN_READ(true),
    /// Another settle came first, or an empty one asks: what was charged is read.
    SETTLE_READ(true),
    /// A key is looked up.
    KEY_READ(true),
    /// Hours are listed: one read for each.
    HOUR_LIST(true),
    /// Keys are listed: one read for each.
    KEY_LIST(true),
    /// A user's mentor frequency is read: that field of the user's document.
    MENTOR_READ(true),
    /// Who is a tester, and of what.
    TESTER_READ(true),
    /// An app's testers are asked for: one read for each.
    TESTER_LIST(true),
    /// An app is read by its id.
    APP_READ(true),
    /// Apps are asked for, all public ones or one owner's: one read for each.
    APP_LIST(true),
    /// A user's enabled apps are read: that field of the user's document.
    ENABLED_READ(true),
    /// One user's review of an app is read.
    REVIEW_READ(true),
    /// An app's newest reviews are asked for: one read for each.
    REVIEW_LIST(true),
    /// An account is deleted: what there is of it is looked for.
    ERASE_READ(true),
    /// An event, a customer or a subscription of the payment service is read.
    BILLING_READ(true),
    /// What is to be announced is looked for: one read for each, and one where nothing is.
    OUTBOX_READ(true),
    /// Whether Firestore answers.
    PING_READ(true),
    /// An account is deleted: a document goes, or what of it has to stay is written.
    ERASE_WRITE(false),
    /// A month's document is made.
    MONTH_CREATE(false),
    /// A month's document is raised or gets another plan.
    MONTH_UPDATE(false),
    /// An intent is written down.
    SETTLE_CREATE(false),
    /// An hour's document is raised.
    HOUR_MERGE(false),
    /// A subscription or what was topped up is written.
    PLAN_MERGE(false),
    /// A top-up is written down.
    TOP_UP_CREATE(false),
    /// An event, a customer or a subscription of the payment service is written.
    BILLING_WRITE(false),
    /// What is to be announced is written down, or taken away.
    OUTBOX_WRITE(false),
    /// A key is let in.
    KEY_CREATE(false),
    /// A key is revoked.
    KEY_UPDATE(false),
    /// A user's mentor frequency is written.
    MENTOR_MERGE(false),
    /// A tester comes, goes, or tests something else.
    TESTER_WRITE(false),
    /// An app is made.
    APP_CREATE(false),
    /// An app becomes different, is counted or deleted.
    APP_UPDATE(false),
    /// A user enables an app, or no longer.
    ENABLED_MERGE(false),
    /// A review is written.
    REVIEW_WRITE(false);

    private final boolean read;

    Kind(boolean read) {
      this.read = read;
    }

    /// Otherwise it is a write.
    public boolean isRead() {
      return read;
    }
  }

  /// Nobody listens.
  DocumentOperations UNHEARD = _ -> {};

  /// One operation is sent.
  void sent(Kind kind);
}
