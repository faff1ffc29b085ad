package dev.understudy.trainer.mistakes;

import static dev.understudy.trainer.page.Numbers.grouped;
import static dev.understudy.trainer.page.Numbers.percent;

import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.page.Html;
import dev.understudy.trainer.page.Layout;
import dev.understudy.trainer.page.Names;
import dev.understudy.trainer.page.Page;
import dev.understudy.trainer.page.Snippet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Mistakes as one page of HTML: likely label errors first, then each kind by topic. Texts are
 * escaped, long ones cut; a page of many mistakes is cut short and says what is left out. Where
 * rows were captured, a person can mark which answer is right and save that as corrections.
 */
public final class MistakesPage {
  /** The default bound: what browsers on a laptop still open at once. */
  public static final int MOST_CHARACTERS = 4 << 20;

  private final Mistakes mistakes;
  private final int mostCharacters;
  private final Html html;
  private final Layout layout;
  private final Names names;
  private final Choices choices;
  private final Marks marks;

  private MistakesPage(Mistakes mistakes, int mostCharacters, Html html) {
    this.mistakes = mistakes;
    this.mostCharacters = mostCharacters;
    this.html = html;
    this.layout = new Layout(html);
    this.names = new Names(html);
    this.choices = new Choices(mistakes);
    this.marks = new Marks(choices, html);
  }

  /**
   * The page, to be stored as UTF-8; the same mistakes give the same page.
   *
   * @param mostCharacters once it is that long no row is added: it grows beyond by one row and the
   *     headings of what is left out
   */
  public static String write(Mistakes mistakes, int mostCharacters) {
    String title = "Mistakes: " + mistakes.student().name();
    Consumer<Html> body = html -> new MistakesPage(mistakes, mostCharacters, html).body();
    return new Choices(mistakes).isAny()
        ? Page.writeWithScript(title, Marks.SCRIPT, body)
        : Page.write(title, body);
  }

  private void body() {
    html.in("header", "", this::header).line();
    html.in(
            "main",
            "",
            () -> {
              glance();
              if (choices.isAny()) {
                marks.save();
              }
              suspects();
              for (Kind kind : Kind.values()) {
                kind(kind);
              }
            })
        .line();
  }

  private void header() {
    TestSystem teacher = mistakes.teacher();
    html.say("p", "eyebrow", "Mistakes on a test set");
    html.in("h1", "", () -> html.say("bdi", "", mistakes.student().name())).line();
    layout.facts(
        () -> {
          layout.fact("Test set", mistakes.set().name());
          layout.fact("Teacher", teacher == null ? "none" : teacher.name());
          layout.fact("Rows", grouped(mistakes.set().rows().size()));
        });
    html.in(
            "p",
            "privacy",
            () -> {
              html.say("strong", "", "This page holds real traffic. ");
              html.text(
                  "Keep it where the captures are kept, and show it to nobody who may not see"
                      + " those.");
            })
        .line();
  }

  private void glance() {
    layout.section(
        "glance",
        "At a glance",
        "",
        () ->
            layout.tiles(
                () -> {
                  int rows = mistakes.set().rows().size();
                  for (Kind kind : Kind.values()) {
                    int found = mistakes.of(kind).size();
                    layout.tile(kind.words(), grouped(found), percent(found, rows) + " of rows");
                  }
                  layout.tile("gold labels likely wrong", grouped(mistakes.suspects().size()), "");
                }));
  }

  private void suspects() {
    List<Suspect> all = mistakes.suspects();
    if (all.isEmpty()) {
      return;
    }
    layout.section(
        "suspects",
        "Gold labels that are likely wrong",
        "The student is confident of another label, the most confident first. Look at these before"
            + " you blame the student: what is mended here makes the figures true.",
        () -> {
          int shown = 0;
          while (shown < all.size() && hasRoom()) {
            Suspect suspect = all.get(shown++);
            row(
                suspect.row(),
                String.format(
                    Locale.ROOT,
                    "more likely %s (%.0f%%)",
                    suspect.likely(),
                    100 * suspect.probability()));
          }
          leftOut(all.size() - shown);
        });
  }

  private void kind(Kind kind) {
    List<Mistake> all = mistakes.of(kind);
    if (all.isEmpty()) {
      return;
    }
    Map<String, List<Mistake>> topics =
        all.stream()
            .collect(
                Collectors.groupingBy(Mistake::topic, LinkedHashMap::new, Collectors.toList()));
    String words = kind.words();
    layout.section(
        "kind-" + kind.name().toLowerCase(Locale.ROOT),
        words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1),
        rows(all.size()) + " by topic; the student's most confident first.",
        () -> topics.forEach(this::topic));
  }

  private void topic(String topic, List<Mistake> all) {
    html.in(
            "details",
            "list",
            () -> {
              html.in(
                  "summary",
                  "",
                  () -> {
                    names.name(topic);
                    html.say("span", "soft", " · " + rows(all.size()));
                  });
              int shown = 0;
              while (shown < all.size() && hasRoom()) {
                row(all.get(shown++).row(), "");
              }
              leftOut(all.size() - shown);
            })
        .line();
  }

  private boolean hasRoom() {
    return html.length() < mostCharacters;
  }

  private void leftOut(int rows) {
    if (rows > 0) {
      html.say("p", "soft", "Left out, as the page would grow too long: " + rows(rows) + ".")
          .line();
    }
  }

  private static String rows(int number) {
    return grouped(number) + (number == 1 ? " row" : " rows");
  }

  private void row(TestRow row, String remark) {
    html.in(
            "div",
            "sample",
            () -> {
              html.in("p", "soft", () -> facts(row, remark));
              text("asked", row.input());
              answer("the student said", row, mistakes.student());
              answer("the teacher said", row, mistakes.teacher());
              String gold = row.goldText();
              if (gold != null) {
                text("it should have been", gold);
              }
              marks.row(row);
            })
        .line();
  }

  private void facts(TestRow row, String remark) {
    Double sure = row.answer(mistakes.student()).confidence();
    TestSystem teacher = mistakes.teacher();
    html.text("gold ");
    names.name(row.gold());
    html.text(" · student ");
    names.name(row.answer(mistakes.student()).label());
    if (sure != null) {
      html.text(String.format(Locale.ROOT, " (%.0f%% sure)", 100 * sure));
    }
    if (teacher != null) {
      html.text(" · teacher ");
      names.name(row.answer(teacher).label());
    }
    if (!remark.isEmpty()) {
      html.text(" · ");
      html.say("strong", "", remark);
    }
    html.text(" · ");
    html.say("bdi", "id", row.id());
  }

  private void answer(String what, TestRow row, @Nullable TestSystem system) {
    if (system != null) {
      Answered answer = row.answer(system);
      text(what, answer.text());
    }
  }

  private void text(String what, String text) {
    html.say("p", "what", what);
    names.text(Snippet.of(text));
  }
}
