package dev.understudy.trainer.page;

/**
 * Writes HTML that is well-formed XML, too: what is opened is closed, and every text and every
 * value of an attribute goes through {@link Escape}.
 */
public final class Html {
  private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");

  /** An element of that class (empty for none) with what the content writes. */
  public Html in(String element, String classes, Runnable content) {
    return with(
        element, content, classes.isEmpty() ? new String[0] : new String[] {"class", classes});
  }

  /** An element with these attributes, names and values in turn, and what the content writes. */
  public Html with(String element, Runnable content, String... attributes) {
    begin(element, attributes);
    out.append('>');
    content.run();
    out.append("</").append(element).append(">");
    return this;
  }

  /** An element of that class (empty for none) that holds a text. */
  public Html say(String element, String classes, String text) {
    return in(element, classes, () -> text(text));
  }

  /** An element without content. */
  public Html empty(String element, String... attributes) {
    begin(element, attributes);
    out.append("/>");
    return this;
  }

  /** A text. */
  public Html text(String text) {
    Escape.to(out, text);
    return this;
  }

  /** A line end, where it means nothing. */
  public Html line() {
    out.append('\n');
    return this;
  }

  /** The style sheet; it is ours, and holds none of what must be escaped. */
  public Html style(String css) {
    if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
      throw new IllegalArgumentException("the style sheet must hold neither '<' nor '&'");
    }
    out.append("<style>\n").append(css).append("</style>\n");
    return this;
  }

  /** A script; it is ours, and holds none of what must be escaped. */
  Html script(String javaScript) {
    if (javaScript.indexOf('<') >= 0 || javaScript.indexOf('&') >= 0) {
      throw new IllegalArgumentException("the script must hold neither '<' nor '&'");
    }
    out.append("<script>").append(javaScript).append("</script>\n");
    return this;
  }

  /** How many characters it has by now. */
  public int length() {
    return out.length();
  }

  private void begin(String element, String... attributes) {
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      Escape.to(out, attributes[i + 1]);
      out.append('"');
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
