package dev.understudy.trainer.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One page of HTML that loads nothing, runs nothing but a script it may hold, is light or dark as
 * the reader's screen is, fits a phone, and prints. It is well-formed XML, too.
 */
public final class Page {
  private static final String NOTHING_BUT_STYLE =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  private static final String STYLE = style();

  private Page() {}

  /**
   * A page, to be stored as UTF-8.
   *
   * @param title what the window is called
   * @param body writes what stands in the body
   */
  public static String write(String title, Consumer<Html> body) {
    return write(title, NOTHING_BUT_STYLE, body);
  }

  /**
   * A page with a script, which runs once all is there. It can connect to nothing, and no other
   * script runs, as the page's policy names its digest.
   *
   * @param script JavaScript that holds neither {@code <} nor {@code &}
   */
  public static String writeWithScript(String title, String script, Consumer<Html> body) {
    return write(
        title,
        NOTHING_BUT_STYLE + "; script-src 'sha256-" + digest(script) + "'",
        html -> {
          body.accept(html);
          html.script(script);
        });
  }

  private static String digest(String script) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(sha256.digest(script.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
  }

  private static String write(String title, String policy, Consumer<Html> body) {
    Html html = new Html();
    html.with(
            "html",
            () -> {
              html.line().in("head", "", () -> head(html, title, policy)).line();
              html.in("body", "", () -> body.accept(html));
            },
            "lang",
            "en")
        .line();
    return html.toString();
  }

  private static void head(Html html, String title, String policy) {
    html.line().empty("meta", "charset", "utf-8").line();
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy);
    html.line();
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.line();
    html.empty("meta", "name", "color-scheme", "content", "light dark").line();
    html.empty("meta", "name", "referrer", "content", "no-referrer").line();
    html.empty("meta", "name", "robots", "content", "noindex").line();
    html.say("title", "", title).line();
    html.style(STYLE);
  }

  private static String style() {
    try (InputStream in = Page.class.getResourceAsStream("page.css")) {
      return new String(
          Objects.requireNonNull(in, "page.css").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException("the style sheet of pages cannot be read", broken);
    }
  }
}
