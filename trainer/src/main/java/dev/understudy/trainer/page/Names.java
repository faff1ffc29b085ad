package dev.understudy.trainer.page;

import static dev.understudy.trainer.page.Numbers.grouped;

import org.jspecify.annotations.Nullable;

/** Writes what comes from the traffic: names, and texts that may be unfolded. */
public final class Names {
  private static final int SHOWN = 300;

  private final Html html;

  /** Writes there. */
  public Names(Html html) {
    this.html = html;
  }

  /** A name, kept apart from the direction its letters are written in. */
  public void name(@Nullable String name) {
    if (name == null) {
      html.say("span", "soft", "none");
    } else if (name.isBlank()) {
      html.say("span", "soft", name.isEmpty() ? "empty" : "blank");
    } else {
      html.say("bdi", "", name);
    }
  }

  /** The beginning of a text; the rest unfolds. */
  public void text(Snippet snippet) {
    if (snippet.text().isEmpty()) {
      html.in("div", "text", () -> html.say("span", "soft", "empty"));
      return;
    }
    String beginning = snippet.beginning(SHOWN);
    if (beginning.equals(snippet.text()) && !snippet.isCut()) {
      block("div", beginning);
      return;
    }
    html.in(
            "details",
            "more",
            () -> {
              html.in(
                  "summary",
                  "",
                  () -> {
                    block("span", beginning + " …");
                    html.say("span", "toggle", grouped(snippet.characters()) + " characters");
                  });
              block("div", snippet.text());
              if (snippet.isCut()) {
                html.say(
                    "p",
                    "soft",
                    "The first %s of %s characters."
                        .formatted(grouped(Snippet.LIMIT), grouped(snippet.characters())));
              }
            })
        .line();
  }

  private void block(String element, String text) {
    html.with(element, () -> html.text(text), "class", "text", "dir", "auto");
  }
}
