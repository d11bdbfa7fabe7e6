package dev.earshot.gateway.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A path with names in place of some of its parts, such as `/v1/apps/{id}`. A name stands for one part
/// that is not empty; what has a slash in it, however it is written, is two parts.
record PathTemplate(String text) {
  private static final Pattern FORM = Pattern.compile("(/([A-Za-z0-9._-]+|\\{[a-z_]+}))+");

  PathTemplate {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "path: " + text + " (expected: such as /v1/apps/{id})");
    }
  }

  /// What stands in place of the names; empty where it is another path.
  Optional<Map<String, String>> match(String path) {
    var wanted = parts(text);
    var there = parts(path);
    if (wanted.size() != there.size()) {
      return Optional.empty();
    }
    var values = new LinkedHashMap<String, String>();
    for (var i = 0; i < wanted.size(); i++) {
      var part = wanted.get(i);
      var value = there.get(i);
      if (part.startsWith("{") && !value.isEmpty()) {
        values.put(part.substring(1, part.length() - 1), value);
      } else if (!part.equals(value)) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  /// How many of its parts are names: of two that match, the one with fewer is meant.
  int names() {
    return (int) parts(text).stream().filter(part -> part.startsWith("{")).count();
  }

  private static List<String> parts(String path) {
    return List.of(path.split("/", -1));
  }
}
