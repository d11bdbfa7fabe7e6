package dev.earshot.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.earshot.gateway.config.ConfigReader;
import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compose, Cloud Run, Firestore, Redis: each as the gateway will understand it.
class ElsewhereTest {
  /// What comes back of a mounted folder only with the work of others, or is made by compose.
  private static final List<String> MADE = List.of("./grafana/dashboards");

  @Test
  void compose_environment_isUnderstood() {
    var gateway = Yaml.file("compose.yaml").at("/services/gateway");
    var config = ConfigReader.read(strings(gateway.path("environment")), null);

    assertThat(config.backing().firestore()).isNotNull();
    assertThat(config.backing().redis()).isNotNull();
    assertThat(texts(gateway.path("ports"))).containsExactly(
        "127.0.0.1:8080:" + config.listen().port(), "127.0.0.1:9090:" + config.listen().opsPort());
    assertThat(Yaml.file("prometheus/prometheus.yml")
        .at("/scrape_configs/0/static_configs/0/targets/0")
        .asText()).isEqualTo("gateway:" + config.listen().opsPort());
    assertThat(Duration.parse("PT" + gateway.path("stop_grace_period").asText()))
        .isGreaterThan(config.streams().drain().longest().plusSeconds(10));
  }

  @Test
  void compose_images_arePinned() {
    var services = Yaml.file("compose.yaml").path("services");

    assertThat(services.size()).isEqualTo(5);
    assertThat(services).allSatisfy(
        service -> assertThat(service.path("image").asText())
            .matches(".+:v?[0-9]+\\.[0-9]+\\.[0-9].*"));
    assertThat(services.at("/gateway/image").asText()).isEqualTo(Version.image());
  }

  @Test
  void compose_gateway_hasNoRights() {
    var gateway = Yaml.file("compose.yaml").at("/services/gateway");

    assertThat(gateway.path("read_only").asBoolean()).isTrue();
    assertThat(texts(gateway.path("cap_drop"))).containsExactly("ALL");
    assertThat(texts(gateway.path("volumes"))).containsExactly("data:/data");
  }

  @Test
  void compose_folders_areThere() {
    var mounts = Yaml.file("compose.yaml")
        .findValues("volumes")
        .stream()
        .flatMap(volumes -> texts(volumes).stream())
        .filter(mount -> mount.startsWith("./"))
        .map(mount -> mount.substring(0, mount.indexOf(':')))
        .filter(folder -> !MADE.contains(folder))
        .toList();

    assertThat(mounts).hasSize(2).allSatisfy(folder -> assertThat(Path.of(folder)).isDirectory());
  }

  @Test
  void cloudRun_limits_areHonoured() {
    var spec = Yaml.file("cloudrun/service.yaml").at("/spec/template/spec");
    var gateway = Yaml.as(Container.class, spec.at("/containers/0"));
    var environment = new HashMap<String, String>();
    gateway.getEnv()
        .forEach(variable -> environment.put(variable.getName(), variable.getValue() != null
            ? variable.getValue()
            : switch (variable.getName()) {
              case "EARSHOT_REDIS_URL" -> "redis://10.0.0.3:6379";
              case "EARSHOT_TOKEN_KEY" -> Base64.getEncoder().encodeToString(new byte[32]);
              default -> "";
            }));
    var config = ConfigReader.read(environment, null);

    assertThat(config.streams().drain().longest()).isLessThanOrEqualTo(Duration.ofSeconds(5)); // of 10
    assertThat(spec.path("timeoutSeconds").asInt()).isEqualTo(3_600);
    assertThat(gateway.getPorts()).singleElement()
        .satisfies(port -> assertThat(port.getContainerPort()).isEqualTo(config.listen().port()));
    assertThat(gateway.getStartupProbe().getHttpGet().getPort().getIntVal())
        .isEqualTo(config.listen().opsPort());
    assertThat(gateway.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/livez");
    assertThat(gateway.getImage()).endsWith(Version.image().replace("localhost/", "/"));
  }

  @Test
  void firestore_commands_sayWhatTheFileSays() {
    var file = Yaml.file("firestore/firestore.indexes.json");
    var expected = new ArrayList<String>();
    for (var index : file.path("indexes")) {
      var fields = new ArrayList<String>();
      index.path("fields")
          .forEach(field -> fields.add("--field-config=field-path="
              + field.path("fieldPath").asText() + ",order=ascending"));
      expected.add("composite --collection-group=" + index.path("collectionGroup").asText() + " "
          + String.join(" ", fields));
    }
    for (var field : file.path("fieldOverrides")) {
      var group = field.path("collectionGroup").asText();
      if (field.path("ttl").asBoolean()) {
        expected.add("ttl " + group);
      }
      expected.add("field " + group + " '" + field.path("fieldPath").asText() + "' "
          + (field.path("indexes").isEmpty() ? "--disable-indexes" : "--index=order=ascending"));
    }

    assertThat(Yaml.text("firestore/apply.sh").replaceAll("\\\\\n\\s*", "").lines())
        .filteredOn(line -> line.matches("(composite|ttl|field) .*"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"single", "sentinel", "cluster"})
  void redis_address_isUnderstood(String form) throws IOException {
    var settings = new Properties();
    settings.load(new StringReader(Files.readString(Path.of("redis", form + ".env"))));
    var environment = settings.stringPropertyNames()
        .stream()
        .collect(Collectors.toMap(name -> name, settings::getProperty));

    assertThat(ConfigReader.read(environment, null).backing().redis()).isNotNull();
  }

  private static Map<String, String> strings(JsonNode object) {
    return object.propertyStream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().asText()));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }
}
