package dev.earshot.gateway.outgoing;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/// A POST.
///
/// @param headers beside those that HTTP itself needs
/// @param body JSON in UTF-8
/// @param mostBack bytes of the answer's body that are read; with 0 its head is all that is waited for
public record Request(String url, Map<String, String> headers, byte[] body, int mostBack) {
  public Request {
    headers = Map.copyOf(headers);
    if (mostBack < 0) {
      throw new IllegalArgumentException("mostBack: " + mostBack + " (expected: >= 0)");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Request(var otherUrl, var otherHeaders, var otherBody, var otherMost)
        && url.equals(otherUrl) && headers.equals(otherHeaders) && mostBack == otherMost
        && Arrays.equals(body, otherBody);
  }

  @Override
  public int hashCode() {
    return Objects.hash(url, headers, mostBack) * 31 + Arrays.hashCode(body);
  }

  /// Without what is in it.
  @Override
  public String toString() {
    return "Request[" + body.length + " bytes]";
  }
}
