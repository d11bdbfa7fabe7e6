package dev.earshot.gateway.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The fields of one JSON object in a session's setup, read by name. A field that is not known is
/// refused, as OpenAI does: a slip of the pen would otherwise go unseen.
final class Fields {
  private final String path;
  private final JsonNode object;

  /// @param path where the object stands, for messages
  /// @throws FaultException when it is no object, or has a field beside the known ones
  Fields(String path, JsonNode object, Set<String> known) {
    this.path = path;
    this.object = object;
    if (!object.isObject()) {
      throw new FaultException(Fault.value(path, "no object", "an object"));
    }
    for (var field : object.properties()) {
      if (!known.contains(field.getKey())) {
        throw new FaultException(Fault.invalid("unknown_parameter",
            path(shortened(field.getKey())) + ": unknown (expected: one of "
                + new TreeSet<>(known) + ")",
            path(shortened(field.getKey()))));
      }
    }
  }

  String path(String name) {
    return path + "." + name;
  }

  /// Whether the field is there, null or not.
  boolean has(String name) {
    return object.has(name);
  }

  boolean isNull(String name) {
    return object.path(name).isNull();
  }

  JsonNode get(String name) {
    return object.path(name);
  }

  /// A text of 1 to `longest` characters; null where it is cleared, the other one where the field is
  /// missing.
  @Nullable
  String text(String name, int longest, @Nullable String otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    return isNull(name) ? null : text(path(name), get(name), longest);
  }

  /// Up to `most` texts; the other ones where the field is missing.
  List<String> texts(String name, int most, int longest, List<String> otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    var array = get(name);
    if (array.isNull()) {
      return List.of();
    }
    if (!array.isArray() || array.size() > most) {
      throw wrong(name, "none or too many", "an array of 0.." + most + " texts");
    }
    var texts = new ArrayList<String>();
    for (var i = 0; i < array.size(); i++) {
      texts.add(text(path(name) + "[" + i + "]", array.get(i), longest));
    }
    return List.copyOf(texts);
  }

  /// One of few texts.
  String choice(String name, Set<String> values) {
    var text = get(name).asText("");
    if (!get(name).isTextual() || !values.contains(text)) {
      throw wrong(name, get(name).isMissingNode() ? "missing" : "another value",
          "one of " + new TreeSet<>(values));
    }
    return text;
  }

  int whole(String name, int least, int most, int otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    var value = get(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least
        || value.intValue() > most) {
      throw wrong(name, number(value), least + ".." + most);
    }
    return value.intValue();
  }

  double share(String name, double otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    var value = get(name);
    var share = value.asDouble(-1);
    if (!value.isNumber() || !(share >= 0 && share <= 1)) {
      throw wrong(name, number(value), "0..1");
    }
    return share;
  }

  FaultException wrong(String name, String value, String expected) {
    return new FaultException(Fault.value(path(name), value, expected));
  }

  private static String text(String path, JsonNode value, int longest) {
    if (!value.isTextual() || value.asText().isEmpty() || value.asText().length() > longest) {
      throw new FaultException(Fault.value(path, "no text, empty or too long",
          "a text of 1.." + longest + " characters"));
    }
    return value.asText();
  }

  private static String number(JsonNode value) {
    return value.isNumber() ? shortened(value.asText()) : "no number";
  }

  private static String shortened(String text) {
    return text.length() > 64 ? text.substring(0, 64) + "..." : text;
  }
}
