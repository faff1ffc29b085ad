package dev.understudy.trainer.card.page;

import static dev.understudy.trainer.page.Numbers.grouped;

import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.card.Sample;
import dev.understudy.trainer.page.Html;
import dev.understudy.trainer.page.Snippet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows to look at. */
final class SamplesSection extends Section {
  SamplesSection(Html html, DataCard card) {
    super(html, card);
  }

  void write() {
    if (!card.facts().examples()) {
      section("examples", "Examples", "Left out, as the settings ask.", () -> {});
      return;
    }
    List<Sample.Group> kept = card.samples().stream().filter(Sample.Group::areKept).toList();
    List<Sample.Group> dropped = card.samples().stream().filter(each -> !each.areKept()).toList();
    if (!dropped.isEmpty()) {
      section(
          "dropped",
          "Examples of what was dropped",
          "Up to three for every reason, chosen by a hash of the seed.",
          () -> dropped.forEach(this::group));
    }
    if (!kept.isEmpty()) {
      section(
          "kept",
          "Examples of what is kept",
          "Up to three for every frequent label, none from the test sets.",
          () -> kept.forEach(this::group));
    }
  }

  private void group(Sample.Group group) {
    html.in(
            "details",
            "list",
            () -> {
              html.in(
                  "summary",
                  "",
                  () -> {
                    if (group.stage() != null) {
                      html.say("span", "soft", group.stage() + " · ");
                    }
                    names.name(group.name());
                    html.say("span", "soft", " · " + grouped(group.rows()) + " rows");
                  });
              group.samples().forEach(this::sample);
              if (group.samples().isEmpty()) {
                html.say("p", "soft", "None outside the test sets.");
              }
            })
        .line();
  }

  private void sample(Sample sample) {
    html.in(
            "div",
            "sample",
            () -> {
              html.in("p", "soft", () -> origin(sample));
              String detail = sample.detail();
              if (detail != null) {
                html.with("p", () -> html.text(detail), "class", "detail", "dir", "auto");
              }
              if (sample.input() == null && sample.answer() == null) {
                html.say("p", "soft", "Its content must not be looked at.");
              }
              text("asked", sample.input());
              text("to be answered", sample.answer());
              text("the teacher said", sample.teacherAnswer());
            })
        .line();
  }

  private void origin(Sample sample) {
    html.text(Days.of(sample.receivedAtMicros()));
    origin("app", sample.app());
    origin("template", sample.template());
    origin("label", sample.label());
    origin("gold", sample.goldLabel());
    origin("by", sample.provenance());
    html.text(" · ");
    html.say("bdi", "id", sample.id());
  }

  private void origin(String what, @Nullable String value) {
    if (value != null) {
      html.text(" · " + what + " ");
      html.say("bdi", "", value);
    }
  }

  private void text(String what, @Nullable Snippet text) {
    if (text != null) {
      html.say("p", "what", what);
      names.text(text);
    }
  }
}
