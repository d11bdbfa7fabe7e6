package dev.earshot.testkit;

import static dev.earshot.testkit.Answers.answerOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.earshot.core.app.App;
import dev.earshot.core.app.Counts;
import dev.earshot.core.app.Listing;
import dev.earshot.core.app.Review;
import dev.earshot.core.app.Reviews;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/// What every [Reviews] must do; the apps are those of the [AppCatalogContract]'s catalogue.
public interface ReviewsContract extends AppCatalogContract {
  /// The same store each time within a test.
  Reviews reviews();

  @Test
  default void put_review_isToldAndCounted() {
    var app = app();
    var review = new Review(Fresh.account(), 45, TEXT, THEN);

    assertThat(answerOf(reviews().put(Fresh.app(), review))).isFalse();
    assertThat(answerOf(reviews().put(app.id(), review))).isTrue();
    assertThat(told(app)).containsExactly(review);
    assertThat(now(app).counts()).isEqualTo(new Counts(0, 1, 45));
  }

  @Test
  default void put_sameUserAgain_takesThePlaceOfTheFirst() {
    var app = app();
    var user = Fresh.account();
    answerOf(reviews().put(app.id(), new Review(Fresh.account(), 10, "", THEN)));
    answerOf(reviews().put(app.id(), new Review(user, 50, "fine", THEN)));
    var second = new Review(user, 20, "not so fine", THEN.plusSeconds(1));
    answerOf(reviews().put(app.id(), second));

    assertThat(told(app)).hasSize(2).startsWith(second);
    assertThat(now(app).counts()).isEqualTo(new Counts(0, 2, 30));
  }

  @Test
  default void put_manyAtOnce_countsEach() {
    var app = app();
    Flux.range(1, 6)
        .flatMap(n -> reviews()
            .put(app.id(), new Review(Fresh.account(), n, "", THEN))
            .subscribeOn(Schedulers.parallel()))
        .blockLast();

    assertThat(now(app).counts()).isEqualTo(new Counts(0, 6, 21));
  }

  @Test
  default void of_manyReviews_areTheNewestOfEachApp() {
    var app = app();
    var other = app();
    var none = app();
    var all = new ArrayList<Review>();
    for (var n = 0; n < Reviews.MOST_TOLD + 3; n++) {
      var review = new Review(Fresh.account(), 30, "number " + n, THEN.plusSeconds(n));
      all.addFirst(review);
      answerOf(reviews().put(app.id(), review));
    }
    var alone = new Review(Fresh.account(), 0, "", THEN);
    answerOf(reviews().put(other.id(), alone));

    assertThat(answerOf(reviews().of(List.of(now(app), now(other), now(none)))))
        .isEqualTo(Map.of(app.id(), all.subList(0, Reviews.MOST_TOLD), other.id(),
            List.of(alone)));
  }

  private List<Review> told(App app) {
    return answerOf(reviews().of(List.of(now(app)))).getOrDefault(app.id(), List.of());
  }

  private App now(App app) {
    return answerOf(catalog().find(app.id()));
  }

  private App app() {
    var app = App.fresh(Fresh.app(), Fresh.account(), Listing.of("app"), false, THEN);
    answerOf(catalog().create(app));
    return app;
  }
}
