package dev.earshot.gateway.api.app;

import dev.earshot.core.preference.MentorFrequency;
import dev.earshot.core.preference.Preferences;
import dev.earshot.gateway.api.ApiCall;
import dev.earshot.gateway.api.Route;
import dev.earshot.gateway.dialect.Reply;
import dev.earshot.gateway.openapi.Operation;
import dev.earshot.gateway.openapi.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/// `GET` and `PATCH /v1/users/mentor-notification-settings`: how often the mentor may notify whoever calls.
public record MentorRoutes(Preferences preferences) {
  private static final String PATH = "/v1/users/mentor-notification-settings";
  private static final String FREQUENCY = "frequency";
  private static final Shape SHAPE = Shape.object(Map.of(FREQUENCY, new Shape(
      Map.of("type", "integer", "minimum", 0, "maximum", MentorFrequency.MOST))));
  private static final Operation SHOW = Operation
      .of("GET", PATH, "How often the mentor may notify the account: 0 for never, 5 most often.")
      .withKey()
      .telling(200, "the frequency", SHAPE);
  private static final Operation SET = Operation
      .of("PATCH", PATH, "Sets how often the mentor may notify the account.")
      .withKey()
      .reading(SHAPE)
      .telling(200, "the frequency as it is now", SHAPE);

  /// The routes.
  public List<Route> routes() {
    return List.of(new Route(SHOW, call -> preferences.mentorFrequency(call.account())
        .map(MentorRoutes::reply)), new Route(SET, this::set));
  }

  private Mono<Reply> set(ApiCall call) {
    var frequency = new MentorFrequency(Body.of(call, Set.of(FREQUENCY)).number(FREQUENCY));
    return preferences.setMentorFrequency(call.account(), frequency)
        .thenReturn(reply(frequency));
  }

  private static Reply reply(MentorFrequency frequency) {
    return Reply.json(200, Map.of(FREQUENCY, frequency.value()));
  }
}
