package dev.earshot.firestore;

import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.Precondition;
import com.google.cloud.firestore.Query.Direction;
import dev.earshot.core.app.App;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.Review;
import dev.earshot.core.app.Reviews;
import dev.earshot.firestore.DocumentOperations.Kind;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Reviews: a document each below their app's, which holds their number and sum. Apps that nobody has judged
/// are not asked for.
final class FirestoreReviews implements Reviews {
  private static final int AT_ONCE = 8;
  /// As the seed writes moments of reviews; later ones sort behind earlier ones.
  private static final DateTimeFormatter RATED_AT = DateTimeFormatter
      .ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+00:00'", Locale.ROOT);

  private final Calls calls;

  FirestoreReviews(Calls calls) {
    this.calls = calls;
  }

  @Override
  public Mono<Boolean> put(AppId app, Review review) {
    return calls.within(Contest.won(calls
        .read(Kind.APP_READ, store -> Names.app(store, app))
        .map(found -> AppDocument.of(found).isPresent())
        .flatMap(isThere -> isThere ? kept(app, review) : Mono.just(false))));
  }

  @Override
  public Mono<Map<AppId, List<Review>>> of(Collection<App> apps) {
    return calls.within(Flux.fromIterable(List.copyOf(apps))
        .filter(app -> app.counts().ratings() > 0)
        .flatMap(app -> newest(app.id()).map(told -> Map.entry(app.id(), told)), AT_ONCE)
        .filter(entry -> !entry.getValue().isEmpty())
        .collectMap(Map.Entry::getKey, Map.Entry::getValue)
        .map(Map::copyOf));
  }

  private Mono<Boolean> kept(AppId app, Review review) {
    return calls.read(Kind.REVIEW_READ, store -> Names.review(store, app, review.by()))
        .flatMap(before -> calls.commit(writes -> {
          var place = Names.review(writes.store(), app, review.by());
          var batch = writes.as(Kind.REVIEW_WRITE);
          if (before.exists()) {
            batch.update(place, fields(app, review),
                Precondition.updatedAt(Objects.requireNonNull(before.getUpdateTime())));
          } else {
            batch.create(place, fields(app, review));
          }
          writes.as(Kind.APP_UPDATE)
              .update(Names.app(writes.store(), app),
                  Map.of(Names.RATINGS, FieldValue.increment(before.exists() ? 0 : 1),
                      Names.RATING_TENTHS,
                      FieldValue.increment(review.tenths() - tenths(before))));
        }).thenReturn(true));
  }

  private Mono<List<Review>> newest(AppId app) {
    return calls.find(Kind.REVIEW_LIST, store -> Names.reviews(store, app)
        .orderBy(Names.RATED_AT, Direction.DESCENDING)
        .limit(MOST_TOLD))
        .map(found -> found.getDocuments()
            .stream()
            .map(AppDocument::review)
            .flatMap(Optional::stream)
            .toList());
  }

  private static int tenths(DocumentSnapshot before) {
    return before.exists() ? AppDocument.review(before).map(Review::tenths).orElse(0) : 0;
  }

  private static Map<String, Object> fields(AppId app, Review review) {
    return Map.of(Names.APP_ID, app.value(), Names.UID, review.by().value(), Names.SCORE,
        review.score(), Names.REVIEW, review.text(), Names.RATED_AT,
        RATED_AT.format(review.at().atOffset(ZoneOffset.UTC)));
  }
}
