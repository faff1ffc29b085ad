package dev.understudy.deploy.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page of the console: shown without complaints, barriers, or anything from elsewhere. */
@ExtendWith(InBrowser.class)
class ConsoleTest {
  @ParameterizedTest
  @ValueSource(strings = {"#/routes", "#/rules"})
  void pagesHaveNoBarriersInTheLightNorInTheDark(String place, Visit visit) {
    visit.open(place);
    visit.page().locator(".live[data-state=live]").waitFor();

    assertThat(visit.barriers()).isEmpty();
    assertThat(visit.inTheDark().barriers()).isEmpty();
    assertThat(visit.onATelephone().isTooWide()).isFalse();
  }

  @Test
  void keysAreListedAndLeadFromPageToPage(Visit visit) {
    visit.open("#/routes");

    visit.press("?");
    Locator keys = visit.page().locator("dialog");
    assertThat(keys.innerText()).contains("go to Rules");
    visit.press("Escape", "g", "r");
    visit.heading().getByText("Rules").waitFor();

    assertThat(keys.isVisible()).isFalse();
    assertThat(visit.page().url()).endsWith("#/rules");
  }
}
