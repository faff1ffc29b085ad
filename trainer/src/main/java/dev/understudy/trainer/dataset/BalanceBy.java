package dev.understudy.trainer.dataset;

import java.util.Locale;

/** By what rows are told apart. */
public enum BalanceBy {
  /** The user's pseudonym. */
  USER("user_pseudonym"),
  /** The conversation. */
  SESSION("session"),
  /** The application. */
  APP("app"),
  /** The prompt's template. */
  TEMPLATE("template"),
  /** The answer in one word. */
  LABEL("label"),
  /** The cluster of similar inputs. */
  CLUSTER("cluster"),
  /** The bin of difficulty. */
  DIFFICULTY("difficulty"),
  /** Who the answer comes from. */
  PROVENANCE("provenance");

  private final String column;

  BalanceBy(String column) {
    this.column = column;
  }

  /** The column it stands in. */
  public String column() {
    return column;
  }

  /** The word for it in files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
