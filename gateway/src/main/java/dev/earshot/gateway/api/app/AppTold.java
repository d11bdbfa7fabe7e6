package dev.earshot.gateway.api.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.app.App;
import dev.earshot.core.app.AppPage;
import dev.earshot.core.app.Review;
import dev.earshot.core.app.ShownApp;
import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.openapi.Shape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What users are told of apps: whose one is, and where it is told of what is said, its owner only; of who
/// wrote a review nobody.
final class AppTold {
  private AppTold() {}

  /// A list that is the same for everybody.
  static ArrayNode json(AppPage page, boolean withReviews) {
    var all = AppJson.array();
    page.all()
        .forEach(shown -> all.add(told(shown.app(), null,
            withReviews ? shown.reviews() : null)));
    return all;
  }

  /// A user's list.
  static ArrayNode json(List<ShownApp> apps, AccountId user, boolean withReviews) {
    var all = AppJson.array();
    apps.forEach(shown -> all.add(json(shown, user, withReviews)));
    return all;
  }

  /// One app as a user sees it.
  static ObjectNode json(ShownApp shown, AccountId user, boolean withReviews) {
    return told(shown.app(), user, withReviews ? shown.reviews() : null)
        .put("enabled", shown.enabled());
  }

  /// What one looks like in a list that is the same for everybody.
  static Shape shape() {
    return Shape.object(fields());
  }

  /// What one looks like to a user.
  static Shape shapeForUser() {
    var fields = fields();
    fields.put("enabled", Shape.flag());
    return Shape.object(fields);
  }

  private static Map<String, Shape> fields() {
    var fields = new TreeMap<String, Shape>();
    for (var text : List.of("id", "name", "author", "description", "category", "image")) {
      fields.put(text, Shape.text());
    }
    for (var flag : List.of("private", "approved", "is_popular")) {
      fields.put(flag, Shape.flag());
    }
    fields.put("capabilities", Shape.listOf(Shape.text()));
    fields.put("installs", Shape.amount());
    fields.put("rating_count", Shape.amount());
    fields.put("rating_avg", new Shape(Map.of("type", "number")));
    fields.put("created_at", Shape.moment());
    return fields;
  }

  private static ObjectNode told(App app, @Nullable AccountId user,
      @Nullable List<Review> reviews) {
    var json = AppJson.open(app).put("rating_avg", app.counts().average());
    var integration = app.listing().integration();
    if (user != null && app.isOwnedBy(user)) {
      json.put("uid", user.value());
      if (integration != null) {
        json.putObject("external_integration")
            .put("webhook_url", integration.webhookUrl())
            .put("triggers_on", integration.triggersOn().word());
      }
    } else if (integration != null) {
      json.putObject("external_integration").put("triggers_on", integration.triggersOn().word());
    }
    if (reviews != null) {
      var all = json.putArray("reviews");
      reviews.forEach(review -> all.addObject()
          .put("score", review.score())
          .put("review", review.text())
          .put("rated_at", review.at().toString()));
    }
    return json;
  }
}
