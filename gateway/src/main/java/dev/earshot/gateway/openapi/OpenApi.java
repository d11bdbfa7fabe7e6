package dev.earshot.gateway.openapi;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.gateway.openapi.Operation.Errors;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The OpenAPI 3.1 document of some operations.
///
/// @param operations in any order, each with a method and path of its own
public record OpenApi(List<Operation> operations) {
  /// The same document each time.
  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
      .build();
  private static final String DESCRIPTION = "description";
  private static final String KEY = "key";

  public OpenApi {
    operations = operations.stream()
        .sorted(Comparator.comparing(Operation::path).thenComparing(Operation::method))
        .toList();
    for (var i = 1; i < operations.size(); i++) {
      if (name(operations.get(i)).equals(name(operations.get(i - 1)))) {
        throw new IllegalArgumentException("operation: " + name(operations.get(i))
            + " twice (expected: a method and path of its own for each)");
      }
    }
  }

  /// The document.
  public String json() {
    var json = JSON.createObjectNode().put("openapi", "3.1.0");
    json.putObject("info")
        .put("title", "Earshot")
        .put("version", "1")
        .put("summary", "Audio in over WebSockets, words out; accounts and what they have used.");
    var paths = json.putObject("paths");
    for (var operation : operations) {
      paths.withObjectProperty(operation.path())
          .set(operation.method().toLowerCase(Locale.ROOT), node(operation));
    }
    var components = json.putObject("components");
    components.putObject("schemas").set("Problem", JSON.valueToTree(problem().schema()));
    components.putObject("securitySchemes")
        .putObject(KEY)
        .put("type", "http")
        .put("scheme", "bearer")
        .put(DESCRIPTION,
            "An API key, or a token of an issuer that this gateway trusts. The scheme "
                + "may also be called `Token`.");
    return json.toString();
  }

  private static String name(Operation operation) {
    return operation.method() + " " + operation.path();
  }

  private static ObjectNode node(Operation operation) {
    var node = JSON.createObjectNode().put("summary", operation.summary());
    if (operation.keyed()) {
      node.putArray("security").addObject().putArray(KEY);
    }
    if (!operation.parameters().isEmpty()) {
      var all = node.putArray("parameters");
      operation.parameters().forEach(parameter -> all.add(node(parameter)));
    }
    var body = operation.body();
    if (body != null) {
      content(node.putObject("requestBody"), "application/json", body.schema());
    }
    var responses = node.putObject("responses");
    new TreeMap<>(operation.answers()).forEach((status, answer) -> {
      var response = responses.putObject(String.valueOf(status))
          .put(DESCRIPTION, answer.what());
      if (answer.shape() != null) {
        content(response, "application/json", answer.shape().schema());
      }
    });
    var error = responses.putObject("default").put(DESCRIPTION, "what is wrong");
    if (operation.errors() == Errors.PROBLEM) {
      content(error, "application/problem+json", Map.of("$ref", "#/components/schemas/Problem"));
    }
    return node;
  }

  private static ObjectNode node(Parameter parameter) {
    var node = JSON.createObjectNode()
        .put("name", parameter.name())
        .put("in", parameter.where().name().toLowerCase(Locale.ROOT))
        .put(DESCRIPTION, parameter.what())
        .put("required", parameter.required());
    node.set("schema", JSON.valueToTree(parameter.shape().schema()));
    return node;
  }

  private static void content(ObjectNode holder, String type, Map<String, Object> schema) {
    holder.putObject("content").putObject(type).set("schema", JSON.valueToTree(schema));
  }

  private static Shape problem() {
    return Shape.object(Map.of("type", Shape.text(), "title", Shape.text(), "status",
        Shape.amount(), "detail", Shape.text()));
  }
}
