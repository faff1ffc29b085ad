package dev.understudy.deploy.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.understudy.deploy.running.Eventually;
import dev.understudy.gateway.access.Role;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody finds one exchange by who asked and by what was said, without a mouse. */
@ExtendWith(InBrowser.class)
class FindingTest {
  private static final String WORDS = "Words in prompt or answer";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Asks some, and tells the number of the last case once the console knows them. */
  private static int asked(Stage stage) throws Exception {
    stage.ask(5);
    stage.known();
    return stage.asked();
  }

  private static Locator rows(Page page) {
    return page.locator("table.data tbody th a");
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static void search(Visit visit, String words) {
    visit.page().getByLabel(WORDS).fill(words);
    visit.press("Enter");
  }

  @Test
  void anExchangeIsFoundByUserAndByWordsWhichNoAddressHolds(Visit visit, Stage stage)
      throws Exception {
    int number = asked(stage);
    Page page = visit.as(Role.JUDGE).open("#/captures?role=primary");
    List<String> addresses = new CopyOnWriteArrayList<>();
    page.onRequest((Request request) -> addresses.add(request.url() + request.headers()));
    rows(page).nth(1).waitFor();

    page.getByLabel("User", new Page.GetByLabelOptions().setExact(true)).fill("user-" + number);
    visit.press("Enter");
    page.waitForURL("**user=user-" + number + "*");
    Eventually.see("one row", PATIENCE, () -> rows(page).count(), Integer.valueOf(1)::equals);
    page.getByLabel("User", new Page.GetByLabelOptions().setExact(true)).fill("");
    visit.press("Enter");
    rows(page).nth(1).waitFor();
    search(visit, "THIS bad? case " + number);
    page.locator("#words-found").getByText("1 exchange found among").waitFor();

    assertThat(rows(page).count()).isEqualTo(1);
    assertThat(page.locator(".excerpt").innerText()).isEqualTo("user: Is this bad? Case " + number);
    assertThat(page.locator(".excerpt mark").innerText()).isEqualTo("this bad? Case " + number);
    assertThat(page.locator("#said").innerText()).contains("1 exchange found among");
    assertThat(visit.barriers()).isEmpty();
    assertThat(visit.inTheDark().barriers()).isEmpty();
    visit.inTheLight();
    rows(page).first().focus();
    visit.press("Enter");
    page.getByText("Is this bad? Case " + number).first().waitFor();
    page.goBack();
    page.locator("#words-found").getByText("1 exchange found among").waitFor();
    assertThat(page.getByLabel(WORDS).inputValue()).isEqualTo("THIS bad? case " + number);
    assertThat(addresses.toString()).doesNotContain("THIS");
    assertThat(page.url()).doesNotContain("THIS");
    assertThat(addresses).anyMatch(each -> each.contains("/console/api/exchanges/search"));
    visit.onATelephone().fits();
  }

  @Test
  void aSearchIsSeenToRunStopsGoesOnAndFindsNone(Visit visit, Stage stage) throws Exception {
    asked(stage);
    Page page = visit.as(Role.JUDGE).open("#/captures?role=primary");
    rows(page).nth(1).waitFor();
    Locator told = page.locator("#words-found");
    List<Route> held = new CopyOnWriteArrayList<>();
    page.route("**/exchanges/search", held::add);

    search(visit, "is this bad");
    told.getByText("Searching.").waitFor();
    assertThat(visit.barriers()).isEmpty();
    button(page, "Stop").focus();
    visit.press("Enter");
    told.waitFor(Visit.GONE);
    rows(page).nth(1).waitFor();
    page.unroute("**/exchanges/search");

    twoAtATime(page);
    search(visit, "is this bad");
    told.getByText("2 exchanges found among 2 exchanges; went back to").waitFor();
    told.getByText("stopped, as so many were found").waitFor();
    assertThat(visit.barriers()).isEmpty();
    page.unroute("**/exchanges/search");
    page.route("**/exchanges/search", held::add);
    button(page, "Search further back").focus();
    visit.press("Enter");
    told.getByText("Searching on; 2 exchanges so far.").waitFor();
    button(page, "Stop").focus();
    visit.press("Enter");
    told.getByText("2 exchanges found among 2 exchanges; went back to").waitFor();
    assertThat(rows(page).count()).isEqualTo(2);
    page.unroute("**/exchanges/search");

    twoAtATime(page);
    button(page, "Search further back").focus();
    visit.press("Enter");
    told.getByText("4 exchanges found among 4 exchanges").waitFor();
    assertThat(rows(page).count()).isEqualTo(4);
    page.unroute("**/exchanges/search");

    search(visit, "nobody says this");
    told.getByText("None found among").waitFor();
    assertThat(told.innerText()).contains("the oldest there is");
    assertThat(rows(page).count()).isZero();
    button(page, "Back to all").focus();
    visit.press("Enter");
    rows(page).nth(1).waitFor();
  }

  private static void twoAtATime(Page page) {
    page.route(
        "**/exchanges/search",
        route ->
            route.resume(
                new Route.ResumeOptions()
                    .setPostData(route.request().postData().replace("}", ",\"limit\":2}"))));
  }

  @Test
  void exchangesUpToATimeAreFoundAndSoAreThoseOfAnUpstreamAndAPath(Visit visit, Stage stage)
      throws Exception {
    asked(stage);
    Page page = visit.as(Role.VIEWER).open("#/captures?role=primary");
    rows(page).nth(1).waitFor();

    page.getByLabel("Upstream or model").fill("gpt");
    page.getByLabel("Part of the path").fill("completions");
    visit.press("Enter");
    page.waitForURL("**answered_by=gpt&path=completions*");
    page.locator("table.data td small").getByText("gpt-4").first().waitFor();
    page.getByLabel("Until").focus();
    page.keyboard().type("01312026");
    visit.press("Tab"); // from the year on to the hour
    page.keyboard().type("0310PM");
    assertThat(page.url()).doesNotContain("until");
    visit.press("Enter");
    page.getByText("None is as asked for.").waitFor();

    assertThat(page.url()).contains("until=2026-01-31T");
    assertThat(page.getByLabel("Until").inputValue()).isEqualTo("2026-01-31T15:10");
    assertThat(visit.barriers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "#/captures?role=primary, App, Part of the path, path",
    "#/differences/moderation, Text in prompt or answer, App, app"
  })
  void whatIsTypedStaysWhileAnswersComeIn(
      String place, String label, String next, String name, Visit visit, Stage stage)
      throws Exception {
    asked(stage);
    Page page = visit.as(Role.JUDGE).open(place);
    Locator field = page.getByLabel(next, new Page.GetByLabelOptions().setExact(true));
    List<Route> held = new CopyOnWriteArrayList<>();
    page.route(url -> url.contains("=nobody"), held::add);

    page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill("nobody");
    field.focus();
    page.keyboard().type("half");
    page.waitForCondition(() -> !held.isEmpty());
    held.forEach(Route::resume);
    page.getByText("None is as asked for").waitFor();
    page.keyboard().type(" of it");
    assertThat(field.inputValue()).isEqualTo("half of it");
    visit.press("Enter");

    page.waitForURL(url -> url.contains("=nobody") && url.contains(name + "=half+of+it"));
    assertThat(field.inputValue()).isEqualTo("half of it");
  }

  @Test
  void whoMayNotSeeTextsIsOfferedNeitherWordsNorUsers(Visit visit, Stage stage) throws Exception {
    asked(stage);
    Page page = visit.as(Role.VIEWER).open("#/captures?role=primary");
    rows(page).first().waitFor();

    assertThat(page.getByLabel(WORDS).count()).isZero();
    assertThat(page.getByLabel("User", new Page.GetByLabelOptions().setExact(true)).count())
        .isZero();
    assertThat(page.getByLabel("Upstream or model").count()).isEqualTo(1);
  }
}
