package dev.understudy.sink.redaction.body;

import dev.understudy.sink.redaction.text.Anchored;
import dev.understudy.sink.redaction.text.Scan;
import dev.understudy.sink.redaction.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What is looked for, and what becomes of it. Immutable. */
public final class Inspection {
  private final Scan scan;
  private final Standing standing;
  private final Patterns patterns;
  private final Pointers request;
  private final Pointers response;
  private final UnaryOperator<String> pseudonyms;

  /**
   * @param detectors what finds
   * @param patterns what operators look for besides
   * @param kinds the names of all that can be found
   * @param request what is treated in a way of its own in requests
   * @param response the same in answers
   * @param pseudonyms what becomes of a user's id where a pointer says that it is one
   */
  public Inspection(
      List<Anchored> detectors,
      Patterns patterns,
      Set<String> kinds,
      Pointers request,
      Pointers response,
      UnaryOperator<String> pseudonyms) {
    this.standing = new Standing(kinds);
    List<Anchored> all = new ArrayList<>(detectors);
    all.add(standing);
    this.scan = new Scan(all);
    this.patterns = patterns;
    this.request = request;
    this.response = response;
    this.pseudonyms = pseudonyms;
  }

  Pointers request() {
    return request;
  }

  Pointers response() {
    return response;
  }

  String pseudonym(String user) {
    return pseudonyms.apply(user);
  }

  /** Takes what is found in a text. */
  interface Found {
    void found(Text text, String kind, String value, int from, int to);
  }

  void over(Text text, Placeholders placeholders, Found found) {
    scan.over(
        text,
        (where, kind, value, from, to) -> {
          if (kind.equals(Standing.KIND)) {
            int line = value.lastIndexOf('_');
            placeholders.stands(
                value.substring(0, line), Integer.parseInt(value.substring(line + 1)));
          } else {
            found.found(where, kind, value, from, to);
          }
        });
    patterns.over(
        text,
        (where, kind, value, from, to) -> {
          if (!standing.covers(where, from, to)) {
            found.found(where, kind, value, from, to);
          }
        });
  }
}
