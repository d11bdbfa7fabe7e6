package dev.earshot.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an overlay is when it is rendered, as Kubernetes' own types.
record Overlay(List<HasMetadata> all) {
  private static final Map<String, Class<? extends HasMetadata>> KINDS = Stream
      .<Class<? extends HasMetadata>>of(Namespace.class, ServiceAccount.class, ConfigMap.class,
          Secret.class, Service.class, PersistentVolumeClaim.class, Deployment.class,
          HorizontalPodAutoscaler.class, PodDisruptionBudget.class, NetworkPolicy.class)
      .collect(Collectors.toUnmodifiableMap(
          type -> HasMetadata.getApiVersion(type) + " " + HasMetadata.getKind(type),
          Function.identity()));

  Overlay {
    all = List.copyOf(all);
  }

  /// Has kubectl render it: whoever has none cannot deploy either.
  static Overlay of(String name) {
    return new Overlay(Yaml.documents(rendered("kubernetes/overlays/" + name))
        .stream()
        .map(Overlay::object)
        .toList());
  }

  private static String rendered(String folder) {
    try {
      var kubectl = new ProcessBuilder("kubectl", "kustomize", folder).redirectErrorStream(true)
          .start();
      var text = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (kubectl.waitFor() != 0) {
        throw new IllegalStateException(folder + ": " + text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException("kubectl (expected: on the PATH, of 2021 or later)", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HasMetadata object(JsonNode document) {
    var kind = document.path("apiVersion").asText() + " " + document.path("kind").asText();
    var type = KINDS.get(kind);
    if (type == null) {
      throw new IllegalArgumentException(
          "kind: " + kind + " (expected: one of " + KINDS.keySet() + ")");
    }
    return Yaml.as(type, document);
  }

  <T extends HasMetadata> List<T> each(Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }

  <T extends HasMetadata> T only(Class<T> type) {
    var found = each(type);
    if (found.size() != 1) {
      throw new IllegalStateException(type + ": " + found.size() + " (expected: 1)");
    }
    return found.getFirst();
  }

  PodSpec pod() {
    return only(Deployment.class).getSpec().getTemplate().getSpec();
  }

  Container gateway() {
    return pod().getContainers().getFirst();
  }

  /// As the process will see it.
  Map<String, String> environment() {
    var environment = new HashMap<String, String>();
    for (var from : gateway().getEnvFrom()) {
      if (from.getConfigMapRef() != null) {
        environment.putAll(named(ConfigMap.class, from.getConfigMapRef().getName()).getData());
      }
      if (from.getSecretRef() != null) {
        environment.putAll(named(Secret.class, from.getSecretRef().getName()).getStringData());
      }
    }
    environment.putAll(gateway().getEnv()
        .stream()
        .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue)));
    return environment;
  }

  private <T extends HasMetadata> T named(Class<T> type, String name) {
    return each(type).stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(type + " " + name + ": not there"));
  }
}
