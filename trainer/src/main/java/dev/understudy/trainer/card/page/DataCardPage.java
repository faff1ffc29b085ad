package dev.understudy.trainer.card.page;

import dev.understudy.trainer.card.CardFacts;
import dev.understudy.trainer.card.DataCard;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A data card as one page of HTML: it loads nothing, runs nothing, is light or dark as the reader's
 * screen is, fits a phone, and prints. It is well-formed XML, too. Whatever texts the card holds
 * are escaped; the page says that they are real traffic.
 */
public final class DataCardPage {
  private static final String NOTHING_BUT_STYLE =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
  private static final String STYLE = style();

  private DataCardPage() {}

  /** The page; the same card gives the same page. To be stored as UTF-8. */
  public static String write(DataCard card) {
    Html html = new Html();
    html.with("html", () -> page(html, card), "lang", "en").line();
    return html.toString();
  }

  private static void page(Html html, DataCard card) {
    html.line().in("head", "", () -> head(html, card.facts())).line();
    html.in("body", "", () -> body(html, card));
  }

  private static void head(Html html, CardFacts facts) {
    html.line().empty("meta", "charset", "utf-8").line();
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", NOTHING_BUT_STYLE);
    html.line();
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.line();
    html.empty("meta", "name", "color-scheme", "content", "light dark").line();
    html.empty("meta", "name", "referrer", "content", "no-referrer").line();
    html.empty("meta", "name", "robots", "content", "noindex").line();
    html.say("title", "", "Data card: " + facts.name()).line();
    html.style(STYLE);
  }

  private static void body(Html html, DataCard card) {
    HeadSection head = new HeadSection(html, card);
    head.header();
    html.line()
        .in(
            "main",
            "",
            () -> {
              head.warnings();
              head.glance();
              new StagesSection(html, card).write();
              new PartsSection(html, card).write();
              new LengthsSection(html, card).write();
              new FrequentSection(html, card).write();
              new RepeatsSection(html, card).write();
              new BalanceSection(html, card).write();
              new DriftSection(html, card).write();
              new AgreementSection(html, card).write();
              new CostSection(html, card).write();
              new SamplesSection(html, card).write();
            })
        .line();
  }

  private static String style() {
    try (InputStream in = DataCardPage.class.getResourceAsStream("card.css")) {
      return new String(
          Objects.requireNonNull(in, "card.css").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException("the style sheet of data cards cannot be read", broken);
    }
  }
}
