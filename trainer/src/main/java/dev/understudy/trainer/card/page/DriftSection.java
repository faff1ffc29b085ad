package dev.understudy.trainer.card.page;

import static dev.understudy.trainer.page.Numbers.grouped;

import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.card.Drift;
import dev.understudy.trainer.page.Html;
import java.util.Locale;

/** What is different in the newest week. */
final class DriftSection extends Section {
  DriftSection(Html html, DataCard card) {
    super(html, card);
  }

  void write() {
    Drift drift = card.drift();
    if (drift == null) {
      section(
          "drift",
          "The newest week",
          "Not compared: the traffic spans less than a week and a day.",
          () -> {});
      return;
    }
    section(
        "drift",
        "The newest week",
        "%s rows since %s against %s before, as they came to balancing."
            .formatted(
                grouped(drift.newestRows()),
                Days.of(drift.fromMicros()),
                grouped(drift.restRows())),
        () -> {
          html.in(
                  "p",
                  "legend",
                  () -> {
                    html.say("span", "key dim", "before");
                    html.say("span", "key c0", "newest week");
                  })
              .line();
          columns(
              () -> {
                drift.categories().forEach(each -> category(each, drift));
                drift.lengths().forEach(this::length);
                if (!drift.words().isEmpty()) {
                  words(drift);
                }
              });
        });
  }

  private void panel(String what, Drift.Verdict verdict, String sentence, Runnable content) {
    html.in(
            "div",
            "panel",
            () -> {
              html.in(
                  "h3",
                  "",
                  () -> {
                    html.text(what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1));
                    html.say("span", "verdict " + css(verdict), word(verdict));
                  });
              html.with("p", () -> html.text(sentence), "dir", "auto").line();
              content.run();
            })
        .line();
  }

  private static String word(Drift.Verdict verdict) {
    return switch (verdict) {
      case TOO_FEW -> "too few rows";
      case CHANCE -> "chance";
      case SLIGHT -> "slight";
      case NOTABLE -> "notable";
    };
  }

  private static String css(Drift.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private void category(Drift.Category category, Drift drift) {
    panel(
        category.what(),
        category.verdict(),
        category.sentence(),
        () -> {
          html.say(
              "p",
              "soft",
              String.format(Locale.ROOT, "Total variation %.3f.", category.totalVariation()));
          table.of(
              () -> {
                table.head("");
                table.headOfFigures("Before");
                table.headOfFigures("Newest week");
                table.head("");
              },
              () -> category.shifts().forEach(shift -> shift(shift, drift)));
        });
  }

  private void shift(Drift.Shift shift, Drift drift) {
    table.line(
        "",
        () -> {
          table.name(shift.name());
          table.share(shift.rest(), drift.restRows());
          table.share(shift.newest(), drift.newestRows());
          html.in(
              "td",
              "chart short",
              () -> {
                charts.bar("dim", shift.rest(), drift.restRows());
                charts.bar("c0", shift.newest(), drift.newestRows());
              });
        });
  }

  private void length(Drift.Length length) {
    panel(
        length.what(),
        length.verdict(),
        length.sentence(),
        () ->
            html.say(
                "p",
                "soft",
                "Median %s, was %s."
                    .formatted(grouped(length.newestMedian()), grouped(length.restMedian()))));
  }

  private void words(Drift drift) {
    panel(
        "Rising words",
        () -> {
          html.say(
              "p",
              "soft",
              "Words at least twice as frequent as before, and more than chance makes;"
                  + " inputs that hold them.");
          table.of(
              () -> {
                table.head("");
                table.headOfFigures("Before");
                table.headOfFigures("Newest week");
              },
              () -> {
                for (Drift.Word word : drift.words()) {
                  table.line(
                      "",
                      () -> {
                        table.name(word.word());
                        table.share(word.rest(), drift.restRows());
                        table.share(word.newest(), drift.newestRows());
                      });
                }
              });
        });
  }
}
