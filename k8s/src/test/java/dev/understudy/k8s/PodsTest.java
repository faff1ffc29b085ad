package dev.understudy.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds of every pod that we start. */
class PodsTest {
  static final List<String> OVERLAYS = Manifests.OVERLAYS;
  private static final Pattern PINNED = Pattern.compile(".+:(?!latest$)[\\w.-]+");

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void runsWithoutRootAndOnAReadOnlyRoot(String overlay) throws IOException {
    for (JsonNode pod : Manifests.of(overlay).podTemplates()) {
      assertThat(pod.at("/spec/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/spec/securityContext/runAsUser").asInt()).isEqualTo(10001);
      assertThat(pod.at("/spec/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      for (JsonNode container : Manifests.containers(pod)) {
        JsonNode security = container.path("securityContext");
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(Manifests.texts(security.at("/capabilities/drop"))).containsExactly("ALL");
        assertThat(mounts(container)).contains("/tmp");
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void asksForMemoryAndIsLimitedToIt(String overlay) throws IOException {
    for (JsonNode pod : Manifests.of(overlay).podTemplates()) {
      for (JsonNode container : Manifests.containers(pod)) {
        JsonNode resources = container.path("resources");

        assertThat(resources.at("/requests/cpu").asText()).isNotEmpty();
        assertThat(resources.at("/limits/memory").asText())
            .isNotEmpty()
            .isEqualTo(resources.at("/requests/memory").asText());
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void imagesAreOfOneVersion(String overlay) throws IOException {
    for (JsonNode pod : Manifests.of(overlay).podTemplates()) {
      for (JsonNode container : Manifests.containers(pod)) {
        assertThat(container.path("image").asText()).matches(PINNED);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void everyVolumeThatIsMountedIsThereAndEveryVolumeIsMounted(String overlay) throws IOException {
    for (JsonNode object : Manifests.of(overlay).objects()) {
      for (JsonNode pod : new Manifests(List.of(object)).podTemplates()) {
        List<String> volumes = names(pod.at("/spec/volumes"), "/name");
        volumes.addAll(names(object.at("/spec/volumeClaimTemplates"), "/metadata/name"));

        for (JsonNode container : Manifests.containers(pod)) {
          assertThat(names(container.path("volumeMounts"), "/name"))
              .containsExactlyInAnyOrderElementsOf(volumes);
        }
      }
    }
  }

  /** The runtime could not make the inner one's folder in a volume that is read-only. */
  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void noVolumeIsMountedWithinAnother(String overlay) throws IOException {
    for (JsonNode pod : Manifests.of(overlay).podTemplates()) {
      for (JsonNode container : Manifests.containers(pod)) {
        List<String> mounts = mounts(container);

        for (String outer : mounts) {
          assertThat(mounts).noneMatch(inner -> inner.startsWith(outer + "/"));
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void configMapsAndClaimsThatPodsNameAreThere(String overlay) throws IOException {
    Manifests all = Manifests.of(overlay);
    List<String> configMaps = names(all.ofKind("ConfigMap"));
    List<String> claims = names(all.ofKind("PersistentVolumeClaim"));

    for (JsonNode pod : all.podTemplates()) {
      for (JsonNode volume : pod.at("/spec/volumes")) {
        if (volume.has("configMap")) {
          assertThat(configMaps).contains(volume.at("/configMap/name").asText());
        }
        if (volume.has("persistentVolumeClaim")) {
          assertThat(claims).contains(volume.at("/persistentVolumeClaim/claimName").asText());
        }
      }
      for (JsonNode from : Manifests.container(pod).path("envFrom")) {
        if (from.has("configMapRef")) {
          assertThat(configMaps).contains(from.at("/configMapRef/name").asText());
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void servicesAndPoliciesAndBudgetsSelectPodsThatAreThere(String overlay) throws IOException {
    Manifests all = Manifests.of(overlay);
    List<JsonNode> selectors = new ArrayList<>();
    all.ofKind("Service").forEach(each -> selectors.add(each.at("/spec/selector")));
    all.ofKind("PodDisruptionBudget")
        .forEach(each -> selectors.add(each.at("/spec/selector/matchLabels")));
    all.ofKind("NetworkPolicy")
        .forEach(each -> selectors.add(each.at("/spec/podSelector/matchLabels")));

    assertThat(selectors).isNotEmpty();
    for (JsonNode selector : selectors) {
      assertThat(all.podTemplates())
          .as(selector.toString())
          .anyMatch(pod -> selects(selector, pod.at("/metadata/labels")));
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void probesAskPortsThatTheContainerHas(String overlay) throws IOException {
    for (JsonNode pod : Manifests.of(overlay).podTemplates()) {
      JsonNode container = Manifests.container(pod);
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        if (container.has(probe)) {
          assertThat(names(container.path("ports"), "/name"))
              .contains(container.path(probe).at("/httpGet/port").asText());
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void noSecretIsWrittenDown(String overlay) throws IOException {
    assertThat(Manifests.of(overlay).ofKind("Secret")).isEmpty();
    for (JsonNode pod : Manifests.of(overlay).podTemplates()) {
      for (JsonNode container : Manifests.containers(pod)) {
        for (JsonNode variable : container.path("env")) {
          assertThat(variable.path("name").asText()).doesNotContainPattern("KEY|SECRET|TOKEN|PASS");
        }
      }
    }
  }

  private static boolean selects(JsonNode selector, JsonNode labels) {
    for (var each : selector.properties()) {
      if (!labels.path(each.getKey()).equals(each.getValue())) {
        return false;
      }
    }
    return !selector.isEmpty();
  }

  private static List<String> mounts(JsonNode container) {
    return names(container.path("volumeMounts"), "/mountPath");
  }

  private static List<String> names(JsonNode array, String pointer) {
    List<String> names = new ArrayList<>();
    array.forEach(each -> names.add(each.at(pointer).asText()));
    return names;
  }

  private static List<String> names(List<JsonNode> objects) {
    return objects.stream().map(each -> each.at("/metadata/name").asText()).toList();
  }
}
