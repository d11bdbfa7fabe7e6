package dev.earshot.gateway.api.app;

import dev.earshot.gateway.api.ApiCall;
import dev.earshot.gateway.dialect.Endpoint.Call;
import dev.earshot.gateway.dialect.ProblemException;
import dev.earshot.gateway.dialect.Request;
import java.util.Map;
import java.util.Set;

/// What must hold for any body of a request about apps: it is understood, or it is a problem of the
/// client's, told without what was sent.
public final class AppBodies {
  private static final Set<String> KNOWN = Set.of("frequency", "score", "review", "uid", "apps");
  private static final int LONGEST_DETAIL = 300;

  private AppBodies() {}

  /// Reads it in each way.
  public static void check(String text) {
    var call = new ApiCall(
        new Call("POST", new Request("/v1/apps", Map.of(), Map.of()), text), Map.of(), null);
    read(() -> AppSaid.of(call));
    read(() -> Body.of(call, KNOWN).number("frequency"));
    read(() -> Body.of(call, KNOWN).amount("score"));
    read(() -> Body.of(call, KNOWN).texts("apps"));
  }

  private static void read(Runnable reading) {
    try {
      reading.run();
    } catch (ProblemException e) {
      if (String.valueOf(e.getMessage()).length() > LONGEST_DETAIL) {
        throw new AssertionError("detail: longer than what was sent explains", e);
      }
    }
  }
}
