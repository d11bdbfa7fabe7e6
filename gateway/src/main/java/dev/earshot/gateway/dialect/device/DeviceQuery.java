package dev.earshot.gateway.dialect.device;

import dev.earshot.gateway.dialect.BadRequestException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads a device's parameters one by one and collects everything that is wrong with them.
final class DeviceQuery {
  /// Known to the seed system and without effect here; `docs/protocol.md` says why for each.
  private static final Set<String> WITHOUT_EFFECT = Set.of("include_speech_profile", "stt_service",
      "conversation_timeout", "source", "speaker_auto_assign", "vad_gate", "call_id", "uid",
      "client_conversation_id", "conversation_role", "create_speakers", "speech_profile_redo");
  private static final Set<String> HONOURED = Set.of("language", "sample_rate", "codec", "channels",
      "custom_stt", "onboarding", "translate");

  private static final Set<String> DEVICES_ONLY = Set.of("stt_service", "speaker_auto_assign",
      "vad_gate");

  private final Map<String, List<String>> query;
  private final List<Problem> problems = new ArrayList<>();

  /// Reads a query.
  ///
  /// @param browser whether it is a browser's, which has fewer parameters
  DeviceQuery(Map<String, List<String>> query, boolean browser) {
    this.query = query;
    var known = new TreeSet<>(HONOURED);
    known.addAll(WITHOUT_EFFECT);
    if (browser) {
      known.removeAll(DEVICES_ONLY);
    }
    query.forEach((name, values) -> {
      if (!known.contains(name)) {
        problems.add(new Problem(name, values.getFirst(), "a known parameter: one of " + known));
      } else if (values.size() > 1) {
        problems.add(new Problem(name, String.join(",", values), "one value"));
      }
    });
  }

  String text(String name, String otherwise) {
    var values = query.get(name);
    return values == null ? otherwise : values.getFirst();
  }

  int number(String name, int otherwise) {
    var text = text(name, String.valueOf(otherwise));
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return Integer.MIN_VALUE; // in no range
    }
  }

  /// One of few values.
  String choice(String name, String otherwise, Set<String> values) {
    var value = text(name, otherwise);
    if (!values.contains(value)) {
      refuse(name, String.join(", ", new TreeSet<>(values)));
    }
    return value;
  }

  void refuse(String name, String expected) {
    problems.add(new Problem(name, text(name, "not given"), expected));
  }

  /// Checks the values of parameters that change nothing here, so that a slip of the pen is seen.
  void checkIgnored() {
    choice("include_speech_profile", "true", Set.of("true", "false", "True", "False", "1", "0"));
    choice("speaker_auto_assign", "disabled", Set.of("enabled", "disabled"));
    choice("vad_gate", "", Set.of("", "enabled", "disabled"));
    if (number("conversation_timeout", 0) < -1) {
      refuse("conversation_timeout", "-1 or seconds");
    }
  }

  boolean hasProblems() {
    return !problems.isEmpty();
  }

  List<Problem> problems() {
    return problems;
  }
}
