package dev.earshot.gateway.admin;

import dev.earshot.core.operator.OperatorKey;
import dev.earshot.gateway.dialect.ApiProblem;
import dev.earshot.gateway.dialect.ProblemException;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/// Answers the `/admin` requests of the operations port: each [AdminRoom] those at its path, for keys that
/// open it. Every change, and every one that was refused because the key does not open it, is in the log.
public final class AdminPages {
  /// The path under which everything here is.
  public static final String PREFIX = "/admin/";

  private static final int OK = 200;

  private final AdminDoor door;
  private final AuditTrail trail;
  private final List<AdminRoom> rooms;

  /// @param rooms each at a path of its own
  public AdminPages(AdminDoor door, AuditTrail trail, List<AdminRoom> rooms) {
    this.door = door;
    this.trail = trail;
    this.rooms = List.copyOf(rooms);
  }

  /// One answer.
  ///
  /// @param body JSON
  public record Answer(int status, String body) {
    /// The media type of the body.
    public String type() {
      return status == OK ? "application/json" : ApiProblem.MEDIA;
    }

    @Override
    public String toString() {
      return "Answer[" + status + "]"; // a key that was made stands in one of them
    }
  }

  /// Cold; never fails.
  ///
  /// @param authorization the header, empty where there is none
  public Mono<Answer> answer(String method, String uri, String authorization, String body) {
    return Mono.defer(() -> door.who(authorization))
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(who -> who.map(key -> entered(key, method, uri, body))
            .orElseGet(() -> Mono.just(problem(ApiProblem.UNAUTHORIZED,
                "Authorization: no admin key (expected: Bearer and the key in "
                    + "EARSHOT_DATA/admin-key, or one that was made with it)"))))
        .onErrorResume(why -> Mono.just(away(why)));
  }

  private Mono<Answer> entered(OperatorKey key, String method, String uri, String body) {
    var room = rooms.stream().filter(known -> isIn(known.path(), uri)).findFirst();
    if (room.isEmpty()) {
      return Mono.just(problem(ApiProblem.NOT_FOUND, "path: unknown (expected: one of "
          + rooms.stream().map(AdminRoom::path).sorted().toList() + ")"));
    }
    var answer = key.opens(room.get().scope())
        ? answered(room.get(), method, uri, body)
        : Mono.just(problem(ApiProblem.FORBIDDEN, "scope: " + room.get().scope().word()
            + " missing (expected: an admin key that has it)"));
    return method.equals("GET") ? answer : trail.around(key, method, uri, body, answer);
  }

  private static Mono<Answer> answered(AdminRoom room, String method, String uri, String body) {
    return Mono.defer(() -> room.answer(method, uri, body))
        .map(json -> new Answer(OK, json))
        .onErrorResume(IllegalArgumentException.class,
            e -> Mono.just(problem(ApiProblem.BAD_REQUEST, String.valueOf(e.getMessage()))))
        .onErrorResume(ProblemException.class,
            e -> Mono.just(problem(e.problem(), String.valueOf(e.getMessage()))))
        .onErrorResume(why -> Mono.just(away(why)))
        .defaultIfEmpty(problem(ApiProblem.NOT_FOUND, room.expected()));
  }

  private static boolean isIn(String path, String uri) {
    return uri.startsWith(path)
        && (uri.length() == path.length() || "/?".indexOf(uri.charAt(path.length())) >= 0);
  }

  private static Answer away(Throwable why) {
    return problem(ApiProblem.UNAVAILABLE,
        "store: no answer (expected: one): " + why.getClass().getSimpleName());
  }

  private static Answer problem(ApiProblem problem, String detail) {
    return new Answer(problem.status(), problem.json(detail).toString());
  }
}
