package dev.understudy.deploy.watching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is said of metrics is true of a gateway's own page. */
class MetricsTest {
  private static final Pattern NAMED =
      Pattern.compile("\\b(understudy_[a-z0-9_]*[a-z0-9])(?:\\{([^}]*)})?");

  /** What does not happen to the busy gateway: delivery streams, and streams beyond a bound. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("understudy_firehose_\\w+|understudy_guard_(late|unchecked)_total");

  /** The metrics of students' own servers. */
  private static final Path STUDENTS = Path.of("..", "docs", "students.md");

  /** What appears with its first count. */
  private static final List<String> AWAITED =
      List.of(
          "understudy_fallbacks_total{",
          "understudy_withheld_total{",
          "understudy_hybrid_escalated_total{",
          "understudy_guard_checked_total{",
          "understudy_guard_failed_total{",
          "understudy_guard_refused_total{",
          "understudy_moderations_total{",
          "understudy_capture_unrecorded_total{",
          "understudy_redaction_hits_total{",
          "understudy_drift_psi{",
          "understudy_rollout_rate{",
          "understudy_trace_spans_total{",
          "jvm_gc_pause_seconds_count");

  @TempDir static Path folder;
  private static Scrape scrape = new Scrape("");

  @BeforeAll
  static void scrape() throws Exception {
    scrape = new Scrape(BusyGateway.metrics(folder.toRealPath(), AWAITED));
  }

  @Test
  void everyQueryOfTheDashboardAsksForWhatThereIs() throws Exception {
    List<String> problems = new ArrayList<>();

    for (String query : new Dashboard().queries()) {
      problems.addAll(new Query(query).problems(scrape));
    }

    assertThat(problems).isEmpty();
  }

  @Test
  void everyAlertAsksForWhatThereIs() throws Exception {
    List<String> problems = new ArrayList<>();

    for (Alerts.Alert alert : Alerts.all()) {
      problems.addAll(new Query(alert.expr()).problems(scrape));
    }

    assertThat(problems).isEmpty();
  }

  @Test
  void everyMetricThatPagesNameIsThere() throws Exception {
    List<String> problems = new ArrayList<>();

    for (Path page : pages()) {
      for (MatchResult named : NAMED.matcher(Files.readString(page)).results().toList()) {
        check(page, named, problems);
      }
    }

    assertThat(problems).isEmpty();
  }

  @Test
  void theAutoscalerAsksForWhatThereIs() throws Exception {
    String autoscaler =
        Files.readString(Path.of("..", "k8s", "base", "gateway", "autoscaler.yaml"));

    List<String> names = NAMED.matcher(autoscaler).results().map(named -> named.group(1)).toList();

    assertThat(names).isNotEmpty().allMatch(scrape::has);
  }

  @Test
  void theTableOfMetricsHasAllOfOurs() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "operations.md"));

    assertThat(scrape.own())
        .allSatisfy(name -> assertThat(page).containsPattern("`" + name + "(\\{[^}]*})?`"));
  }

  private static void check(Path page, MatchResult named, List<String> problems) {
    String name = named.group(1);
    if (ELSEWHERE.matcher(name).matches()) {
      return;
    }
    if (!scrape.has(name)) {
      problems.add(page + ": no metric " + name);
    } else if (named.group(2) != null) {
      for (String label : named.group(2).split(",\\s*", -1)) {
        String word = label.replaceAll("[=!~].*", "").strip();
        if (!scrape.labels(name).contains(word)) {
          problems.add(page + ": no label " + word + " of " + name);
        }
      }
    }
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("..", "docs"))) {
      return Stream.concat(
              docs.filter(page -> page.toString().endsWith(".md"))
                  .filter(page -> !page.equals(STUDENTS)),
              Stream.of(Path.of("..", "README.md")))
          .sorted()
          .toList();
    }
  }
}
