package dev.earshot.gateway.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a JSON value looks like: a schema of JSON Schema 2020-12, which OpenAPI 3.1 speaks.
///
/// @param schema its keywords
public record Shape(Map<String, Object> schema) {
  private static final String TYPE = "type";

  public Shape {
    schema = Map.copyOf(schema);
  }

  /// Whatever it is.
  public static Shape any() {
    return new Shape(Map.of());
  }

  public static Shape text() {
    return new Shape(Map.of(TYPE, "string"));
  }

  /// A text of this form.
  ///
  /// @param pattern a regular expression of ECMA-262
  public static Shape text(String pattern) {
    return new Shape(Map.of(TYPE, "string", "pattern", pattern));
  }

  /// One of these texts.
  public static Shape oneOf(List<String> texts) {
    return new Shape(Map.of(TYPE, "string", "enum", List.copyOf(texts)));
  }

  /// A moment as RFC 3339 writes it.
  public static Shape moment() {
    return new Shape(Map.of(TYPE, "string", "format", "date-time"));
  }

  /// A whole number, 0 or more.
  public static Shape amount() {
    return new Shape(Map.of(TYPE, "integer", "minimum", 0));
  }

  public static Shape flag() {
    return new Shape(Map.of(TYPE, "boolean"));
  }

  public static Shape listOf(Shape each) {
    return new Shape(Map.of(TYPE, "array", "items", each.schema));
  }

  /// An object that has all of these.
  ///
  /// @param fields by their names
  public static Shape object(Map<String, Shape> fields) {
    var properties = new LinkedHashMap<String, Object>();
    fields.forEach((name, shape) -> properties.put(name, shape.schema));
    return new Shape(Map.of(TYPE, "object", "properties", properties, "required",
        fields.keySet().stream().sorted().toList()));
  }

  /// The same, or null.
  public Shape orNull() {
    var other = new LinkedHashMap<>(schema);
    var types = new ArrayList<Object>();
    types.add(schema.getOrDefault(TYPE, "object"));
    types.add("null");
    other.put(TYPE, types);
    return new Shape(other);
  }
}
