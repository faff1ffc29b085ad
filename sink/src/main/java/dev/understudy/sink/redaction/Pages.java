package dev.understudy.sink.redaction;

import dev.understudy.sink.redaction.body.Inspection;
import dev.understudy.sink.redaction.body.Placeholders;
import dev.understudy.sink.redaction.body.Search;
import dev.understudy.sink.redaction.body.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All texts of one entry, in the order in which values are numbered. All are searched before the
 * first is changed, as placeholders that stand in a later one decide where numbers begin.
 */
final class Pages {
  /** A text and what it becomes. */
  record Page(@Nullable String text, @Nullable Sheet sheet) {
    /** The text to store; null where there is none. */
    @Nullable String settled() {
      String settled = sheet == null ? null : sheet.settled();
      return settled == null ? text : settled;
    }

    /** The text to store, where there is one for certain. */
    String content() {
      String settled = settled();
      return settled == null ? "" : settled;
    }
  }

  private final Inspection inspection;
  private final Placeholders placeholders = new Placeholders();
  private final List<Sheet> sheets = new ArrayList<>();

  Pages(Inspection inspection) {
    this.inspection = inspection;
  }

  /** Searches a text of its own: JSON or not. */
  Page line(@Nullable String text) {
    return page(text, Search::line);
  }

  /** Searches JSON: that of a request, an answer or a part of them. */
  Page json(@Nullable String text) {
    return page(text, Search::json);
  }

  private Page page(@Nullable String text, Consumer<Search> search) {
    if (text == null || text.isEmpty()) {
      return new Page(text, null);
    }
    Sheet sheet = new Sheet(text.toCharArray());
    search(sheet, search);
    return new Page(text, sheet);
  }

  /** Searches a request's body. */
  void request(BodyText body, boolean cut) {
    Sheet sheet = body.sheet();
    if (sheet != null) {
      boolean form = body.is("application/x-www-form-urlencoded");
      search(sheet, search -> search.requestBody(form, cut));
    }
  }

  /** Searches an answer's body. */
  void response(BodyText body, boolean cut) {
    Sheet sheet = body.sheet();
    if (sheet != null) {
      search(sheet, search -> search.responseBody(cut));
    }
  }

  private void search(Sheet sheet, Consumer<Search> how) {
    sheets.add(sheet);
    how.accept(new Search(inspection, placeholders, sheet));
  }

  /** Puts placeholders in. To be called once, after all searches. */
  void settle() {
    for (Sheet sheet : sheets) {
      sheet.settle(placeholders);
    }
  }

  /** Counts one thing that was taken out elsewhere. */
  void count(String kind) {
    placeholders.count(kind);
  }

  Map<String, Integer> hits() {
    return placeholders.hits();
  }
}
