package dev.earshot.gateway.admin;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.earshot.core.operator.OperatorScope;
import reactor.core.publisher.Mono;

/// Answers whether this instance sends its streams elsewhere, and gives the order to.
///
/// | request | does |
/// |---|---|
/// | `GET /admin/drain` | whether the order was given, and how many streams are left |
/// | `POST /admin/drain` | gives the order, which nobody can take back, and answers the same at once |
public record DrainRequests(Desk desk) implements AdminRoom {
  private static final String PATH = "/admin/drain";
  private static final JsonMapper JSON = new JsonMapper();

  /// Who knows and does it.
  public interface Desk {
    /// Gives the order; a second one changes nothing. Returns at once.
    void begin();

    boolean isBegun();

    /// How many streams are left.
    int left();
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public OperatorScope scope() {
    return OperatorScope.INSTANCE;
  }

  @Override
  public String expected() {
    return "path: unknown (expected: GET or POST /admin/drain)";
  }

  @Override
  public Mono<String> answer(String method, String uri, String body) {
    return uri.equals(PATH) ? answer(method) : Mono.empty();
  }

  private Mono<String> answer(String method) {
    return switch (method) {
      case "GET" -> Mono.fromSupplier(this::state);
      case "POST" -> Mono.fromSupplier(() -> {
        desk.begin();
        return state();
      });
      default -> Mono.empty(); // methods are whatever a client writes
    };
  }

  private String state() {
    return JSON.createObjectNode()
        .put("draining", desk.isBegun())
        .put("streams", desk.left())
        .toString();
  }
}
