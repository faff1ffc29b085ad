package dev.understudy.deploy.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.understudy.deploy.running.Eventually;
import dev.understudy.gateway.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Somebody's visit to the console in a profile of their own. What the browser complains of is kept
 * (errors, breaches of the content security policy, requests to anywhere but the admin port) and
 * asserted to be nothing when the visit ends.
 */
public final class Visit {
  private static final double PATIENCE_MILLIS = 30_000;

  /** To wait until something is not there any more. */
  public static final Locator.WaitForOptions GONE =
      new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);

  private final BrowserContext context;
  private final Page page;
  private final URI console;
  private final List<String> complaints = new ArrayList<>();
  private final List<Pattern> forgiven = new ArrayList<>();

  Visit(BrowserContext context, URI console) {
    this.context = context;
    this.console = console;
    context.setDefaultTimeout(PATIENCE_MILLIS);
    context.onPage(this::watch);
    this.page = context.newPage();
  }

  private void watch(Page opened) {
    opened.onPageError(error -> complaints.add("error: " + error));
    opened.onConsoleMessage(this::said);
    opened.onRequest(
        request -> {
          URI asked = URI.create(request.url());
          if (!console.getRawAuthority().equals(asked.getRawAuthority())) {
            complaints.add("asked elsewhere: " + request.url());
          }
        });
  }

  private void said(ConsoleMessage message) {
    if (message.type().equals("error") || message.type().equals("warning")) {
      complaints.add(message.type() + ": " + message.text() + " at " + message.location());
    }
  }

  /** Signs in as somebody of that role, on the page for that. */
  public Visit as(Role role) {
    return as(Stage.token(role));
  }

  /** Signs in with that token. */
  Visit as(String token) {
    page.navigate(console.resolve("/login").toString());
    page.getByLabel("Token").fill(token);
    page.getByText("Sign in", new Page.GetByTextOptions().setExact(true)).click();
    page.waitForURL("**/console#**");
    page.locator(".live").waitFor();
    return this;
  }

  /** Goes to a place in the console, such as {@code #/rules}, and waits for its heading. */
  public Page open(String place) {
    page.navigate(console + place);
    heading().first().waitFor();
    return page;
  }

  /** Opens a further window of the same visitor at that place. */
  public Page another(String place) {
    Page opened = context.newPage();
    opened.navigate(console + place);
    return opened;
  }

  /** Where the console is. */
  public URI console() {
    return console;
  }

  /** The headings of the first level that are shown. */
  public Locator heading() {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  /** The page, wherever it is. */
  public Page page() {
    return page;
  }

  /** Shows it in the dark, as the system may ask. */
  public Visit inTheDark() {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    return this;
  }

  /** Shows it in bright light again. */
  public Visit inTheLight() {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    return this;
  }

  /** Shows it on something as narrow as a telephone. */
  public Visit onATelephone() {
    page.setViewportSize(390, 844);
    return this;
  }

  /** Presses keys one after another. */
  public void press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
  }

  /** Passes over complaints that match, which a test provokes; a browser may tell them later. */
  public void forgive(Pattern expected) {
    forgiven.add(expected);
  }

  /** The barriers that axe finds in the page as it is, of level serious or critical. */
  public List<String> barriers() {
    try {
      page.evaluate(Chromium.axe());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Object found =
        page.evaluate(
            """
            async () => (await axe.run(document, {resultTypes: ['violations']})).violations
              .filter((one) => ['serious', 'critical'].includes(one.impact))
              .flatMap((one) => one.nodes.map((node) =>
                `${one.impact}: ${one.id} at ${node.target.join(' ')}: ${node.failureSummary}`))
            """);
    List<String> barriers = new ArrayList<>();
    if (found instanceof List<?> list) {
      list.forEach(each -> barriers.add(String.valueOf(each)));
    }
    return barriers;
  }

  /** Waits until the page is no wider than its window, so that nobody has to move it sideways. */
  public void fits() throws Exception {
    Eventually.see(
        "a page that fits",
        Duration.ofSeconds(30),
        () ->
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"),
        Integer.valueOf(0)::equals);
  }

  /** Takes a picture of the whole page. */
  public void picture(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
  }

  /** Ends the visit; nothing must have been complained of, unless the test failed anyway. */
  void end(boolean failed) {
    try {
      if (failed) {
        picture(Path.of("target", "browser", "failed-" + System.nanoTime() + ".png"));
      }
    } finally {
      context.close();
    }
    if (!failed) {
      assertThat(complaints)
          .as("what the browser complains of")
          .allMatch(each -> forgiven.stream().anyMatch(known -> known.matcher(each).find()));
    }
  }

  @Override
  public String toString() {
    return Map.of("page", page.url(), "complaints", complaints).toString();
  }
}
