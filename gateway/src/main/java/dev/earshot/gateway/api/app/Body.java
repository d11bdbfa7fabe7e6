package dev.earshot.gateway.api.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.gateway.api.ApiCall;
import dev.earshot.gateway.dialect.ApiProblem;
import dev.earshot.gateway.dialect.ClientJson;
import dev.earshot.gateway.dialect.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The JSON object of a request. What is no JSON is a 400; a field that is missing, of another kind or
/// unknown is a 422.
record Body(ObjectNode json) {
  private static final JsonMapper JSON = ClientJson
      .ready(ClientJson.builder(StreamReadConstraints.builder()).build());

  /// @param known the fields that there may be
  static Body of(ApiCall call, Set<String> known) {
    return known("body", read(call.body()), known);
  }

  /// What can be read of it, without a judgement; an object without fields where nothing can.
  static JsonNode glance(ApiCall call) {
    try {
      return read(call.body());
    } catch (RuntimeException e) {
      return JSON.createObjectNode();
    }
  }

  boolean has(String name) {
    return json.has(name);
  }

  /// Whether it is there and null.
  boolean isNull(String name) {
    return json.has(name) && json.get(name).isNull();
  }

  String text(String name) {
    var value = needed(name);
    if (!value.isTextual()) {
      throw wrong(name + ": of another kind (expected: a text)");
    }
    return value.asText();
  }

  String text(String name, String otherwise) {
    return json.has(name) ? text(name) : otherwise;
  }

  int number(String name) {
    var value = needed(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(name + ": of another kind (expected: a whole number)");
    }
    return value.asInt();
  }

  double amount(String name) {
    var value = needed(name);
    if (!value.isNumber()) {
      throw wrong(name + ": of another kind (expected: a number)");
    }
    return value.asDouble();
  }

  boolean flag(String name, boolean otherwise) {
    if (!json.has(name)) {
      return otherwise;
    }
    if (!json.get(name).isBoolean()) {
      throw wrong(name + ": of another kind (expected: true or false)");
    }
    return json.get(name).asBoolean();
  }

  List<String> texts(String name) {
    var value = needed(name);
    var all = new ArrayList<String>();
    for (var one : value) {
      if (!one.isTextual()) {
        throw wrong(name + ": one is of another kind (expected: texts)");
      }
      all.add(one.asText());
    }
    if (!value.isArray()) {
      throw wrong(name + ": of another kind (expected: a list of texts)");
    }
    return List.copyOf(all);
  }

  List<String> texts(String name, List<String> otherwise) {
    return json.has(name) ? texts(name) : otherwise;
  }

  /// The object below this name.
  Body below(String name, Set<String> known) {
    if (!(needed(name) instanceof ObjectNode object)) {
      throw wrong(name + ": of another kind (expected: an object)");
    }
    return known(name, object, known);
  }

  static ProblemException wrong(String detail) {
    return new ProblemException(ApiProblem.UNPROCESSABLE, detail);
  }

  private static Body known(String where, ObjectNode json, Set<String> known) {
    for (var fields = json.fieldNames(); fields.hasNext();) {
      if (!known.contains(fields.next())) {
        throw wrong(where + ": a field that is unknown (expected: only "
            + String.join(", ", new TreeSet<>(known)) + ")");
      }
    }
    return new Body(json);
  }

  private JsonNode needed(String name) {
    @Nullable
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      throw wrong(name + ": missing (expected: in the body)");
    }
    return value;
  }

  private static ObjectNode read(String body) {
    try {
      if (JSON.readTree(body.isBlank() ? "{}" : body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      // told below, without what was sent
    }
    throw new ProblemException(ApiProblem.BAD_REQUEST, "body: no JSON object (expected: one)");
  }
}
