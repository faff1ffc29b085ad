package dev.understudy.trainer.card.page;

import static dev.understudy.trainer.page.Numbers.grouped;
import static dev.understudy.trainer.page.Numbers.percent;

import dev.understudy.trainer.card.CardFacts;
import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.card.Overview;
import dev.understudy.trainer.card.SplitSize;
import dev.understudy.trainer.card.Warning;
import dev.understudy.trainer.page.Charts;
import dev.understudy.trainer.page.Html;
import java.util.ArrayList;
import java.util.List;

/** What the card is of, what to mend, and the set at a glance. */
final class HeadSection extends Section {
  private static final int MOST_COLUMNS = 64;

  HeadSection(Html html, DataCard card) {
    super(html, card);
  }

  void header() {
    CardFacts facts = card.facts();
    html.in(
        "header",
        "",
        () -> {
          html.say("p", "eyebrow", "Data card of a training set");
          html.in("h1", "", () -> html.say("bdi", "", facts.name())).line();
          layout.facts(
              () -> {
                layout.fact("Captures", facts.captures());
                layout.fact("Requests", period());
                layout.fact("Seed", String.valueOf(facts.seed()));
                layout.fact("Made by", "Understudy " + facts.version());
                layout.fact("Configuration", facts.configDigest());
              });
          html.in("p", "privacy", this::privacy).line();
        });
  }

  private void privacy() {
    if (card.facts().examples()) {
      html.say("strong", "", "This page holds examples of real traffic. ");
      html.text(
          "Keep it where the captures are kept, and show it to nobody who may not see those.");
    } else {
      html.say("strong", "", "Texts of the traffic are left out of this page. ");
      html.text("Names of users, applications, templates and labels are real.");
    }
  }

  private String period() {
    Long first = card.overview().firstMicros();
    Long last = card.overview().lastMicros();
    return first == null || last == null
        ? "none kept"
        : Days.of(first) + " to " + Days.of(last) + " (UTC)";
  }

  void warnings() {
    String lead =
        card.warnings().isEmpty() ? "Nothing was found that speaks against this set." : "";
    section(
        "warnings",
        "Before you train",
        lead,
        () -> {
          for (Warning warning : card.warnings()) {
            boolean isSerious = warning.severity() == Warning.Severity.SERIOUS;
            html.in(
                    "div",
                    isSerious ? "warning serious" : "warning",
                    () -> {
                      html.say("span", "badge", isSerious ? "Serious" : "Notice");
                      html.in(
                          "div",
                          "",
                          () -> {
                            html.with("p", () -> html.text(warning.what()), "dir", "auto");
                            html.say("p", "remedy", warning.remedy());
                          });
                    })
                .line();
          }
        });
  }

  void glance() {
    Overview overview = card.overview();
    section(
        "glance",
        "At a glance",
        "",
        () -> {
          layout.tiles(
              () -> {
                tile("rows kept", overview.kept(), "of " + grouped(overview.rows()));
                for (SplitSize split : card.makeup().splits()) {
                  tile(
                      part(split.split()),
                      split.rows(),
                      percent(split.rows(), overview.kept()) + " of kept");
                }
                tile("labels", overview.labels(), without(overview.unlabelled()));
                tile("users", overview.users(), "");
                tile("apps", overview.apps(), "");
                tile("templates", overview.templates(), "");
              });
          if (overview.days().size() > 1) {
            days(overview.days());
          }
        });
  }

  private void tile(String what, long number, String detail) {
    layout.tile(what, grouped(number), detail);
  }

  private static String without(long rows) {
    return rows == 0 ? "" : grouped(rows) + " rows have none";
  }

  private void days(List<Overview.Day> days) {
    int each = (days.size() + MOST_COLUMNS - 1) / MOST_COLUMNS;
    List<Charts.Column> columns = new ArrayList<>();
    for (int i = 0; i < days.size(); i += each) {
      List<Overview.Day> some = days.subList(i, Math.min(days.size(), i + each));
      long rows = some.stream().mapToLong(Overview.Day::rows).sum();
      long kept = some.stream().mapToLong(Overview.Day::kept).sum();
      String date = some.get(0).date();
      columns.add(
          new Charts.Column(
              date.substring(5),
              kept,
              rows,
              "%s: %s of %s rows kept".formatted(date, grouped(kept), grouped(rows))));
    }
    html.in(
        "div",
        "panel",
        () -> {
          html.say("h3", "", each == 1 ? "Rows by day" : "Rows by " + each + " days with traffic");
          html.in(
              "p",
              "legend",
              () -> {
                html.say("span", "key c0", "kept");
                html.say("span", "key dim", "dropped");
              });
          charts.columns("Rows by day, kept and dropped", columns);
        });
  }
}
