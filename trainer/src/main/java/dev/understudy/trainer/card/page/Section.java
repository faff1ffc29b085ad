package dev.understudy.trainer.card.page;

import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.page.Charts;
import dev.understudy.trainer.page.Html;
import dev.understudy.trainer.page.Layout;
import dev.understudy.trainer.page.Names;
import dev.understudy.trainer.page.Table;
import org.jspecify.annotations.Nullable;

/** A section of the page: what it writes with, and how it begins. */
abstract class Section {
  final Html html;
  final DataCard card;
  final Table table;
  final Charts charts;
  final Names names;
  final Layout layout;

  Section(Html html, DataCard card) {
    this.html = html;
    this.card = card;
    this.table = new Table(html);
    this.charts = new Charts(html);
    this.names = new Names(html);
    this.layout = new Layout(html);
  }

  /** A section with a heading, a sentence below it, and what the content writes. */
  void section(String id, String heading, String lead, Runnable content) {
    layout.section(id, heading, lead, content);
  }

  /** Small panels side by side where there is room. */
  void grid(Runnable panels) {
    layout.grid(panels);
  }

  /** Panels in as many columns as there is room for, one below the other in each. */
  void columns(Runnable panels) {
    layout.columns(panels);
  }

  /** A panel with a heading of its own. */
  void panel(String heading, Runnable content) {
    layout.panel(heading, content);
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
