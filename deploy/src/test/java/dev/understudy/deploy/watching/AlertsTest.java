package dev.understudy.deploy.watching;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Alerts fire when they should, and each has its page. */
class AlertsTest {
  private static final Path RUNBOOKS = Path.of("..", "docs", "runbooks.md");
  private static final Path OPERATIONS = Path.of("..", "docs", "operations.md");
  private static final Pattern SECTION = Pattern.compile("(?ms)^## (.+?)$(.*?)(?=^## |\\z)");
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| \\[`(\\w+)`]\\(runbooks\\.md#(\\w+)\\) \\| [^|]+ \\| `(.+?)`(?: for (\\w+))? \\|$");

  @Test
  void promtoolFindsNothingWrong() throws Exception {
    assertThat(Promtool.run(Alerts.FOLDER, "check", "rules", "alerts.yaml"))
        .contains("SUCCESS: " + Alerts.all().size() + " rules found");
  }

  @Test
  void alertsFireWhenTheyShouldAndOnlyThen() throws Exception {
    assertThat(Promtool.run(Alerts.FOLDER, "test", "rules", "alerts.test.yaml"))
        .contains("SUCCESS");
  }

  @Test
  void everyAlertIsTried() throws Exception {
    String tests = Files.readString(Alerts.FOLDER.resolve("alerts.test.yaml"));

    assertThat(Alerts.all())
        .allSatisfy(
            alert -> {
              assertThat(tests)
                  .containsPattern("alertname: " + alert.name() + "\n\\s+exp_alerts:\n");
              assertThat(alert.severity()).isIn("page", "ticket", "info");
            });
  }

  @Test
  void everyAlertHasItsRunbookAndEveryRunbookItsAlert() throws Exception {
    List<MatchResult> sections = SECTION.matcher(Files.readString(RUNBOOKS)).results().toList();

    assertThat(sections)
        .extracting(section -> section.group(1))
        .containsExactlyInAnyOrderElementsOf(
            Alerts.all().stream().map(Alerts.Alert::name).toList());
    assertThat(Alerts.all())
        .allSatisfy(
            alert ->
                assertThat(alert.runbook())
                    .isEqualTo("docs/runbooks.md#" + alert.name().toLowerCase(Locale.ROOT)));
    assertThat(sections)
        .allSatisfy(
            section ->
                assertThat(section.group(2))
                    .contains(
                        "**It means:**",
                        "**How bad:**",
                        "**Look at:**",
                        "**Do:**",
                        "**It ends:**"));
    assertThat(sections)
        .allSatisfy(
            section ->
                assertThat(section.group(2))
                    .contains("\n`" + alert(section.group(1)).severity() + "`, "));
  }

  @Test
  void theTableOfOperationsSaysTheSame() throws Exception {
    List<MatchResult> rows = ROW.matcher(Files.readString(OPERATIONS)).results().toList();

    assertThat(rows)
        .extracting(
            row ->
                row.group(1)
                    + ": "
                    + row.group(3).replace("\\|", "|")
                    + " for "
                    + (row.group(4) == null ? "" : row.group(4)))
        .containsExactlyInAnyOrderElementsOf(
            Alerts.all().stream()
                .map(alert -> alert.name() + ": " + alert.expr() + " for " + alert.holdsFor())
                .toList());
    assertThat(rows).allMatch(row -> row.group(2).equals(row.group(1).toLowerCase(Locale.ROOT)));
  }

  private static Alerts.Alert alert(String name) throws Exception {
    return Alerts.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }
}
