package dev.understudy.trainer.card.page;

import dev.understudy.trainer.card.DataCard;
import org.jspecify.annotations.Nullable;

/** A section of the page: what it writes with, and how it begins. */
abstract class Section {
  final Html html;
  final DataCard card;
  final Table table;
  final Charts charts;
  final Names names;

  Section(Html html, DataCard card) {
    this.html = html;
    this.card = card;
    this.table = new Table(html);
    this.charts = new Charts(html);
    this.names = new Names(html);
  }

  /** A section with a heading, a sentence below it, and what the content writes. */
  void section(String id, String heading, String lead, Runnable content) {
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
  void grid(Runnable panels) {
    html.in("div", "grid", panels).line();
  }

  /** Panels in as many columns as there is room for, one below the other in each. */
  void columns(Runnable panels) {
    html.in("div", "masonry", panels).line();
  }

  /** A panel with a heading of its own. */
  void panel(String heading, Runnable content) {
    html.in(
            "div",
            "panel",
            () -> {
              html.say("h3", "", heading).line();
              content.run();
            })
        .line();
  }

  /** What colours the series of that place; there are eight. */
  static String colour(int place) {
    return "c" + Math.min(place, 7);
  }

  /** The word of a part, or that there is none. */
  static String part(@Nullable String split) {
    return split == null ? "in no part" : split;
  }
}
