package dev.earshot.gateway.api.app;

import dev.earshot.core.app.App;
import dev.earshot.core.app.ExternalIntegration;
import dev.earshot.core.app.ExternalIntegration.Trigger;
import dev.earshot.core.app.Listing;
import dev.earshot.gateway.api.ApiCall;
import dev.earshot.gateway.openapi.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the body of a request says of an app: all of it, or what is to be different.
record AppSaid(Listing listing, boolean isPrivate) {
  /// Each character may be written as `\\uXXXX`, and the longest ones as two of them.
  static final int LONGEST_BODY = 128 * 1024;

  private static final String NAME = "name";
  private static final String AUTHOR = "author";
  private static final String DESCRIPTION = "description";
  private static final String CATEGORY = "category";
  private static final String IMAGE = "image";
  private static final String CAPABILITIES = "capabilities";
  private static final String PRIVATE = "private";
  private static final String INTEGRATION = "external_integration";
  private static final String WEBHOOK = "webhook_url";
  private static final String TRIGGERS = "triggers_on";
  private static final Set<String> KNOWN = Set.of(NAME, AUTHOR, DESCRIPTION, CATEGORY, IMAGE,
      CAPABILITIES, PRIVATE, INTEGRATION);

  /// A new app: it has a name at least.
  static AppSaid of(ApiCall call) {
    var body = Body.of(call, KNOWN);
    return of(body, Listing.of("?"), body.text(NAME), false);
  }

  /// An app that is there, and what is different now.
  static AppSaid of(ApiCall call, App app) {
    var body = Body.of(call, KNOWN);
    return of(body, app.listing(), body.text(NAME, app.listing().name()),
        app.visibility().isPrivate());
  }

  static Shape shape() {
    var fields = new HashMap<String, Object>();
    for (var text : Set.of(NAME, AUTHOR, DESCRIPTION, CATEGORY, IMAGE)) {
      fields.put(text, Shape.text().schema());
    }
    fields.put(CAPABILITIES, Shape.listOf(Shape.text()).schema());
    fields.put(PRIVATE, Shape.flag().schema());
    fields.put(INTEGRATION,
        Shape.object(Map.of(WEBHOOK, Shape.text(), TRIGGERS,
            Shape.oneOf(Arrays.stream(Trigger.values()).map(Trigger::word).toList())))
            .orNull()
            .schema());
    return new Shape(Map.of("type", "object", "properties", fields));
  }

  private static AppSaid of(Body body, Listing now, String name, boolean isPrivate) {
    try {
      return new AppSaid(new Listing(name, body.text(AUTHOR, now.author()),
          body.text(DESCRIPTION, now.description()), body.text(CATEGORY, now.category()),
          body.text(IMAGE, now.image()), body.texts(CAPABILITIES, now.capabilities()),
          integration(body, now)), body.flag(PRIVATE, isPrivate));
    } catch (IllegalArgumentException e) {
      throw Body.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable ExternalIntegration integration(Body body, Listing now) {
    if (!body.has(INTEGRATION)) {
      return now.integration();
    }
    if (body.isNull(INTEGRATION)) {
      return null;
    }
    var said = body.below(INTEGRATION, Set.of(WEBHOOK, TRIGGERS));
    return new ExternalIntegration(said.text(WEBHOOK), Trigger.of(said.text(TRIGGERS)));
  }
}
