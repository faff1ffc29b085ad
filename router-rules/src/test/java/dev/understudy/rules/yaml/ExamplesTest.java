package dev.understudy.rules.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.Compare;
import dev.understudy.rules.Credentials;
import dev.understudy.rules.Gate;
import dev.understudy.rules.Hybrid;
import dev.understudy.rules.Launch;
import dev.understudy.rules.OutputCheck;
import dev.understudy.rules.OutputGuard;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Share;
import dev.understudy.rules.Sticky;
import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.request.SampleRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example files say what their comments claim. */
class ExamplesTest {
  private static final Path FOLDER = Path.of("examples");
  private static final URI TEACHER = URI.create("https://teacher.example");

  @ParameterizedTest
  @MethodSource("names")
  void everyExampleIsWithoutProblems(String name) {
    Parsed<Rules> rules = RulesFile.read(name, FOLDER.resolve(name), TEACHER);

    assertThat(rules.problems()).isEmpty();
    assertThat(rules.orThrow().upstreams()).hasSizeGreaterThan(1);
  }

  /** Every example's file name. */
  static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> names =
          files.map(each -> each.getFileName().toString()).filter(ExamplesTest::isRules).toList();
      return names.stream().sorted();
    }
  }

  @Test
  void onlyBesideTheTeacherNeedsATeacherGivenAtStart() throws IOException {
    for (String name : names().toList()) {
      assertThat(RulesFile.read(name, FOLDER.resolve(name), null).problems().isEmpty())
          .as(name)
          .isEqualTo(!name.equals("beside-the-teacher.yaml"));
    }
  }

  @Test
  void aCanaryByUserGivesOneUserInTwentyToTheStudent() {
    Route route = first("canary-by-user.yaml");

    assertThat(route.launch())
        .isEqualTo(new Launch(false, new Launch.Canary(share("0.05"), List.of()), null));
    assertThat(route.sticky()).isEqualTo(Sticky.header("x-user-id"));
    assertThat(route.salt()).isEqualTo("support-2026");
    assertThat(route.pin()).isTrue();
    assertThat(Objects.requireNonNull(route.student()).model()).isEqualTo("support-3");
    assertThat(route.student().credentials()).isEqualTo(new Credentials.None());
  }

  @Test
  void aDarkLaunchRehearsesAFifthWithinABudget() {
    Route route = first("dark-launch.yaml");

    assertThat(route.launch())
        .isEqualTo(
            new Launch(
                false,
                null,
                new Launch.Dark(
                    share("0.2"),
                    Share.NONE,
                    new Launch.Budget(16, 2L << 20, BigDecimal.valueOf(2)))));
    assertThat(route.compare())
        .isEqualTo(
            new Compare(
                Compare.As.JSON,
                List.of("/is_bad", "/categories", "/score"),
                List.of(),
                List.of("/categories"),
                0.01,
                null,
                Compare.USUAL_THRESHOLD,
                FOLDER.toAbsolutePath().resolve("answer.schema.json")));
    assertThat(route.gate()).isNull();
  }

  @Test
  void aCanaryWithEvidenceHasStepsRehearsalsAndAGate() {
    Route route = first("canary-with-evidence.yaml");

    assertThat(Objects.requireNonNull(route.launch().canary()).steps())
        .containsExactly(share("0.01"), share("0.05"), share("0.25"), share("0.5"), Share.ALL);
    assertThat(Objects.requireNonNull(route.launch().dark()).echo()).isEqualTo(share("0.02"));
    assertThat(Objects.requireNonNull(route.student()).headers()).containsExactly("x-tenant");
    assertThat(route.student().credentials())
        .isEqualTo(new Credentials.FromEnvironment("STUDENT_KEY"));
    Gate gate = Objects.requireNonNull(route.gate());
    assertThat(gate.different()).isEqualTo(share("0.05"));
    assertThat(gate.failed()).isEqualTo(share("0.01"));
    assertThat(gate.slower()).isEqualTo(new Gate.Slower(1.2, 0.9));
    assertThat(gate.onHarm()).isEqualTo(Gate.OnHarm.ROLL_BACK);
    assertThat(gate.onPass()).isEqualTo(Gate.OnPass.PROMOTE);
  }

  @Test
  void aStudentWithFallbackServesEverythingUntilItFailsTooOften() {
    Route route = first("student-with-fallback.yaml");

    assertThat(route.launch()).isEqualTo(new Launch(true, null, null));
    assertThat(Objects.requireNonNull(route.gate()).failed()).isEqualTo(share("0.02"));
    assertThat(route.gate().onHarm()).isEqualTo(Gate.OnHarm.ROLL_BACK);
  }

  @Test
  void aHybridAsksTheStudentWhatIsEasyAndGivesWhatItIsSureOf() {
    Route route = first("hybrid.yaml");

    Hybrid hybrid = Objects.requireNonNull(route.launch().hybrid());
    assertThat(route.launch().word()).isEqualTo("hybrid");
    assertThat(hybrid.dealt().share()).isEqualTo(share("0.05"));
    assertThat(hybrid.dealt().steps()).containsExactly(share("0.05"), share("0.25"), Share.ALL);
    assertThat(Objects.requireNonNull(hybrid.easy()).toString())
        .contains("request.tokens < 2000 && request.tools == 0");
    assertThat(hybrid.confident()).isEqualTo(0.85);
    assertThat(hybrid.check())
        .isEqualTo(
            new OutputCheck(
                FOLDER.toAbsolutePath().resolve("answer.schema.json"),
                null,
                List.of(),
                null,
                null,
                null,
                true,
                false,
                true));
    assertThat(hybrid.hold()).isEqualTo(new Hybrid.Hold(64 << 10, 400, Duration.ofSeconds(2)));
    assertThat(Objects.requireNonNull(route.gate()).onPass()).isEqualTo(Gate.OnPass.PROMOTE);
    assertThat(route.guard())
        .isEqualTo(
            new OutputGuard(
                OutputGuard.OnFail.COUNT,
                new OutputCheck(null, null, List.of(), null, null, 20_000, false, true, false)));
  }

  @Test
  void anEchoAsksTheTeacherTwice() {
    Route route = first("echo.yaml");

    assertThat(Objects.requireNonNull(route.launch().dark()).echo()).isEqualTo(share("0.02"));
    assertThat(route.compare().as()).isEqualTo(Compare.As.TEXT);
    assertThat(route.compare().threshold()).isEqualTo(0.7);
  }

  @Test
  void modelsAndExpressionsChooseTheUpstream() {
    assertThat(upstream(body("claude-x", false, null, 0, 9), Map.of())).isEqualTo("anthropic");
    assertThat(upstream(body("gpt", false, null, 0, 199), Map.of())).isEqualTo("small");
    assertThat(upstream(body("gpt", true, null, 0, 199), Map.of())).isEqualTo("openai");
    assertThat(upstream(body("gpt", false, null, 1, 199), Map.of())).isEqualTo("openai");
    assertThat(upstream(body("gpt", false, null, 1, 50_001), Map.of())).isEqualTo("long");
    assertThat(upstream(body("gpt", false, 8_001L, 1, 300), Map.of())).isEqualTo("long");
    assertThat(upstream(body("gpt", false, null, 1, 300), Map.of("x-long", "yes")))
        .isEqualTo("long");
    assertThat(upstream(null, Map.of())).isEqualTo("openai");
  }

  private static String upstream(@Nullable RequestBody body, Map<String, String> headers) {
    SampleRequest request = SampleRequest.head("POST", "/v1/chat/completions", headers).with(body);
    return rules("by-model-and-expression.yaml").routes().stream()
        .filter(route -> route.match().matches(request))
        .findFirst()
        .map(route -> route.teacher().name())
        .orElse("none");
  }

  private static RequestBody body(
      String model, boolean stream, @Nullable Long maxTokens, int tools, long tokens) {
    return new RequestBody(model, null, null, stream, maxTokens, null, 1, tools, tokens, null);
  }

  private static Route first(String name) {
    return rules(name).routes().get(0);
  }

  private static Rules rules(String name) {
    return RulesFile.read(name, FOLDER.resolve(name), null).orThrow();
  }

  private static Share share(String fraction) {
    return new Share(new BigDecimal(fraction));
  }

  private static boolean isRules(String name) {
    return name.endsWith(".yaml");
  }
}
