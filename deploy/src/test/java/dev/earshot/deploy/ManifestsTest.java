package dev.earshot.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.earshot.gateway.config.ConfigException;
import dev.earshot.gateway.config.ConfigReader;
import dev.earshot.gateway.config.GatewayConfig;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
  /// Until nobody is left who is told something, and files are closed.
  private static final long BEHIND_THE_DRAIN = 10;

  @ParameterizedTest
  @ValueSource(strings = {"single", "production"})
  void environment_asTheProcessSeesIt_isUnderstood(String name) {
    var config = config(Overlay.of(name));

    assertThat(config.streams().drain().longest()).isPositive();
    assertThat(config.backing().redis() != null).isEqualTo(name.equals("production"));
    assertThat(config.backing().firestore() != null).isEqualTo(name.equals("production"));
  }

  @Test
  void secret_asItIsCheckedIn_keepsTheGatewayFromStarting() {
    var environment = Overlay.of("production").environment();

    assertThatThrownBy(() -> ConfigReader.read(environment, null))
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.getMessage())
            .contains("EARSHOT_TOKEN_KEY")
            .doesNotContain("EARSHOT_REDIS_URL"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"single", "production"})
  void ports_ofPodAndAround_areTheGateways(String name) {
    var overlay = Overlay.of(name);
    var listen = config(overlay).listen();
    var ports = overlay.gateway()
        .getPorts()
        .stream()
        .collect(Collectors.toMap(ContainerPort::getName, ContainerPort::getContainerPort));

    assertThat(ports).isEqualTo(
        Map.of("streams", listen.port(), "operations", listen.opsPort()));
    assertThat(overlay.only(Service.class).getSpec().getPorts()).allSatisfy(
        port -> assertThat(port.getTargetPort().getStrVal()).isEqualTo("streams"));
    assertThat(overlay.only(NetworkPolicy.class).getSpec().getIngress())
        .flatExtracting(rule -> rule.getPorts())
        .extracting(port -> port.getPort().getIntVal())
        .containsExactlyInAnyOrderElementsOf(ports.values());
    assertThat(Yaml.text("image/Dockerfile")).contains(
        "EXPOSE " + listen.port() + " 8443 " + listen.opsPort());
  }

  @ParameterizedTest
  @ValueSource(strings = {"single", "production"})
  void probes_ask_whatTheOperationsPortAnswers(String name) {
    var gateway = Overlay.of(name).gateway();

    asks(gateway.getStartupProbe(), "/livez");
    asks(gateway.getLivenessProbe(), "/livez");
    asks(gateway.getReadinessProbe(), "/readyz");
  }

  private static void asks(Probe probe, String path) {
    assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
    assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("operations");
  }

  @ParameterizedTest
  @ValueSource(strings = {"single", "production"})
  void grace_isLongerThan_whatTheEndTakes(String name) {
    var overlay = Overlay.of(name);
    var before = overlay.gateway().getLifecycle().getPreStop().getSleep().getSeconds();

    assertThat(overlay.pod().getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(
        before + config(overlay).streams().drain().longest().toSeconds() + BEHIND_THE_DRAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"single", "production"})
  void pod_hasNoRights_andWritesToItsDataAlone(String name) {
    var overlay = Overlay.of(name);
    var rights = overlay.gateway().getSecurityContext();

    assertThat(overlay.pod().getEnableServiceLinks()).isFalse(); // else EARSHOT_PORT=tcp://...
    assertThat(overlay.pod().getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(rights.getReadOnlyRootFilesystem()).isTrue();
    assertThat(rights.getAllowPrivilegeEscalation()).isFalse();
    assertThat(rights.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(overlay.gateway().getVolumeMounts()).singleElement()
        .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/data"));
    assertThat(Yaml.text("image/Dockerfile")).contains("EARSHOT_DATA=/data")
        .contains("USER " + overlay.pod().getSecurityContext().getRunAsUser() + ":");
  }

  @Test
  void production_budgetAndAutoscaler_meanTheDeployment() {
    var overlay = Overlay.of("production");
    var deployment = overlay.only(Deployment.class);
    var labels = deployment.getSpec().getTemplate().getMetadata().getLabels();
    var scaler = overlay.only(HorizontalPodAutoscaler.class).getSpec();

    assertThat(overlay.only(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels())
        .isEqualTo(labels);
    assertThat(overlay.only(Service.class).getSpec().getSelector()).isEqualTo(labels);
    assertThat(overlay.pod().getTopologySpreadConstraints()).hasSize(2)
        .allSatisfy(spread -> assertThat(spread.getLabelSelector().getMatchLabels())
            .isEqualTo(labels));
    assertThat(scaler.getScaleTargetRef().getName())
        .isEqualTo(deployment.getMetadata().getName());
    assertThat(deployment.getSpec().getReplicas()).isNull();
    var metric = scaler.getMetrics().getFirst().getPods().getMetric().getName();
    assertThat(Yaml.text("../docs/operations.md")).contains("| `" + metric + "` |");
    assertThat(Yaml.text("kubernetes/overlays/production/prometheus-adapter.yaml"))
        .contains("as: " + metric + "\n");
  }

  @Test
  void single_oldOneGoes_beforeTheNewOneComes() {
    var deployment = Overlay.of("single").only(Deployment.class).getSpec();

    assertThat(deployment.getReplicas()).isEqualTo(1);
    assertThat(deployment.getStrategy().getType()).isEqualTo("Recreate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"single", "production"})
  void image_isThatOfThisVersion(String name) {
    assertThat(Overlay.of(name).gateway().getImage()).isEqualTo(Version.image());
  }

  @Test
  void unknownField_orOneOfAnotherType_isFound() {
    var document = (ObjectNode) Yaml.file("kubernetes/base/deployment.yaml");
    assertThat(Yaml.as(Deployment.class, document)).isNotNull();

    var unknown = document.deepCopy();
    ((ObjectNode) unknown.at("/spec/template/spec")).put("terminationGracePeriodSecs", 5);
    assertThatThrownBy(() -> Yaml.as(Deployment.class, unknown))
        .hasMessageContaining("terminationGracePeriodSecs");

    var text = document.deepCopy();
    ((ObjectNode) text.at("/spec")).put("replicas", "many");
    assertThatThrownBy(() -> Yaml.as(Deployment.class, text)).hasMessageContaining("replicas");
  }

  private static GatewayConfig config(Overlay overlay) {
    var environment = new HashMap<>(overlay.environment());
    environment.computeIfPresent("EARSHOT_TOKEN_KEY",
        (_, _) -> Base64.getEncoder().encodeToString(new byte[32]));
    return ConfigReader.read(environment, null);
  }
}
