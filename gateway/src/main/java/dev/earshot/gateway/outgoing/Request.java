package dev.earshot.gateway.outgoing;

import java.util.Map;

/// A POST.
///
/// @param headers beside those that HTTP itself needs
/// @param body JSON
/// @param mostBack bytes of the answer's body that are read; with 0 its head is all that is waited for
public record Request(String url, Map<String, String> headers, String body, int mostBack) {
  public Request {
    headers = Map.copyOf(headers);
    if (mostBack < 0) {
      throw new IllegalArgumentException("mostBack: " + mostBack + " (expected: >= 0)");
    }
  }

  /// Without what is in it.
  @Override
  public String toString() {
    return "Request[" + body.length() + " characters]";
  }
}
