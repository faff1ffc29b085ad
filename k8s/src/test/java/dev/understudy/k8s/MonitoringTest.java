package dev.understudy.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts, scraping and the dashboard on a cluster are those of a server. */
class MonitoringTest {
  private static final String OVERLAY = "prod-team";
  private static final Path RENDER = Path.of("../deploy/prometheus/render");
  private static final Path ALERTS = Path.of("../deploy/prometheus/alerts.yaml");
  private static final Path DASHBOARD = Path.of("../deploy/grafana/understudy.json");

  @Test
  void alertsOfTheComponentAreTheRenderedOnes() throws Exception {
    List<String> lines = Files.readAllLines(Path.of("components/monitoring/alerts.yaml"));
    String made = lines.get(0).replaceAll("^.*render ", "");

    Run rendered = render(made.split(" ", -1));

    assertThat(rendered.status()).isZero();
    assertThat(lines.subList(1, lines.size())).isEqualTo(rendered.said().lines().toList());
  }

  @Test
  void renderedAlertsAreOursWithLinksThatLeadSomewhere() throws Exception {
    JsonNode ours = Manifests.tree(Files.readString(ALERTS));
    JsonNode rules =
        Manifests.tree(render("rules", "https://docs.example/understudy/").said()).path("groups");
    JsonNode object = Manifests.of(OVERLAY).one("PrometheusRule", "understudy");
    List<String> links = rules.findValuesAsText("runbook_url");

    assertThat(object.at("/spec/groups")).isEqualTo(rules);
    assertThat(links)
        .hasSizeGreaterThan(15)
        .allMatch(link -> link.startsWith("https://docs.example/understudy/docs/runbooks.md#"));
    assertThat(rules.toString().replace("https://docs.example/understudy/docs/", "docs/"))
        .isEqualTo(ours.path("groups").toString());
  }

  @Test
  void whatIsNoAddressOrNoFormIsTold() throws Exception {
    assertThat(render("rules", "docs|x"))
        .isEqualTo(new Run(1, "render: expected the address that docs/ is below, found docs|x\n"));
    assertThat(render("alerts", "https://x"))
        .isEqualTo(new Run(1, "render: expected rules or kubernetes, found alerts\n"));
  }

  @Test
  void podsThatAreScrapedAreThereAndTheirPortsToo() throws IOException {
    Manifests all = Manifests.of(OVERLAY);

    assertThat(all.ofKind("PodMonitor")).hasSize(2);
    for (JsonNode monitor : all.ofKind("PodMonitor")) {
      JsonNode selected = monitor.at("/spec/selector/matchLabels");
      List<String> ports = new ArrayList<>();
      for (JsonNode pod : all.podTemplates()) {
        if (pod.at("/metadata/labels/app.kubernetes.io~1name")
            .equals(selected.path("app.kubernetes.io/name"))) {
          Manifests.container(pod)
              .path("ports")
              .forEach(each -> ports.add(each.path("name").asText()));
        }
      }
      assertThat(ports).contains(monitor.at("/spec/podMetricsEndpoints/0/port").asText());
    }
  }

  @Test
  void dashboardIsWhereGrafanasSidecarLooks() throws IOException {
    JsonNode map = Manifests.of(OVERLAY).one("ConfigMap", "understudy-dashboard");

    assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
    assertThat(map.at("/data/understudy.json").asText()).isEqualTo(Files.readString(DASHBOARD));
  }

  @Test
  void dashboardIsOneByGrafanasSchema() throws IOException {
    assertThat(Tools.installed().node("dashboard.mjs", List.of(DASHBOARD))).isEmpty();
  }

  @Test
  void misspeltFieldOfADashboardIsTold(@TempDir Path folder) throws IOException {
    Path misspelt = folder.resolve("dashboard.json");
    Files.writeString(
        misspelt, Files.readString(DASHBOARD).replaceFirst("\"gridPos\"", "\"gridPosition\""));

    assertThat(Tools.installed().node("dashboard.mjs", List.of(misspelt)))
        .singleElement()
        .asString()
        .matches("[0-9]+: .*")
        .contains("gridPosition");
  }

  private static Run render(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(RENDER.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), said);
  }

  private record Run(int status, String said) {}
}
