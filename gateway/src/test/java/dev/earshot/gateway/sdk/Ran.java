package dev.earshot.gateway.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// What came of a program of Node.
///
/// @param exit its code
/// @param said lines of its standard output
/// @param complained its standard error
/// @param sockets its connections, in the order they were dialled
/// @param errors that nobody caught
record Ran(int exit, List<String> said, String complained, List<Line> sockets,
    List<String> errors) {
  /// A connection, as the client saw it.
  ///
  /// @param status of the answer to its request, 0 where there was none
  /// @param headers of the answer, none where the client does not show them
  /// @param subprotocol that was agreed on
  /// @param soundBytes that were sent
  /// @param sent types of the other messages
  /// @param binary messages that came as binary frames
  /// @param code of the close, 1006 where the connection was cut
  record Line(String url, int status, Map<String, String> headers, String subprotocol,
      long soundBytes, List<String> sent, List<Heard> heard, int binary, int code, String reason,
      String error) {
    /// The messages of a type.
    List<JsonNode> messages(String type) {
      return heard.stream()
          .map(Heard::message)
          .filter(message -> message.path("type").asText().equals(type))
          .toList();
    }
  }

  /// A message of the server.
  ///
  /// @param afterBytes of sound that were sent before it came
  record Heard(long afterBytes, JsonNode message) {}

  /// The only connection.
  Line line() {
    if (sockets.size() != 1) {
      throw new AssertionError("connections: " + sockets.size() + " (expected: 1) " + this);
    }
    return sockets.getFirst();
  }

  /// The transcript as the application had it.
  String words() {
    return String.join(" ", said);
  }
}
