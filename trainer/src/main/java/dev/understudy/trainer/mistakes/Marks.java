package dev.understudy.trainer.mistakes;

import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.page.Html;
import dev.understudy.trainer.page.Layout;
import dev.understudy.trainer.page.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Where a person marks on the page which answer is right, and saves what was marked as a file of
 * corrections. Every mark holds its correction; the script only gathers them.
 */
final class Marks {
  /** Saves what is marked; connects to nothing. */
  static final String SCRIPT = script();

  private final Choices choices;
  private final Html html;
  private final Layout layout;
  private final Names names;

  Marks(Choices choices, Html html) {
    this.choices = choices;
    this.html = html;
    this.layout = new Layout(html);
    this.names = new Names(html);
  }

  private static String script() {
    try (InputStream in = Marks.class.getResourceAsStream("marks.js")) {
      return new String(
          Objects.requireNonNull(in, "marks.js").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException("the script of marks cannot be read", broken);
    }
  }

  /** The section from which marks are saved. */
  void save() {
    layout.section(
        "corrections",
        "Corrections",
        "Mark below which answer is right, then save: each line of the file is feedback that the"
            + " gateway takes. Marks are lost with the page; nothing leaves it but the file.",
        () -> {
          html.say("label", "soft", "Who you are: ");
          html.empty("input", "id", "annotator", "type", "text", "maxlength", "256");
          html.text(" ");
          html.with("button", () -> html.text("Save corrections"), "id", "save", "type", "button");
          html.text(" marked: ");
          html.with("span", () -> html.text("0"), "id", "marked");
        });
  }

  /** What can be marked at a row; nothing where it was not captured. */
  void row(TestRow row) {
    List<Choices.Choice> all = choices.of(row);
    if (all.isEmpty()) {
      return;
    }
    html.in(
            "p",
            "marks",
            () -> {
              html.text("right is: ");
              all.forEach(each -> choice(row, each));
              mark(row, "", () -> html.text("not said"));
            })
        .line();
  }

  private void choice(TestRow row, Choices.Choice choice) {
    mark(
        row,
        choice.line(),
        () -> {
          if (choice.label() != null) {
            names.name(choice.label());
            html.text(" ");
          }
          html.say("span", "soft", "(" + String.join(", ", choice.who()) + ")");
        });
  }

  /** Of one name all over the page, as a row may be shown twice. */
  private void mark(TestRow row, String line, Runnable words) {
    html.in(
        "label",
        "",
        () -> {
          html.empty("input", "type", "radio", "name", row.id(), "value", line);
          html.text(" ");
          words.run();
          html.text(" ");
        });
  }
}
