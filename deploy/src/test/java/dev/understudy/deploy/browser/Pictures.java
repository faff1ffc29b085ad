package dev.understudy.deploy.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.understudy.gateway.access.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Takes the pictures of the pages of documentation. Run by hand from the folder {@code deploy} with
 * the folder of the pictures, {@code ../docs/pictures}; it takes a minute, as figures over time
 * are.
 */
final class Pictures {
  private static final int ROUNDS = 12;
  private static final int CASES = 25;
  private static final int SECONDS = 5;

  private Pictures() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    try (Chromium chromium = Chromium.launched();
        Stage stage = Stage.set()) {
      for (int i = 0; i < ROUNDS; i++) {
        stage.ask(CASES);
        TimeUnit.SECONDS.sleep(SECONDS);
      }
      stage.stored();
      Visit visit =
          new Visit(
              chromium
                  .browser()
                  .newContext(new Browser.NewContextOptions().setViewportSize(1200, 760)),
              stage.console());
      Page page = visit.as(Role.OPERATOR).open("#/routes/moderation");
      page.locator(".plot .canvas").last().waitFor();
      page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve("route.png")));
      visit.open("#/differences/moderation");
      page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Case 1 ")).waitFor();
      page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve("differences.png")));
      visit.open("#/rules");
      var text = page.getByLabel("The rules, in YAML");
      text.fill(text.inputValue().replace("canary: {share: 10%", "canary: {share: 50%"));
      page.getByRole(
              AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try on captured requests"))
          .click();
      page.getByText("of requests would move").waitFor();
      page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve("rules.png")));
      visit.end(false);
    }
  }
}
