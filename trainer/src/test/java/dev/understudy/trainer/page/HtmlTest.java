package dev.understudy.trainer.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void textsAndValuesOfAttributesAreEscaped() {
    Html html = new Html();

    html.with("p", () -> html.text("a<b> & \"c\" 'd'\r\n"), "title", "\"><script>' &");

    assertThat(html.toString())
        .isEqualTo(
            "<!DOCTYPE html>\n<p title=\"&quot;&gt;&lt;script&gt;&#39; &amp;\">"
                + "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;\n</p>");
  }

  @Test
  void styleSheetThatCouldEndItselfIsRefused() {
    assertThatThrownBy(() -> new Html().style("</style>"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the style sheet must hold neither '<' nor '&'");
  }
}
