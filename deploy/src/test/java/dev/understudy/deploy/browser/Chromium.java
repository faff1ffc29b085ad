package dev.understudy.deploy.browser;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The browser that is installed, driven by Playwright, whose driver comes from npm in the version
 * of the lock file in {@code src/test/browser}. For one thread. Without a browser or Node the
 * calling test is skipped, on a build server (environment {@code CI=true}) it fails.
 */
final class Chromium implements AutoCloseable {
  private static final Path SOURCES = Path.of("src", "test", "browser");
  private static final Path INSTALLED = Path.of("target", "browser").toAbsolutePath();
  private static final Path PACKAGES = INSTALLED.resolve("node_modules");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  static Chromium launched() throws IOException {
    Path chromium = needed("chromium", "chromium-browser", "google-chrome");
    Path node = needed("node");
    needed("npm");
    install();
    System.setProperty("playwright.cli.dir", INSTALLED.resolve("driver").toString());
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        node.toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    return new Chromium(playwright, browser);
  }

  private static Path needed(String... names) {
    Optional<Path> found =
        Stream.of(names)
            .flatMap(
                name ->
                    Stream.of(System.getenv("PATH").split(":", -1))
                        .map(folder -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      String message =
          "'%s' is needed to test the console; Debian has it in a package of that name"
              .formatted(names[0]);
      if ("true".equals(System.getenv("CI"))) {
        fail(message);
      }
      assumeTrue(false, message);
    }
    return found.orElseThrow();
  }

  private static void install() throws IOException {
    Path lock = SOURCES.resolve("package-lock.json");
    Path done = INSTALLED.resolve("installed.json");
    if (Files.exists(done) && Files.mismatch(done, lock) < 0) {
      return;
    }
    Files.createDirectories(INSTALLED.resolve("driver"));
    for (Path source : List.of(SOURCES.resolve("package.json"), lock)) {
      Files.copy(
          source, INSTALLED.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    run("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts");
    Path link = INSTALLED.resolve("driver").resolve("package");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, PACKAGES.resolve("playwright-core"));
    Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void run(String... command) throws IOException {
    Path out = INSTALLED.resolve("npm.out");
    Process process =
        new ProcessBuilder(command)
            .directory(INSTALLED.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 0) {
        fail("%s did not succeed: %s", List.of(command), Files.readString(out));
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted while running " + List.of(command), e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** The browser. */
  Browser browser() {
    return browser;
  }

  /** The script that finds barriers in a page. */
  static String axe() throws IOException {
    return Files.readString(PACKAGES.resolve("axe-core").resolve("axe.min.js"));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
