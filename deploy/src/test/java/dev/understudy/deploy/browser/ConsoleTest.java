package dev.understudy.deploy.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.understudy.deploy.running.Eventually;
import dev.understudy.gateway.access.Role;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page of the console: shown without complaints, barriers, or anything from elsewhere. */
@ExtendWith(InBrowser.class)
class ConsoleTest {
  /** The exchange that is shown, as the gateway tells it to who looks at it. */
  private static final String EXCHANGE_AS_TOLD =
      """
      async () => (await fetch('/console/api/exchanges/' + location.hash.split('/').pop())).text()
      """;

  /** To wait until something is there, whether it is seen or only read out. */
  private static final Locator.WaitForOptions ATTACHED =
      new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);

  private static Locator button(Visit visit, String name) {
    return visit
        .page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#/routes", "#/rules", "#/routes/default"})
  void pagesHaveNoBarriersInTheLightNorInTheDark(String place, Visit visit) throws Exception {
    visit.as(Role.OPERATOR).open(place);
    visit.page().locator(".live[data-state=live]").waitFor();
    visit.page().locator(".card").first().waitFor();

    assertThat(visit.barriers()).isEmpty();
    assertThat(visit.inTheDark().barriers()).isEmpty();
    visit.onATelephone().fits();
  }

  @Test
  void aRouteWithItsPlotsHasNoBarriersAndIsReadOutByKeys(Visit visit, Stage stage)
      throws Exception {
    stage.ask(30);
    visit.as(Role.OPERATOR).open("#/routes/moderation");
    Locator plot =
        visit
            .page()
            .locator(".plot")
            .filter(
                new Locator.FilterOptions()
                    .setHas(visit.page().getByLabel(Pattern.compile("^Median and 9 in 10"))));
    // A look each ten seconds, and of two there is a line to draw.
    plot.waitFor(new Locator.WaitForOptions().setTimeout(90_000));

    plot.locator(".canvas").focus();
    visit.press("Home", "ArrowRight");

    plot.locator("[aria-live]")
        .filter(new Locator.FilterOptions().setHasText("median"))
        .waitFor(ATTACHED);
    assertThat(visit.barriers()).isEmpty();
    assertThat(visit.inTheDark().barriers()).isEmpty();
    visit.onATelephone().fits();
  }

  @Test
  void keysAreListedAndLeadFromPageToPage(Visit visit) throws Exception {
    visit.as(Role.VIEWER).open("#/routes");

    visit.press("?");
    Locator keys = visit.page().locator("dialog");
    assertThat(keys.innerText()).contains("go to Rules");
    visit.press("Escape");
    keys.waitFor(Visit.GONE);
    // The second stroke counts for a second or so, in which a busy machine may stand still.
    Eventually.see(
        "the page Rules",
        Duration.ofSeconds(30),
        () -> {
          visit.press("g", "r");
          return visit.page().url();
        },
        url -> url.endsWith("#/rules"));
    visit.heading().getByText("Rules").waitFor();

    assertThat(keys.isVisible()).isFalse();
    assertThat(visit.page().url()).endsWith("#/rules");
  }

  @Test
  void aRouteIsPausedRolledBackAndResumedByKeys(Visit visit) {
    Page page = visit.as(Role.OPERATOR).open("#/routes/moderation");
    Locator said = page.locator("#said");

    moved(visit, "Pause…", "looks odd");
    page.locator("main .badge").getByText("paused").waitFor();
    assertThat(said.innerText()).contains("moderation").contains("paused");
    page.locator("table").getByText("looks odd").waitFor();
    page.locator("table").getByText("olga at 127.0.0.1").first().waitFor();

    assertThat(shareNow(page)).startsWith("10%");
    moved(visit, "Roll back…", "harm");
    page.locator("main .badge").getByText("rolled back").waitFor();
    assertThat(shareNow(page)).startsWith("0%");

    moved(visit, "Resume…", "");
    page.locator("main .badge").getByText("running").waitFor();
  }

  /** What stands under "Share now", as nothing else on the page does. */
  private static String shareNow(Page page) {
    return page.locator(".facts > div")
        .filter(
            new Locator.FilterOptions()
                .setHas(page.getByText("Share now", new Page.GetByTextOptions().setExact(true))))
        .locator("dd")
        .innerText();
  }

  @Test
  void whoConfirmsAMoveOfAnOlderStateIsToldAndUndoesNothing(Visit visit) {
    Page page = visit.as(Role.OPERATOR).open("#/routes/moderation");
    Page others = visit.another("#/routes/moderation");
    button(visit, "Pause…").click();
    page.locator("dialog").waitFor();
    others.getByText("Roll back…", new Page.GetByTextOptions().setExact(true)).click();
    others.locator("dialog").waitFor();
    others.keyboard().type("harm seen by others");
    others.keyboard().press("Enter");
    others.locator("dialog").waitFor(Visit.GONE);

    visit.press("Enter");

    Locator told = page.locator("dialog [role=alert]");
    told.waitFor();
    assertThat(told.innerText())
        .startsWith("route 'moderation' was moved since you looked: it is rolled back")
        .endsWith("(harm seen by others); nothing was done");
    assertThat(page.locator("dialog .note").innerText())
        .isEqualTo("It is rolled back with a share of 0%.");
    page.locator("main .badge").getByText("rolled back").waitFor();
    visit.forgive(Pattern.compile("status of 409"));
    visit.press("Escape");
    moved(visit, "Resume…", "");
    page.locator("main .badge").getByText("running").waitFor();
  }

  /**
   * Only by keys: the dialog has the focus in its field, and its first button is asked by Enter.
   */
  private static void moved(Visit visit, String button, String reason) {
    button(visit, button).focus();
    visit.press("Enter");
    visit.page().locator("dialog").waitFor();
    visit.page().keyboard().type(reason);
    visit.press("Enter");
    visit.page().locator("dialog").waitFor(Visit.GONE);
  }

  @Test
  void aPageThatNobodyLooksAtHoldsNoConnection(Visit visit) {
    visit
        .page()
        .addInitScript(
            """
            window.sources = [];
            const Before = EventSource;
            window.EventSource = class extends Before {
              constructor(url) { super(url); window.sources.push(this); }
            };
            window.EventSource.CLOSED = Before.CLOSED;
            """);
    Page page = visit.as(Role.VIEWER).open("#/routes");
    page.locator(".live[data-state=live]").waitFor();

    isHidden(page, true);
    page.locator(".live[data-state=hidden]").waitFor();
    assertThat(page.evaluate("sources.map((one) => one.readyState)")).isEqualTo(List.of(2));
    isHidden(page, false);
    page.locator(".live[data-state=live]").waitFor();

    assertThat(page.evaluate("sources.map((one) => one.readyState)")).isEqualTo(List.of(2, 1));
  }

  @Test
  void whoHasTooManyWindowsOpenIsToldSo(Visit visit) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest listening =
        HttpRequest.newBuilder(visit.console().resolve("/console/api/events"))
            .header("authorization", "Bearer " + Stage.TOKEN_OF_MANY_WINDOWS)
            .build();
    List<InputStream> windows = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        windows.add(client.send(listening, HttpResponse.BodyHandlers.ofInputStream()).body());
      }
      Page page = visit.as(Stage.TOKEN_OF_MANY_WINDOWS).open("#/routes");

      Locator told = page.locator(".live[data-state=refused]");
      told.waitFor();

      assertThat(told.innerText())
          .isEqualTo("Not live: 8 windows of wim listen already; close some");
      assertThat(visit.barriers()).isEmpty();
      visit.forgive(Pattern.compile("status of 503"));
    } finally {
      for (InputStream each : windows) {
        each.close();
      }
    }
  }

  /** Browsers that are steered show all pages at all times; this says otherwise. */
  private static void isHidden(Page page, boolean hidden) {
    page.evaluate(
        """
        (hidden) => {
          Object.defineProperty(document, 'hidden', {configurable: true, get: () => hidden});
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        hidden);
  }

  @Test
  void severalAnnouncementsAtOnceAreAllSaid(Visit visit) {
    Page page = visit.as(Role.VIEWER).open("#/routes");

    page.evaluate(
        "import('/console/ui/announce.js').then(({announce}) => ['one.', 'two.', 'two.'].forEach(announce))");
    page.locator("[role=log] p").nth(2).waitFor(ATTACHED);

    assertThat(page.locator("[role=log] p").allInnerTexts())
        .containsExactly("one.", "two.", "two.");
    assertThat(page.locator("#said").innerText()).isEqualTo("two.");
    assertThat(visit.barriers()).isEmpty();
  }

  @Test
  void escapeLeavesARouteAsItIs(Visit visit) {
    visit.as(Role.OPERATOR).open("#/routes/moderation");
    Locator rollBack = button(visit, "Roll back…");

    rollBack.focus();
    visit.press("Enter");
    visit.page().locator("dialog").waitFor();
    visit.press("Escape");
    visit.page().locator("dialog").waitFor(Visit.GONE);

    assertThat(rollBack.evaluate("button => button === document.activeElement")).isEqualTo(true);
    assertThat(visit.page().locator("main .badge").first().innerText()).contains("running");
  }

  @Test
  void anEditOfTheRulesIsCheckedTriedAndAppliedAndTheShareIsSeenToChange(Visit visit, Stage stage)
      throws Exception {
    stage.ask(20);
    stage.stored();
    Path damaged = damagedFile(stage);
    Page page = visit.as(Role.OPERATOR).open("#/rules");
    Page watching = visit.another("#/routes");
    watching.locator("td").getByText("10%").first().waitFor();
    watching.evaluate("window.isTheSamePage = true");
    Locator text = page.getByLabel("The rules, in YAML");
    String before = text.inputValue();

    text.fill(before.replace("canary: {share: 10%", "canary: {sahre: 10%"));
    page.getByText("line 12, column").first().waitFor();
    assertThat(button(visit, "Apply…").isDisabled()).isTrue();
    text.fill(before.replace("canary: {share: 10%", "canary: {share: 50%"));
    page.locator(".changes ins").getByText("canary 50%").waitFor();
    button(visit, "Try on captured requests").click();
    page.getByText("of requests would move").waitFor();
    page.getByText("1 file left out").waitFor();
    assertThat(page.locator("main").innerText())
        .contains(damaged.getFileName() + ": cannot be read: ");
    Files.delete(damaged);
    assertThat(visit.barriers()).isEmpty();
    apply(visit);

    watching.locator("td").getByText("50%").first().waitFor();
    assertThat(watching.evaluate("window.isTheSamePage")).isEqualTo(true);
    assertThat(stage.rules()).content().contains("share: 50%");
    text.fill(before);
    apply(visit);
    assertThat(stage.rules()).content().isEqualTo(before);
  }

  /** A file beside those that are stored, whole at both ends and damaged within. */
  private static Path damagedFile(Stage stage) throws IOException {
    try (Stream<Path> all = Files.walk(stage.folder().resolve("captures/exchanges"))) {
      Path whole =
          all.filter(file -> file.toString().endsWith(".parquet"))
              .max(Comparator.naturalOrder())
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(whole);
      Arrays.fill(bytes, 4, bytes.length / 4, (byte) 0xff);
      return Files.write(whole.resolveSibling("damaged.parquet"), bytes);
    }
  }

  @Test
  void onesOwnEditIsNotTakenForSomebodyElsesWhileAnOlderLookAtTheFileIsShown(
      Visit visit, Stage stage) {
    Page page = visit.as(Role.OPERATOR).open("#/rules");
    Locator text = page.getByLabel("The rules, in YAML");
    String before = text.inputValue();
    List<Route> held = new CopyOnWriteArrayList<>();
    page.route("**/console/api/rules", held::add);

    text.fill(before + "# of olga\n");
    apply(visit);
    assertThat(text.inputValue()).isEqualTo(before + "# of olga\n");
    text.fill(before + "# of olga again\n");

    assertThat(page.getByText("changed by somebody else").count()).isZero();
    page.unroute("**/console/api/rules");
    held.forEach(Route::resume);
    page.locator(".changes, .empty").first().waitFor();
    text.fill(before);
    apply(visit);
    assertThat(stage.rules()).content().isEqualTo(before);
  }

  private static void apply(Visit visit) {
    button(visit, "Apply…").click();
    visit.page().locator("dialog").waitFor();
    visit.press("Enter");
    visit.page().locator("dialog").waitFor(Visit.GONE);
    visit.page().locator(".banner[data-tone=good]").waitFor();
  }

  @Test
  void whoMayOnlyLookIsOfferedNothingToMove(Visit visit) {
    Page page = visit.as(Role.VIEWER).open("#/routes/moderation");
    page.locator(".card").first().waitFor();
    assertThat(button(visit, "Pause…").count()).isZero();

    visit.open("#/rules");
    page.getByLabel("The rules, in YAML").waitFor();
    assertThat(button(visit, "Apply…").count()).isZero();
    assertThat(button(visit, "Try on captured requests").count()).isZero();
    assertThat(page.getByLabel("The rules, in YAML").isEditable()).isFalse();
    assertThat(button(visit, "Download").isVisible()).isTrue();
  }

  @Test
  void whoJudgesCannotEditRulesNorMoveRoutes(Visit visit, Stage stage) throws Exception {
    String before = Files.readString(stage.rules());
    Page page = visit.as(Role.JUDGE).open("#/rules");
    page.getByLabel("The rules, in YAML").waitFor();
    assertThat(button(visit, "Apply…").count()).isZero();
    assertThat(button(visit, "Try on captured requests").count()).isZero();
    assertThat(page.getByLabel("The rules, in YAML").isEditable()).isFalse();

    String text = new JsonObject().put("text", before + "# of jo").encode();
    assertThat(status(page, "/console/api/rules/check", text)).isEqualTo(403);
    assertThat(status(page, "/console/api/rules/preview", text)).isEqualTo(403);
    assertThat(status(page, "/console/api/rules/apply", text)).isEqualTo(403);
    assertThat(status(page, "/routes/moderation/roll-back", "{}")).isEqualTo(403);

    visit.forgive(Pattern.compile("status of 403"));
    assertThat(stage.rules()).content().isEqualTo(before);
    visit.open("#/routes/moderation");
    page.locator(".card").first().waitFor();
    assertThat(button(visit, "Roll back…").count()).isZero();
    assertThat(shareNow(page)).startsWith("10%");
  }

  /** The status of what the page itself would post, with its proof that a page of ours does. */
  private static Object status(Page page, String path, String body) {
    return page.evaluate(
        """
        async ([path, body]) => {
          const me = await (await fetch('/console/api/me')).json();
          const headers = {'content-type': 'application/json', 'x-understudy-csrf': me.csrf};
          return (await fetch(path, {method: 'POST', headers, body})).status;
        }
        """,
        List.of(path, body));
  }

  @Test
  void whoMayOnlyLookSeesNoPrompts(Visit visit, Stage stage) throws Exception {
    stage.ask(5);
    stage.known();
    Page page = visit.as(Role.VIEWER).open("#/captures?role=primary");

    page.locator("table.data tbody th a").first().click();
    page.getByText("Prompts and answers are hidden from your role.").waitFor();

    assertThat(page.locator("main").innerText()).doesNotContain("Is this bad?", "is_bad");
    assertThat(String.valueOf(page.evaluate(EXCHANGE_AS_TOLD)))
        .contains("/v1/chat/completions")
        .doesNotContain("Is this bad?", "is_bad", "case ");
    assertThat(status(page, "/console/api/rules/check", "{}")).isEqualTo(403);
    visit.forgive(Pattern.compile("status of 403"));
    assertThat(visit.barriers()).isEmpty();
  }

  @Test
  void whoIsNotSignedInIsAskedTo(Visit visit) {
    visit.page().navigate(visit.console() + "#/rules");

    assertThat(visit.page().url()).endsWith("/login#/rules");
    assertThat(visit.barriers()).isEmpty();
    assertThat(visit.inTheDark().barriers()).isEmpty();
  }
}
