package dev.understudy.trainer.page;

/** Puts the parts of a page in their places. */
public final class Layout {
  private final Html html;

  /** Writes there. */
  public Layout(Html html) {
    this.html = html;
  }

  /** A section with a heading, a sentence below it (may be empty), and what the content writes. */
  public void section(String id, String heading, String lead, Runnable content) {
    html.with(
            "section",
            () -> {
              html.say("h2", "", heading).line();
              if (!lead.isEmpty()) {
                html.say("p", "lead", lead).line();
              }
              content.run();
            },
            "id",
            id)
        .line();
  }

  /** Small panels side by side where there is room. */
  public void grid(Runnable panels) {
    html.in("div", "grid", panels).line();
  }

  /** Panels in as many columns as there is room for, one below the other in each. */
  public void columns(Runnable panels) {
    html.in("div", "masonry", panels).line();
  }

  /** A panel with a heading of its own. */
  public void panel(String heading, Runnable content) {
    html.in(
            "div",
            "panel",
            () -> {
              html.say("h3", "", heading).line();
              content.run();
            })
        .line();
  }

  /** Tiles side by side where there is room. */
  public void tiles(Runnable tiles) {
    html.in("div", "tiles", tiles).line();
  }

  /** A figure to be seen first, and a detail (may be empty). */
  public void tile(String what, String figure, String detail) {
    html.in(
        "div",
        "tile",
        () -> {
          html.say("b", "", figure);
          html.say("span", "", what);
          if (!detail.isEmpty()) {
            html.say("span", "soft", detail);
          }
        });
  }

  /** Facts side by side. */
  public void facts(Runnable facts) {
    html.in("dl", "facts", facts).line();
  }

  /** A fact: what it is, and its value. */
  public void fact(String what, String value) {
    html.in(
        "div",
        "",
        () -> {
          html.say("dt", "", what);
          html.in("dd", "", () -> html.say("bdi", "", value));
        });
  }
}
