package dev.understudy.trainer.card.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.card.CardFacts;
import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.card.Sample;
import dev.understudy.trainer.card.SmallCard;
import dev.understudy.trainer.page.Snippet;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DataCardPageTest {
  private static final String MARK = "hostile";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hostile </script></style><script>alert(1)</script><img src=x onerror=alert(1)>",
        "hostile \" onload=\"alert(1)\" ' style='x",
        "hostile ]]> --> <!-- &lt; &amp; &#0; <![CDATA[",
        "hostile \0\u0001\u001b[2J\r\n\u0085\u2028\uffff",
        "hostile \u202e txet lortnoc \u2069\u2066 שלום مرحبا",
        "hostile \ud800 alone \udc00 \ud83d\ude00 \ud83d\udc69\u200d\ud83d\udcbb",
        "hostile https://example.org/x.js url(https://example.org/y.css) @import"
      })
  void noTextLeavesItsPlace(String hostile) throws Exception {
    Document page = parsed(DataCardPage.write(SmallCard.named(hostile)));
    Document plain = parsed(DataCardPage.write(SmallCard.named(MARK)));

    assertThat(page.getDocumentElement().getTextContent()).contains(MARK);
    assertThat(elements(page)).isEqualTo(elements(plain));
    assertThat(attributes(page))
        .isEqualTo(attributes(plain))
        .noneMatch(each -> each.contains(MARK));
  }

  @Test
  void pageLoadsNothingAndRunsNothing() throws Exception {
    String page = DataCardPage.write(SmallCard.named("1"));

    assertThat(page).doesNotContain("http://", "https://", "//", "url(", "@import", "@font-face");
    assertThat(elements(parsed(page)))
        .doesNotContain("script", "link", "img", "iframe", "object", "embed", "base", "use", "a");
    assertThat(attributes(parsed(page)))
        .noneMatch(
            each -> each.startsWith("src") || each.startsWith("href") || each.startsWith("on"))
        .contains(
            "content=default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
                + " form-action 'none'");
  }

  @Test
  void whatCannotBeSeenIsShown() throws Exception {
    Document page = parsed(DataCardPage.write(SmallCard.named("a\0b\u202ec\ud800d")));

    assertThat(page.getElementsByTagName("h1").item(0).getTextContent())
        .isEqualTo("a\u2400b[U+202E]c\ufffdd");
  }

  @Test
  void pageSaysThatItHoldsRealTraffic() {
    assertThat(DataCardPage.write(SmallCard.named("1")))
        .contains("<strong>This page holds examples of real traffic. </strong>");
  }

  @Test
  void pageWithoutExamplesSaysSo() {
    DataCard card = SmallCard.named("1");
    CardFacts facts = card.facts();
    DataCard without =
        new DataCard(
            new CardFacts(
                facts.name(),
                facts.seed(),
                facts.version(),
                facts.captures(),
                facts.configDigest(),
                facts.prices(),
                false),
            card.warnings(),
            card.overview(),
            card.stages(),
            card.makeup(),
            card.balances(),
            card.sameInputs(),
            card.nearDuplicates(),
            card.costs(),
            card.drift(),
            card.agreement(),
            List.of());

    assertThat(DataCardPage.write(without))
        .doesNotContain("holds examples of real traffic")
        .contains("<strong>Texts of the traffic are left out of this page. </strong>")
        .contains("Left out, as the settings ask.");
  }

  @Test
  void longTextsAreFoldedAndAMegabyteIsCut() throws Exception {
    String page = DataCardPage.write(SmallCard.named("x".repeat(1000)));
    Document parsed = parsed(page);

    assertThat(parsed.getElementsByTagName("summary").getLength()).isGreaterThan(3);
    assertThat(page).contains("x".repeat(300) + " …</span>");

    String megabyte = DataCardPage.write(withTexts("y".repeat(1 << 20)));

    assertThat(megabyte).contains("The first 4,000 of 1,048,576 characters.");
    assertThat(megabyte.length()).isLessThan(100_000);
  }

  @Test
  void sameCardGivesTheSamePage() {
    assertThat(DataCardPage.write(SmallCard.named("1")))
        .isEqualTo(DataCardPage.write(SmallCard.named("1")));
  }

  private static DataCard withTexts(String text) {
    DataCard card = SmallCard.named("1");
    return new DataCard(
        card.facts(),
        card.warnings(),
        card.overview(),
        card.stages(),
        card.makeup(),
        card.balances(),
        card.sameInputs(),
        card.nearDuplicates(),
        card.costs(),
        card.drift(),
        card.agreement(),
        List.of(
            new Sample.Group(
                null,
                "1",
                1,
                List.of(
                    new Sample(
                        "1",
                        0,
                        null,
                        null,
                        null,
                        "teacher",
                        null,
                        null,
                        Snippet.of(text),
                        null,
                        null)))));
  }

  private static Document parsed(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  private static List<String> elements(Document page) {
    List<String> names = new ArrayList<>();
    NodeList all = page.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      names.add(all.item(i).getNodeName());
    }
    return names;
  }

  private static List<String> attributes(Document page) {
    List<String> attributes = new ArrayList<>();
    NodeList all = page.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      NamedNodeMap of = ((Element) all.item(i)).getAttributes();
      for (int j = 0; j < of.getLength(); j++) {
        attributes.add(of.item(j).getNodeName() + "=" + of.item(j).getNodeValue());
      }
    }
    return attributes;
  }
}
