package dev.understudy.deploy.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.understudy.deploy.running.Eventually;
import dev.understudy.gateway.access.Role;
import dev.understudy.sink.inspect.CapturedExchanges;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody judges where student and teacher disagreed, without a mouse. */
@ExtendWith(InBrowser.class)
class JudgingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @BeforeEach
  void someDisagreements(Stage stage) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (cases(stage).size() < 12) {
      assertThat(System.nanoTime()).as("time until they are compared").isLessThan(deadline);
      stage.ask(20); // no more at once than may be rehearsed; each fifth the student gets wrong
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static JsonArray cases(Stage stage) throws Exception {
    return stage
        .told(Role.VIEWER, "/api/routes/moderation/differences?limit=200")
        .getJsonArray("cases", new JsonArray());
  }

  private static void awaitCase(Page page, int number) {
    page.getByRole(
            AriaRole.HEADING,
            new Page.GetByRoleOptions().setLevel(2).setName("Case " + number + " "))
        .waitFor();
  }

  private static List<ObjectNode> feedback(Stage stage) throws Exception {
    assertThat(stage.gateway().capture().flush(PATIENCE)).isTrue();
    List<ObjectNode> rows = new ArrayList<>();
    try (CapturedExchanges captures = CapturedExchanges.open(stage.folder().resolve("captures"))) {
      captures.query(
          "SELECT comment, annotator, correction FROM feedback ORDER BY given_at",
          List.of(),
          rows::add);
    }
    return rows;
  }

  @Test
  void tenDifferencesAreJudgedByKeyboardAndStored(Visit visit, Stage stage) throws Exception {
    Page page = visit.as(Role.JUDGE).open("#/differences/moderation");
    String correction = "{\"is_bad\": false, \"reason\": \"said by hand\"}";
    Locator progress = page.locator("#progress");
    int before = feedback(stage).size();
    awaitCase(page, 1);
    assertThat(progress.innerText()).startsWith("0 of ");

    for (int i = 1; i <= 9; i++) {
      visit.press(i % 2 == 0 ? "t" : "s");
      awaitCase(page, i + 1);
    }
    visit.press("u");
    awaitCase(page, 9);
    visit.press("t");
    awaitCase(page, 10);
    visit.press("b");
    page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("The right answer"))
        .waitFor();
    page.keyboard().insertText("it is not bad");
    visit.press("Control+Enter");
    page.getByText("expected a correction in JSON, as answers on this route are").waitFor();
    visit.forgive(Pattern.compile("status of 400 .*/judgement"));
    visit.press("Control+a");
    page.keyboard().insertText(correction);
    visit.press("Control+Enter");
    awaitCase(page, 11);

    assertThat(progress.innerText()).startsWith("10 of ");
    assertThat(page.locator("#said").innerText()).startsWith("both are wrong. 10 of ");
    List<ObjectNode> all = feedback(stage);
    List<ObjectNode> rows = all.subList(before, all.size());
    assertThat(rows)
        .extracting(row -> row.path("comment").asText())
        .containsExactly(
            "console: student",
            "console: teacher",
            "console: student",
            "console: teacher",
            "console: student",
            "console: teacher",
            "console: student",
            "console: teacher",
            "console: student",
            "console: taken_back",
            "console: teacher",
            "console: both_wrong");
    assertThat(rows).extracting(row -> row.path("annotator").asText()).containsOnly("human");
    assertThat(rows.get(11).path("correction").asText()).isEqualTo(correction);
    assertThat(rows.get(9).path("correction").asText()).isEmpty();
    assertThat(rows.get(0).path("correction").asText())
        .contains("is_bad")
        .isNotEqualTo(rows.get(1).path("correction").asText());
  }

  @Test
  void whatWasThereStaysWithTheFocusUntilAnotherGroupIsThereAndIsNotJudgedMeanwhile(Visit visit) {
    Page page = visit.as(Role.JUDGE).open("#/differences/moderation?judged=all");
    awaitCase(page, 1);
    visit.press("j");
    awaitCase(page, 2);
    page.waitForCondition(
        () -> page.evaluate("document.activeElement.tagName").equals("H2")); // it took the focus
    List<Route> held = new CopyOnWriteArrayList<>();
    List<String> judged = new CopyOnWriteArrayList<>();
    page.onRequest(request -> judged.add(request.method()));
    page.route(url -> url.contains("group="), held::add);
    Locator group = page.locator(".groups button").nth(1);
    Locator busy = page.locator("[aria-busy=true]");

    group.focus();
    visit.press("Enter");
    page.waitForCondition(() -> !held.isEmpty());
    busy.waitFor();
    awaitCase(page, 2);
    visit.press("t", "u");
    held.forEach(Route::resume);
    busy.waitFor(Visit.GONE);
    awaitCase(page, 1);

    assertThat(judged).doesNotContain("POST", "DELETE");
    assertThat(group.evaluate("each => each === document.activeElement")).isEqualTo(true);
    assertThat(group.getAttribute("aria-pressed")).isEqualTo("true");
    assertThat(visit.barriers()).isEmpty();
  }

  @Test
  void casesOfOneRouteAreNeverShownForAnother(Visit visit) {
    Page page = visit.as(Role.JUDGE).open("#/differences/moderation?judged=all");
    awaitCase(page, 1);
    List<Route> held = new CopyOnWriteArrayList<>();
    page.route("**/routes/another/differences*", held::add);

    page.evaluate("location.hash = '#/differences/another?judged=all'");
    page.waitForCondition(() -> !held.isEmpty());
    page.getByText("Looking.").waitFor();

    assertThat(page.locator(".judge, #progress").count()).isZero();
  }

  @Test
  void whoeverTypesOnAtOnceTypesIntoTheCorrection(Visit visit) {
    Page page = visit.as(Role.JUDGE).open("#/differences/moderation");
    awaitCase(page, 1);

    Object focused =
        page.evaluate(
            """
            async () => {
              dispatchEvent(new KeyboardEvent('keydown', {key: 'b'}));
              for (let i = 0; i < 1000 && !document.querySelector('.correct'); i += 1) {
                await null; // before the browser draws anything
              }
              return document.activeElement.tagName;
            }
            """);

    assertThat(focused).isEqualTo("TEXTAREA");
  }

  @Test
  void aCaseThatWasJudgedTwiceIsOpenOnceBothAreUndone(Visit visit, Stage stage) throws Exception {
    Page page = visit.as(Role.JUDGE).open("#/differences/moderation");
    int before = feedback(stage).size();
    awaitCase(page, 1);
    int judged = judged(page);

    visit.press("t");
    awaitCase(page, 2);
    visit.press("k");
    awaitCase(page, 1);
    visit.press("s");
    awaitCase(page, 2);
    visit.press("u");
    awaitCase(page, 1);
    assertThat(judged(page)).isEqualTo(judged + 1);
    visit.press("u");
    Eventually.see("the case is open", PATIENCE, () -> judged(page), each -> each == judged);

    List<ObjectNode> rows = feedback(stage);
    assertThat(rows.subList(before, rows.size()))
        .extracting(row -> row.path("comment").asText())
        .containsExactly(
            "console: teacher", "console: student", "console: teacher", "console: taken_back");
  }

  private static int judged(Page page) {
    String progress = page.locator("#progress").innerText();
    return Integer.parseInt(progress.substring(0, progress.indexOf(' ')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#/differences/moderation?judged=all", "#/captures"})
  void pagesHaveNoBarriersInTheLightNorInTheDark(String place, Visit visit) throws Exception {
    Page page = visit.as(Role.JUDGE).open(place);
    page.locator(".answer, table.data").nth(1).waitFor();

    assertThat(visit.barriers()).isEmpty();
    assertThat(visit.inTheDark().barriers()).isEmpty();
    visit.onATelephone().fits();
  }

  @Test
  void whoMayNotSeeTextsSeesPlacesAndLengthsAndCannotJudge(Visit visit) {
    Page page = visit.as(Role.VIEWER).open("#/differences/moderation?judged=all");
    awaitCase(page, 1);

    visit.press("t");

    assertThat(page.locator("main").innerText())
        .contains("Prompts and answers are hidden from your role", "/is_bad")
        .doesNotContain("Is this bad?", "Teacher is right");
    assertThat(visit.barriers()).isEmpty();
  }

  @Test
  void anExchangeIsFoundAndShownWhole(Visit visit) {
    Page page = visit.as(Role.JUDGE).open("#/captures?role=shadow");
    page.locator("table.data tbody th a").first().click();
    page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Exchange")).waitFor();

    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("As sent")).click();

    assertThat(page.getByLabel("Request", new Page.GetByLabelOptions().setExact(true)).innerText())
        .contains("Is this bad? Case");
    assertThat(visit.barriers()).isEmpty();
  }
}
