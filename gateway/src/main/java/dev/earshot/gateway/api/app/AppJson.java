package dev.earshot.gateway.api.app;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.core.app.App;
import dev.earshot.core.app.AppForms;
import dev.earshot.core.app.AppId;
import dev.earshot.core.app.AppPage;
import dev.earshot.core.app.Counts;
import dev.earshot.core.app.ExternalIntegration;
import dev.earshot.core.app.ExternalIntegration.Trigger;
import dev.earshot.core.app.Listing;
import dev.earshot.core.app.Review;
import dev.earshot.core.app.Visibility;
import dev.earshot.core.identity.AccountId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Apps as JSON in the seed system's words. The form in which instances hand copies to each other is whole;
/// [AppTold] is what users see.
public final class AppJson {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ID = "id";
  private static final String REVIEWS = "reviews";
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {
  };

  private AppJson() {}

  /// How instances hand copies to each other.
  public static AppForms forms() {
    return new AppForms(app -> bytes(whole(app)), bytes -> app(tree(bytes)),
        page -> bytes(whole(page)), bytes -> page(tree(bytes)));
  }

  /// What everybody may know of an app.
  static ObjectNode open(App app) {
    var listing = app.listing();
    var sees = app.visibility();
    var json = JSON.createObjectNode()
        .put(ID, app.id().value())
        .put("name", listing.name())
        .put("author", listing.author())
        .put("description", listing.description())
        .put("category", listing.category())
        .put("image", listing.image());
    json.set("capabilities", JSON.valueToTree(listing.capabilities()));
    return json.put("private", sees.isPrivate())
        .put("approved", sees.approved())
        .put("is_popular", sees.popular())
        .put("installs", app.counts().installs())
        .put("rating_count", app.counts().ratings())
        .put("created_at", app.createdAt().toString());
  }

  static ArrayNode array() {
    return JSON.createArrayNode();
  }

  private static ObjectNode whole(App app) {
    var json = open(app).put("rating_tenths", app.counts().ratingTenths());
    var integration = app.listing().integration();
    if (app.owner() != null) {
      json.put("uid", app.owner().value());
    }
    if (integration != null) {
      json.putObject("external_integration")
          .put("webhook_url", integration.webhookUrl())
          .put("triggers_on", integration.triggersOn().word());
    }
    return json;
  }

  private static ArrayNode whole(AppPage page) {
    var all = array();
    for (var shown : page.all()) {
      var json = whole(shown.app());
      if (!shown.reviews().isEmpty()) {
        var told = json.putArray(REVIEWS);
        shown.reviews()
            .forEach(review -> told.addObject()
                .put("uid", review.by().value())
                .put("tenths", review.tenths())
                .put("review", review.text())
                .put("rated_at", review.at().toString()));
      }
      all.add(json);
    }
    return all;
  }

  private static AppPage page(JsonNode all) {
    if (!all.isArray()) {
      throw new IllegalArgumentException("apps: no list (expected: one)");
    }
    var apps = new ArrayList<App>();
    Map<AppId, List<Review>> reviews = new HashMap<>();
    for (var json : all) {
      var app = app(json);
      apps.add(app);
      for (var review : json.path(REVIEWS)) {
        reviews.computeIfAbsent(app.id(), _ -> new ArrayList<>()).add(review(review));
      }
    }
    return new AppPage(apps, reviews);
  }

  private static App app(JsonNode json) {
    var integration = json.get("external_integration");
    var uid = json.get("uid");
    return new App(new AppId(text(json, ID)), uid == null ? null : new AccountId(uid.asText()),
        new Listing(text(json, "name"), text(json, "author"), text(json, "description"),
            text(json, "category"), text(json, "image"),
            JSON.convertValue(json.required("capabilities"), TEXTS),
            integration == null
                ? null
                : new ExternalIntegration(text(integration, "webhook_url"),
                    Trigger.of(text(integration, "triggers_on")))),
        new Visibility(flag(json, "private"), flag(json, "approved"), flag(json, "is_popular")),
        new Counts(amount(json, "installs"), amount(json, "rating_count"),
            amount(json, "rating_tenths")),
        Instant.parse(text(json, "created_at")));
  }

  private static Review review(JsonNode json) {
    return new Review(new AccountId(text(json, "uid")), (int) amount(json, "tenths"),
        text(json, "review"), Instant.parse(text(json, "rated_at")));
  }

  /// What is not as we write it is nobody's of ours: another version's, or the seed's own.
  private static String text(JsonNode json, String name) {
    var value = json.required(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(name + ": no text (expected: one)");
    }
    return value.asText();
  }

  private static boolean flag(JsonNode json, String name) {
    var value = json.required(name);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(name + ": no flag (expected: one)");
    }
    return value.asBoolean();
  }

  private static long amount(JsonNode json, String name) {
    var value = json.required(name);
    if (!value.isIntegralNumber()) {
      throw new IllegalArgumentException(name + ": no whole number (expected: one)");
    }
    return value.asLong();
  }

  private static byte[] bytes(JsonNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode tree(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
