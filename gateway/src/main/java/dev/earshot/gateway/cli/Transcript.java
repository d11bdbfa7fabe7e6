package dev.earshot.gateway.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The final words of one stream, in the order of speech.
final class Transcript {
  private final Map<String, String> finals = new LinkedHashMap<>();

  /// Keeps a segment; one with the same id gives way.
  void keep(String id, String text) {
    finals.put(id, text);
  }

  void drop(String id) {
    finals.remove(id);
  }

  List<String> segments() {
    return List.copyOf(finals.values());
  }

  String text() {
    return String.join(" ", finals.values());
  }
}
