package dev.earshot.gateway.api;

import dev.earshot.core.identity.AccountId;
import dev.earshot.gateway.auth.Pass;
import dev.earshot.gateway.dialect.Endpoint.Call;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request to a route.
///
/// @param parts what stands in place of the names in the path
/// @param pass of who calls; null at routes that need no key
public record ApiCall(Call call, Map<String, String> parts, @Nullable Pass pass) {
  public ApiCall {
    parts = Map.copyOf(parts);
  }

  /// Who calls, at a route that needs a key.
  public AccountId account() {
    if (pass == null) {
      throw new IllegalStateException("key: not asked for (expected: a route that needs one)");
    }
    return pass.account();
  }

  /// What stands in place of this name in the path.
  public String part(String name) {
    var part = parts.get(name);
    if (part == null) {
      throw new IllegalStateException("path: no {" + name + "} (expected: in the template)");
    }
    return part;
  }

  /// A parameter of the query; null where it is not there.
  ///
  /// @throws IllegalArgumentException where it is there more than once
  public @Nullable String query(String name) {
    var values = call.request().query().get(name);
    if (values == null) {
      return null;
    }
    if (values.size() > 1) {
      throw new IllegalArgumentException(name + ": " + values.size() + " (expected: one)");
    }
    return values.getFirst();
  }

  /// A header; null where it is not there.
  public @Nullable String header(String name) {
    return call.request().header(name);
  }

  /// As text, empty where there is none.
  public String body() {
    return call.body();
  }

  @Override
  public String toString() {
    return "ApiCall[" + call + "]";
  }
}
