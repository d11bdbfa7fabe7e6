package dev.earshot.deploy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// YAML files of this module, read as strictly as Kubernetes reads them: what a type does not know is refused,
/// though the types of the model would keep it.
final class Yaml {
  private static final YAMLMapper STRICT = YAMLMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .annotationIntrospector(new NothingElse())
      .build();

  private Yaml() {}

  private static final class NothingElse extends JacksonAnnotationIntrospector {
    @Serial
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  /// The file of this name in this module.
  static JsonNode file(String name) {
    return documents(text(name)).getFirst();
  }

  static String text(String name) {
    try {
      return Files.readString(Path.of(name));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static List<JsonNode> documents(String text) {
    try (MappingIterator<JsonNode> all = STRICT.readerFor(JsonNode.class).readValues(text)) {
      return all.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// This part of a file as this type.
  ///
  /// @throws IllegalArgumentException when it has a field that the type does not know, or one of another type
  static <T> T as(Class<T> type, JsonNode node) {
    return STRICT.convertValue(node, type);
  }
}
