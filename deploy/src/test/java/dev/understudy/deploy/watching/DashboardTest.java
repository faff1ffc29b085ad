package dev.understudy.deploy.watching;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard is one that Grafana loads, and one that people can read. */
class DashboardTest {
  /** Of Grafana's dashboard schema, what stands in ours; a misspelt field is passed over there. */
  private static final Set<String> ROOT_FIELDS =
      Set.of(
          "uid",
          "title",
          "description",
          "tags",
          "schemaVersion",
          "version",
          "editable",
          "graphTooltip",
          "timezone",
          "refresh",
          "time",
          "timepicker",
          "links",
          "annotations",
          "templating",
          "panels");

  private static final Set<String> PANEL_FIELDS =
      Set.of(
          "id",
          "type",
          "title",
          "description",
          "datasource",
          "gridPos",
          "fieldConfig",
          "options",
          "targets");
  private static final Set<String> UNITS =
      Set.of("short", "s", "bytes", "Bps", "reqps", "cps", "percentunit");

  @TempDir Path folder;
  private final Dashboard dashboard = new Dashboard();

  DashboardTest() throws Exception {}

  @Test
  void itHasTheFieldsOfADashboardAndNoOthers() {
    assertThat(names(dashboard.root())).isEqualTo(ROOT_FIELDS);
    assertThat(dashboard.root().path("schemaVersion").intValue()).isEqualTo(41);
    assertThat(dashboard.root().path("uid").textValue()).matches("[A-Za-z0-9_-]{1,40}");
    assertThat(dashboard.shown())
        .allSatisfy(
            panel -> {
              assertThat(names(panel)).isEqualTo(PANEL_FIELDS);
              assertThat(panel.path("type").textValue()).isIn("timeseries", "stat");
              assertThat(names(panel.path("gridPos")))
                  .containsExactlyInAnyOrder("h", "w", "x", "y");
              assertThat(names(panel.path("fieldConfig")))
                  .containsExactlyInAnyOrder("defaults", "overrides");
              assertThat(panel.path("targets"))
                  .isNotEmpty()
                  .allSatisfy(
                      target ->
                          assertThat(names(target))
                              .contains("refId", "datasource", "expr", "legendFormat"));
            });
    assertThat(dashboard.panels().stream().map(panel -> panel.path("id").intValue()))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyPanelSaysWhatItShowsAndInWhichUnit() {
    assertThat(dashboard.shown()).hasSizeGreaterThan(25);
    assertThat(dashboard.shown())
        .allSatisfy(
            panel -> {
              assertThat(panel.path("title").textValue()).isNotBlank();
              assertThat(panel.path("description").textValue()).endsWith(".");
              assertThat(panel.at("/fieldConfig/defaults/unit").textValue()).isIn(UNITS);
              assertThat(panel.path("targets"))
                  .allSatisfy(t -> assertThat(t.path("legendFormat").textValue()).isNotBlank());
            });
    assertThat(dashboard.shown().stream().map(panel -> panel.path("title").textValue()))
        .doesNotHaveDuplicates();
  }

  @Test
  void panelsLieBesideEachOther() {
    Map<Integer, Set<Integer>> taken = new TreeMap<>();
    for (JsonNode panel : dashboard.panels()) {
      JsonNode place = panel.path("gridPos");
      int right = place.path("x").intValue() + place.path("w").intValue();
      int bottom = place.path("y").intValue() + place.path("h").intValue();
      assertThat(right).as("%s", panel.path("title")).isLessThanOrEqualTo(24);
      for (int y = place.path("y").intValue(); y < bottom; y++) {
        for (int x = place.path("x").intValue(); x < right; x++) {
          assertThat(taken.computeIfAbsent(y, row -> new HashSet<>()).add(x))
              .as("%s covers another at %d, %d", panel.path("title"), x, y)
              .isTrue();
        }
      }
    }
  }

  @Test
  void everyQueryCanBeParsed() throws Exception {
    List<Map<String, String>> rules = new ArrayList<>();
    for (String query : dashboard.queries()) {
      rules.add(
          Map.of(
              "record",
              "query_" + rules.size(),
              "expr",
              query.replace("$__rate_interval", "5m").replaceAll("\\$(instance|route)", ".*")));
    }
    // JSON is YAML
    Files.writeString(
        folder.resolve("queries.yaml"),
        new ObjectMapper()
            .writeValueAsString(
                Map.of("groups", List.of(Map.of("name", "queries", "rules", rules)))));

    assertThat(rules).noneMatch(rule -> String.valueOf(rule.get("expr")).contains("$"));
    assertThat(Promtool.run(folder, "check", "rules", "queries.yaml"))
        .contains("SUCCESS: " + rules.size() + " rules found");
  }

  @Test
  void theComposeFilePutsItWhereItsProviderLooks() throws Exception {
    String compose = Files.readString(Path.of("..", "deploy", "compose", "compose.yaml"));
    Object providers =
        Alerts.member(
            Alerts.yaml(Path.of("..", "deploy", "grafana", "provider.yaml")), "providers");
    Object first = Alerts.list(providers).get(0);
    Object path = Alerts.member(Alerts.member(first, "options"), "path");

    assertThat(compose)
        .contains("../grafana/understudy.json:" + path + "/understudy.json:ro")
        .contains(
            "../grafana/provider.yaml:/etc/grafana/provisioning/dashboards/understudy.yaml:ro")
        .contains("../prometheus/alerts.yaml:/etc/prometheus/alerts.yaml:ro");
    Object prometheus = Alerts.yaml(Path.of("..", "deploy", "compose", "prometheus.yaml"));
    assertThat(Alerts.member(prometheus, "rule_files"))
        .isEqualTo(List.of("/etc/prometheus/alerts.yaml"));
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new HashSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
