package dev.understudy.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The gateway's manifests fit the gateway's settings, and what operations.md says of it. */
class GatewayTest {
  static final List<String> OVERLAYS = Manifests.OVERLAYS;
  private static final long DRAINING_SECONDS = 60;

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void podHasTimeToEndItsStreamsAndToStoreWhatItCaptured(String overlay) throws IOException {
    JsonNode pod = pod(overlay);
    long sleeping = Manifests.container(pod).at("/lifecycle/preStop/sleep/seconds").asLong();
    long delay = seconds(settings(overlay).at("/shutdown/delay").asText());
    long deadline = seconds(settings(overlay).at("/shutdown/deadline").asText());

    assertThat(sleeping + delay).isBetween(10L, 30L);
    assertThat(delay).as("connections that are kept are given up in it").isGreaterThan(4);
    assertThat(pod.at("/spec/terminationGracePeriodSeconds").asLong())
        .isGreaterThanOrEqualTo(sleeping + delay + deadline + DRAINING_SECONDS);
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void spoolIsOnTheClaimAndCannotFillIt(String overlay) throws IOException {
    JsonNode claim = set(overlay).at("/spec/volumeClaimTemplates/0");
    JsonNode capture = settings(overlay).path("capture");

    assertThat(claim.at("/metadata/name").asText()).isEqualTo("spool");
    assertThat(capture.path("spool").asText()).startsWith(mount(pod(overlay), "spool") + "/");
    assertThat(gibibytes(capture.path("spool_limit").asText()))
        .isLessThan(gibibytes(claim.at("/spec/resources/requests/storage").asText()));
    assertThat(set(overlay).at("/spec/persistentVolumeClaimRetentionPolicy/whenScaled").asText())
        .isEqualTo("Retain");
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void settingsRulesAndTokenAreWhereTheGatewayLooks(String overlay) throws IOException {
    JsonNode pod = pod(overlay);
    JsonNode settings = settings(overlay);

    assertThat(Manifests.texts(Manifests.container(pod).path("args")))
        .containsExactly("gateway", "--config=" + mount(pod, "settings") + "/gateway.yaml");
    assertThat(settings.path("rules").asText()).isEqualTo(mount(pod, "rules") + "/rules.yaml");
    assertThat(settings.path("admin_token").asText())
        .isEqualTo("file:" + mount(pod, "admin-token") + "/admin-token");
  }

  /** A file mounted by subPath is never renewed, and a name with a hash would start new pods. */
  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void editOfRulesReachesRunningGateways(String overlay) throws IOException {
    JsonNode pod = pod(overlay);

    assertThat(
            Manifests.of(overlay)
                .one("ConfigMap", "understudy-rules")
                .at("/data")
                .has("rules.yaml"))
        .isTrue();
    assertThat(volume(pod, "rules").at("/configMap/name").asText()).isEqualTo("understudy-rules");
    for (JsonNode mount : Manifests.container(pod).path("volumeMounts")) {
      assertThat(mount.has("subPath")).isFalse();
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void editOfSettingsStartsNewPods(String overlay) throws IOException {
    assertThat(volume(pod(overlay), "settings").at("/configMap/name").asText())
        .matches("understudy-gateway-[a-z0-9]{10}");
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void portsAreThoseOfTheSettingsAndProbesThoseOfTheAdminPort(String overlay) throws IOException {
    JsonNode container = Manifests.container(pod(overlay));
    String admin = Files.readString(source("gateway", "admin/AdminServer.java"));

    assertThat(port(container, "proxy")).isEqualTo(8080);
    assertThat(settings(overlay).path("listen").asText()).isEqualTo("0.0.0.0:8080");
    assertThat(port(container, "admin")).isEqualTo(8081);
    assertThat(settings(overlay).path("admin").asText()).isEqualTo("0.0.0.0:8081");
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertThat(container.path(probe).at("/httpGet/port").asText()).isEqualTo("admin");
      assertThat(admin)
          .contains("get(\"" + container.path(probe).at("/httpGet/path").asText() + "\")");
    }
    assertThat(admin).contains("get(\"/metrics\")");
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void adminPortIsInNoServiceButTheConsoles(String overlay) throws IOException {
    for (JsonNode service : Manifests.of(overlay).ofKind("Service")) {
      if (service.at("/metadata/name").asText().equals("understudy-console")) {
        assertThat(settings(overlay).has("oidc")).as("people sign in").isTrue();
        continue;
      }
      for (JsonNode port : service.at("/spec/ports")) {
        assertThat(port.path("targetPort").asText()).isNotIn("admin", "8081");
      }
    }
  }

  @Test
  void autoscalerCountsWhatTheGatewayOffers() throws IOException {
    JsonNode metrics =
        Manifests.of("prod")
            .one("HorizontalPodAutoscaler", "understudy-gateway")
            .at("/spec/metrics");
    String name = metrics.at("/0/pods/metric/name").asText();

    assertThat(name).isEqualTo("understudy_in_flight");
    assertThat(Files.readString(Path.of("../docs/operations.md"))).contains("`" + name + "`");
    assertThat(Files.readString(source("gateway", "relay/RelayMeters.java")))
        .contains("\"understudy.in.flight\"");
    assertThat(metrics.at("/1/resource/name").asText()).isEqualTo("cpu");
    assertThat(set("prod").at("/spec").has("replicas")).isFalse();
  }

  @Test
  void studentsAreReachedByGatewaysAndPrometheusAlone() throws IOException {
    JsonNode policy = Manifests.of("prod-gpu").one("NetworkPolicy", "understudy-student");

    assertThat(policy.at("/spec/egress").isArray()).isTrue();
    assertThat(policy.at("/spec/egress")).isEmpty();
    assertThat(policy.at("/spec/ingress")).hasSize(1);
    assertThat(policy.at("/spec/ingress/0/from")).hasSize(2);
    assertThat(
            policy
                .at("/spec/ingress/0/from/0/podSelector/matchLabels/app.kubernetes.io~1name")
                .asText())
        .isEqualTo("understudy-gateway");
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void studentsOfTheRulesAreServicesThatAreThere(String overlay) throws IOException {
    Manifests all = Manifests.of(overlay);
    JsonNode rules =
        Manifests.tree(all.one("ConfigMap", "understudy-rules").at("/data/rules.yaml").asText());

    List<String> within = new ArrayList<>();
    rules.path("upstreams").forEach(each -> within.add(each.path("url").asText()));
    within.removeIf(url -> url.startsWith("https:"));
    assertThat(within).isNotEmpty();
    for (String url : within) {
      String[] parts = url.replaceAll("http://([^:]+):([0-9]+)/v1", "$1 $2").split(" ", -1);
      JsonNode service = all.one("Service", parts[0]);
      assertThat(service.at("/spec/ports/0/port").asText()).isEqualTo(parts[1]);
    }
  }

  @Test
  void jobsReadTheCapturesThatGatewaysWrite() throws IOException {
    String store = settings("prod").at("/capture/store").asText();
    List<String> places = new ArrayList<>();
    for (JsonNode each : Manifests.of("prod").ofKind("ConfigMap")) {
      if (each.at("/data").has("CAPTURES")) {
        places.add(each.at("/data/CAPTURES").asText());
      }
      if (each.at("/data").has("dataset.yaml")) {
        places.add(
            Manifests.tree(each.at("/data/dataset.yaml").asText()).path("captures").asText());
      }
    }

    assertThat(places).hasSize(2).containsOnly(store);
  }

  private static JsonNode set(String overlay) throws IOException {
    return Manifests.of(overlay).one("StatefulSet", "understudy-gateway");
  }

  private static JsonNode pod(String overlay) throws IOException {
    return set(overlay).at("/spec/template");
  }

  private static JsonNode settings(String overlay) throws IOException {
    String name = volume(pod(overlay), "settings").at("/configMap/name").asText();
    return Manifests.tree(
        Manifests.of(overlay).one("ConfigMap", name).at("/data/gateway.yaml").asText());
  }

  private static JsonNode volume(JsonNode pod, String name) {
    return named(pod.at("/spec/volumes"), name);
  }

  private static String mount(JsonNode pod, String name) {
    return named(Manifests.container(pod).path("volumeMounts"), name).path("mountPath").asText();
  }

  private static int port(JsonNode container, String name) {
    return named(container.path("ports"), name).path("containerPort").asInt();
  }

  private static JsonNode named(JsonNode array, String name) {
    for (JsonNode each : array) {
      if (each.path("name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("no " + name + " in " + array);
  }

  private static Path source(String module, String file) {
    return Path.of("..", module, "src/main/java/dev/understudy/" + module, file);
  }

  private static long seconds(String duration) {
    long number = Long.parseLong(duration.replaceAll("[a-z]+", ""));
    return duration.endsWith("m") ? number * 60 : number;
  }

  private static long gibibytes(String size) {
    assertThat(size).containsPattern("^[0-9]+Gi");
    return Long.parseLong(size.replaceAll("[^0-9].*", ""));
  }
}
