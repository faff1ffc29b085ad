package dev.understudy.trainer.card.page;

import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.page.Html;
import dev.understudy.trainer.page.Page;

/**
 * A data card as one page of HTML. Whatever texts the card holds are escaped; the page says that
 * they are real traffic.
 */
public final class DataCardPage {
  private DataCardPage() {}

  /** The page; the same card gives the same page. To be stored as UTF-8. */
  public static String write(DataCard card) {
    return Page.write("Data card: " + card.facts().name(), html -> body(html, card));
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
}
