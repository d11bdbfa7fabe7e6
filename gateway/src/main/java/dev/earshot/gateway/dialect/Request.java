package dev.earshot.gateway.dialect;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The part of an HTTP request that a dialect may read.
///
/// @param query decoded parameters in the order they came, each with all its values
/// @param authorization the header's value; null when there is none
public record Request(String path, Map<String, List<String>> query,
    @Nullable String authorization) {
  @Override
  public String toString() {
    return "Request[" + path + "]"; // neither key nor parameters belong into a log
  }
}
