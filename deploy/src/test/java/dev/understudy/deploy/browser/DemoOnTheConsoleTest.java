package dev.understudy.deploy.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.understudy.deploy.running.Eventually;
import dev.understudy.deploy.running.ProgramJvm;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody new sees who runs the demo and opens the address that it prints. */
class DemoOnTheConsoleTest {
  private static final Pattern CONSOLE = Pattern.compile("(?m)^console +(http\\S+)$");

  @Test
  void studentThatTheDemoRollsBackIsSeenOnTheConsoleWithWhereItDiffers(@TempDir Path folder)
      throws Exception {
    Path printed = folder.resolve("printed");
    Process demo =
        new ProcessBuilder(
                ProgramJvm.command(
                    "demo",
                    "--no-loop",
                    "--port",
                    "0",
                    "--captures",
                    folder.resolve("captures").toString()))
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    try (Chromium chromium = Chromium.launched()) {
      String told =
          Eventually.see(
              "the end of what the demo shows",
              Duration.ofMinutes(2),
              () -> Files.readString(printed, UTF_8),
              text -> text.contains("in a browser") || !demo.isAlive());
      Matcher console = CONSOLE.matcher(told);
      assertThat(console.find()).as(told).isTrue();

      Visit visit = new Visit(visitor(chromium), URI.create(console.group(1)));
      Page page = visit.open("");
      page.getByText("rolled back").first().waitFor();
      visit.picture(Path.of("target", "browser", "demo-routes.png"));
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("demo").setExact(true))
          .click();
      page.getByText("beyond the limit: different").first().waitFor();
      visit.picture(Path.of("target", "browser", "demo-route.png"));
      visit.open("#/differences/demo");
      page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Case 1 ")).waitFor();
      visit.picture(Path.of("target", "browser", "demo-differences.png"));
      visit.end(false);
    } finally {
      demo.destroyForcibly().waitFor();
    }
  }

  private static BrowserContext visitor(Chromium chromium) {
    return chromium
        .browser()
        .newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
  }
}
