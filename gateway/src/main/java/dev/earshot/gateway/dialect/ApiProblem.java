package dev.earshot.gateway.dialect;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/// What can be wrong with a request to an API of our own, told as RFC 9457 has it: `type` is for a
/// program, `title` the same for every problem of the type, `detail` says what to do.
public enum ApiProblem {
  /// The request cannot be honoured as it is.
  BAD_REQUEST(400, "The request cannot be honoured"),
  /// Nobody is known by what was shown.
  UNAUTHORIZED(401, "Who asks is not known"),
  /// What was shown is not enough for this.
  FORBIDDEN(403, "Who asks may not do this"),
  /// There is nothing of this name.
  NOT_FOUND(404, "There is no such thing"),
  /// Another method is expected.
  NOT_ALLOWED(405, "Another method is expected"),
  /// It does not fit to what is there.
  CONFLICT(409, "It does not fit to what is there"),
  /// The body is longer than one may be.
  TOO_LONG(413, "The body is too long"),
  /// A part of the body is missing, or of another kind.
  UNPROCESSABLE(422, "The body cannot be understood"),
  /// Too much at once.
  TOO_MANY(429, "Too many requests"),
  /// Somebody who has to be asked does not answer; ask again.
  UNAVAILABLE(503, "Not available now");

  /// The media type of RFC 9457.
  public static final String MEDIA = "application/problem+json";

  private static final JsonMapper JSON = new JsonMapper();
  /// RFC 4151: names that are nobody else's, and that nobody has to look up.
  private static final String TYPES = "tag:earshot.dev,2026:";

  private final int status;
  private final String title;

  ApiProblem(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /// Of RFC 9110.
  public int status() {
    return status;
  }

  /// Names the type for ever.
  public String type() {
    return TYPES + name().toLowerCase(Locale.ROOT);
  }

  /// The problem of this status; the one of a request that cannot be honoured where there is none.
  public static ApiProblem of(int status) {
    for (var problem : values()) {
      if (problem.status == status) {
        return problem;
      }
    }
    return BAD_REQUEST;
  }

  /// The four members.
  ///
  /// @param detail reads `name: value (expected: range)`
  public ObjectNode json(String detail) {
    return JSON.createObjectNode()
        .put("type", type())
        .put("title", title)
        .put("status", status)
        .put("detail", detail);
  }

  /// The answer.
  ///
  /// @param detail reads `name: value (expected: range)`
  public Reply reply(String detail) {
    return new Reply(status, Map.of(), MEDIA, json(detail).toString());
  }
}
