package dev.earshot.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.gateway.socket.SocketLimits;
import dev.earshot.gateway.wire.Answer;
import dev.earshot.gateway.wire.CleanLog;
import dev.earshot.gateway.wire.Heard;
import dev.earshot.gateway.wire.TestHouse;
import dev.earshot.gateway.wire.WireClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The document that a gateway serves, beside what that gateway answers.
@Timeout(60)
@ExtendWith(CleanLog.class)
class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final Pattern NAME = Pattern.compile("\\{([^}]+)}");
  private static final Pattern PATHS = Pattern.compile("expected one of \\[([^\\]]+)]");

  @SuppressWarnings("NullAway.Init")
  private TestHouse house;

  @BeforeEach
  void open(@TempDir Path data) {
    house = TestHouse.open(data, SocketLimits.DEFAULT);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void document_paths_areAllThatTheGatewayServes() {
    var text = Heard.json(ask("GET", "/nowhere").body()).path("message").asText();
    var served = PATHS.matcher(text);

    assertThat(served.find()).as(text).isTrue();
    assertThat(names(document().path("paths")))
        .containsExactlyInAnyOrder(Objects.requireNonNull(served.group(1)).split(", ", -1));
  }

  @Test
  void document_methods_areThoseThatAreAnswered() {
    var paths = document().path("paths");
    for (var path : names(paths)) {
      var answer = ask("PUT", NAME.matcher(path).replaceAll("x"));
      if (answer.status() == 426) {
        assertThat(names(paths.path(path))).as(path).containsExactly("get");
      } else {
        assertThat(answer.status()).as(path).isEqualTo(405);
        assertThat(names(paths.path(path))).as(path).isEqualTo(allowed(answer));
      }
    }
  }

  @Test
  void document_keyed_isAskedForAKey() {
    var paths = document().path("paths");
    for (var path : names(paths)) {
      for (var method : names(paths.path(path))) {
        var operation = paths.path(path).path(method);
        if (!operation.path("responses").has("101")) {
          var status = ask(method.toUpperCase(Locale.ROOT), NAME.matcher(path).replaceAll("x"))
              .status();
          assertThat(status == 401).as(method + " " + path + ": " + status)
              .isEqualTo(operation.has("security"));
        }
      }
    }
  }

  @Test
  void document_structure_isThatOfOpenApi31() {
    var document = document();

    assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
    assertThat(document.path("info").path("title").asText()).isNotEmpty();
    assertThat(document.path("info").path("version").asText()).isNotEmpty();
    assertThat(document.path("paths").isEmpty()).isFalse();
    assertThat(unresolved(document)).isEmpty();
    document.path("paths").properties().forEach(path -> {
      assertThat(path.getKey()).startsWith("/");
      path.getValue().properties().forEach(operation -> {
        assertThat(METHODS).contains(operation.getKey());
        assertOperation(path.getKey(), operation.getValue(), document);
      });
    });
  }

  @Test
  void document_again_isTheSame() {
    assertThat(document()).isEqualTo(document());
  }

  @Test
  void operations_sameTwice_areRefused() {
    var one = Operation.of("GET", "/v1/x", "x");

    assertThatThrownBy(() -> new OpenApi(List.of(one, one)))
        .hasMessageContaining("GET /v1/x twice");
  }

  private static void assertOperation(String path, JsonNode operation, JsonNode document) {
    assertThat(operation.path("summary").asText()).as(path).isNotEmpty();
    assertThat(operation.path("responses").isEmpty()).as(path).isFalse();
    operation.path("responses").properties().forEach(response -> {
      assertThat(response.getKey()).matches("[1-5][0-9][0-9]|default");
      assertThat(response.getValue().path("description").asText()).as(path).isNotEmpty();
    });
    var declared = new TreeSet<String>();
    for (var parameter : operation.path("parameters")) {
      assertThat(parameter.path("in").asText()).isIn("path", "query", "header");
      assertThat(parameter.has("schema")).isTrue();
      if (parameter.path("in").asText().equals("path")) {
        assertThat(parameter.path("required").asBoolean()).isTrue();
        declared.add(parameter.path("name").asText());
      }
    }
    assertThat(NAME.matcher(path).results().map(name -> name.group(1)))
        .containsExactlyInAnyOrderElementsOf(declared);
    for (var security : operation.path("security")) {
      assertThat(names(document.path("components").path("securitySchemes")))
          .containsAll(names(security));
    }
  }

  private static List<String> unresolved(JsonNode document) {
    var all = new ArrayList<String>();
    document.findValuesAsText("$ref").forEach(reference -> {
      if (!reference.startsWith("#") || document.at(reference.substring(1)).isMissingNode()) {
        all.add(reference);
      }
    });
    return all;
  }

  private static Set<String> allowed(Answer answer) {
    var allowed = new TreeSet<>(Set.of(String.valueOf(answer.headers().get("allow"))
        .toLowerCase(Locale.ROOT)
        .split(", ", -1)));
    allowed.remove("options");
    return allowed;
  }

  private static Set<String> names(JsonNode object) {
    var names = new TreeSet<String>();
    object.properties().forEach(field -> names.add(field.getKey()));
    return names;
  }

  private JsonNode document() {
    var answer = ask("GET", "/v1/openapi.json");
    assertThat(answer.status()).isEqualTo(200);
    return Heard.json(answer.body());
  }

  private Answer ask(String method, String path) {
    try (var client = WireClient.connect(house.port())) {
      return client.request(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }
  }
}
