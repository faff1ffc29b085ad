package dev.understudy.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The console of a team: reached by an Ingress, and each browser stays with one gateway. */
class TeamConsoleTest {
  private static final String OVERLAY = "prod-team";
  private static final Path PAGES =
      Path.of("../gateway/src/main/resources/dev/understudy/gateway/console");
  private static final Pattern CALLED =
      Pattern.compile("(?:post\\(|useJson\\(|EventSource\\(|base = )[`'\"](/[a-z]+)");

  @Test
  void callersStayWithTheGatewayThatTheySignedInAt() throws IOException {
    JsonNode service = one("Service");
    JsonNode ingress = one("Ingress");

    assertThat(service.at("/spec/sessionAffinity").asText()).isEqualTo("ClientIP");
    assertThat(service.at("/spec/ports/0/targetPort").asText()).isEqualTo("admin");
    assertThat(ingress.at("/metadata/annotations/nginx.ingress.kubernetes.io~1affinity").asText())
        .isEqualTo("cookie");
    for (JsonNode path : ingress.at("/spec/rules/0/http/paths")) {
      assertThat(path.at("/backend/service/name").asText()).isEqualTo("understudy-console");
      assertThat(path.at("/backend/service/port/name").asText())
          .isEqualTo(service.at("/spec/ports/0/name").asText());
    }
  }

  /** And nothing else: metrics answer without a token. */
  @Test
  void ingressLetsInWhatThePageCalls() throws IOException {
    List<String> paths = new ArrayList<>();
    one("Ingress")
        .at("/spec/rules/0/http/paths")
        .forEach(each -> paths.add(each.path("path").asText()));
    List<String> called = new ArrayList<>(List.of("/login", "/logout"));
    try (Stream<Path> files = Files.walk(PAGES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".js")).toList()) {
        CALLED
            .matcher(Files.readString(file))
            .results()
            .map((MatchResult call) -> call.group(1))
            .forEach(called::add);
      }
    }

    assertThat(paths).containsExactly("/console", "/login", "/logout", "/routes", "/captures");
    assertThat(called).contains("/console", "/routes");
    assertThat(paths).containsAll(called);
  }

  @Test
  void addressOfTheSettingsIsTheOneOfTheIngress() throws IOException {
    JsonNode ingress = one("Ingress");
    String host = ingress.at("/spec/rules/0/host").asText();

    assertThat(settings().at("/console/url").asText()).isEqualTo("https://" + host);
    assertThat(Manifests.texts(ingress.at("/spec/tls/0/hosts"))).containsExactly(host);
  }

  @Test
  void secretOfTheProviderIsWhereTheSettingsSay() throws IOException {
    JsonNode pod =
        Manifests.of(OVERLAY).one("StatefulSet", "understudy-gateway").at("/spec/template");
    List<String> mounted = new ArrayList<>();
    Manifests.container(pod)
        .path("volumeMounts")
        .forEach(each -> mounted.add("file:" + each.path("mountPath").asText() + "/client-secret"));

    assertThat(mounted).contains(settings().at("/oidc/client_secret").asText());
    assertThat(Files.readString(Path.of("../docs/kubernetes.md")))
        .contains("secret generic understudy-provider ")
        .contains("--from-file=client-secret=");
  }

  /** What else the settings say is as in prod, so that an edit there is not forgotten here. */
  @Test
  void settingsAreOtherwiseThoseOfProd() throws IOException {
    String prod = Files.readString(Path.of("base/gateway/gateway.yaml"));
    String team = Files.readString(Path.of("overlays/prod-team/gateway.yaml"));

    assertThat(team.replaceAll("(?s)# Where the Ingress.*?(?=log:)", "")).isEqualTo(prod);
  }

  @Test
  void ingressMayReachGatewaysAndPrometheusStillMay() throws IOException {
    List<String> namespaces = new ArrayList<>();
    for (JsonNode policy : Manifests.of(OVERLAY).ofKind("NetworkPolicy")) {
      for (JsonNode rule : policy.at("/spec/ingress")) {
        if (rule.at("/ports/0/port").asInt() == 8081) {
          namespaces.add(
              rule.at("/from/0/namespaceSelector/matchLabels/kubernetes.io~1metadata.name")
                  .asText());
        }
      }
    }

    assertThat(namespaces).containsExactlyInAnyOrder("ingress-nginx", "monitoring");
  }

  private static JsonNode one(String kind) throws IOException {
    return Manifests.of(OVERLAY).one(kind, "understudy-console");
  }

  private static JsonNode settings() throws IOException {
    for (JsonNode each : Manifests.of(OVERLAY).ofKind("ConfigMap")) {
      if (each.at("/data").has("gateway.yaml")) {
        return Manifests.tree(each.at("/data/gateway.yaml").asText());
      }
    }
    throw new AssertionError("no gateway.yaml");
  }
}
