package dev.understudy.deploy.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Visit} to the console, each in a fresh profile, and after each checks that
 * the browser had nothing to complain of; and the {@link Stage} behind it. There is one browser and
 * one stage for all tests, so that what a test changes it has to change back.
 */
public final class InBrowser implements ParameterResolver, AfterEachCallback {
  private static final Namespace OURS = Namespace.create(InBrowser.class);

  /** What all tests share; closed after the last one. */
  private record Shared(Chromium chromium, Stage stage) implements AutoCloseable {
    static Shared begin() {
      try {
        return new Shared(Chromium.launched(), Stage.set());
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("browser and gateway did not start", e);
      }
    }

    @Override
    public void close() throws IOException {
      chromium.close();
      stage.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == Visit.class || type == Stage.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Shared shared =
        test.getRoot()
            .getStore(OURS)
            .getOrComputeIfAbsent("shared", any -> Shared.begin(), Shared.class);
    if (parameter.getParameter().getType() == Stage.class) {
      return shared.stage();
    }
    return test.getStore(OURS)
        .getOrComputeIfAbsent(
            "visit",
            any ->
                new Visit(
                    shared
                        .chromium()
                        .browser()
                        .newContext(
                            new Browser.NewContextOptions()
                                .setColorScheme(ColorScheme.LIGHT)
                                .setViewportSize(1280, 900)),
                    shared.stage().console()),
            Visit.class);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    Visit visit = test.getStore(OURS).get("visit", Visit.class);
    if (visit != null) {
      visit.end(test.getExecutionException().isPresent());
    }
  }
}
