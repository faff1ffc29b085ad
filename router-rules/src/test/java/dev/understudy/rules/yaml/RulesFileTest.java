package dev.understudy.rules.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.TimeoutOverrides;
import dev.understudy.rules.Upstream;
import dev.understudy.rules.match.Glob;
import dev.understudy.rules.match.Match;
import dev.understudy.rules.match.Match.HeaderMatch;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesFileTest {
  private static final URI TEACHER = URI.create("https://teacher.example");

  @Test
  void everyKeyIsRead() {
    Upstream openai =
        Upstream.at("openai", URI.create("https://api.openai.com/v1"), TimeoutOverrides.NONE);
    Upstream azure =
        Upstream.at(
            "azure",
            URI.create("https://x.openai.azure.com"),
            new TimeoutOverrides(
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                Duration.ofHours(1)));
    Match moderation =
        new Match(
            Glob.of("/v1/chat/completions"),
            "POST",
            List.of(new HeaderMatch("x-app", Glob.of("moderation"))),
            null);

    Rules rules =
        read(
                """
                version: 1
                upstreams:
                  openai: {url: "https://api.openai.com/v1"}
                  azure:
                    url: "https://x.openai.azure.com"
                    timeouts: {connect: 5s, first_byte: 10m, idle: 5m, total: 1h}
                routes:
                  - name: moderation
                    match: {path: /v1/chat/completions, method: POST, headers: {X-App: moderation}}
                    teacher: azure
                """,
                null)
            .orThrow();

    assertThat(rules)
        .isEqualTo(
            new Rules(
                rules.version(),
                List.of(openai, azure),
                List.of(
                    Route.toTeacher("moderation", moderation, azure), Route.toDefault(openai))));
  }

  @Test
  void theVersionIsTheStartOfTheFilesDigest() {
    // printf 'version: 1\nupstreams: {a: {url: "http://a"}}\n' | sha256sum
    Rules rules = read("version: 1\nupstreams: {a: {url: \"http://a\"}}\n", null).orThrow();

    assertThat(rules.version()).isEqualTo("7c0ab82d424b");
  }

  @Test
  void anUpstreamCanDoWithoutTheTotalDeadline() {
    Rules rules =
        read("version: 1\nupstreams: {a: {url: \"http://a\", timeouts: {total: none}}}\n", null)
            .orThrow();

    assertThat(rules.upstreams().get(0).timeouts())
        .isEqualTo(new TimeoutOverrides(null, null, null, Duration.ZERO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one-upstream.yaml", "by-path-and-app.yaml", "beside-the-teacher.yaml"})
  void everyExampleIsWithoutProblems(String name) {
    Parsed<Rules> rules = RulesFile.read(name, Path.of("examples", name), TEACHER);

    assertThat(rules.problems()).isEmpty();
    assertThat(rules.orThrow().upstreams()).hasSizeGreaterThan(1);
  }

  @Test
  void noExampleIsForgotten() {
    assertThat(Path.of("examples").toFile().list())
        .containsExactlyInAnyOrder(
            "one-upstream.yaml", "by-path-and-app.yaml", "beside-the-teacher.yaml");
  }

  @Test
  void allProblemsOfAFileAreListedWithTheirPlaces() {
    Stream<String> problems =
        problems(
            """
            version: 2
            upstreams:
              a: {}
              b b: {url: "http://b"}
              teacher: {url: "http://c", student: x}
              d: {url: "htp://d", timeouts: {connect: 5}}
            routes:
              - name: default
                teacher: a
              - {name: "x y", match: {path: v1, method: post}, teacher: a}
              - {match: {path: "/v1?x"}, teacher: a, canary: 5%}
              - {name: far, match: {headers: {x-app: {}}}, teacher: a}
            """,
            null);

    assertThat(problems)
        .containsExactly(
            "r.yaml:1:10: version must be 1, got '2'",
            "r.yaml:3:6: upstreams.a.url is required",
            "r.yaml:4:3: an upstream's name must be 1 to 64 letters, digits, '.', '_' or '-',"
                + " got 'b b'",
            "r.yaml:5:3: the upstream name 'teacher' is reserved for the one given by --teacher",
            "r.yaml:5:30: unknown key 'student' in upstreams.teacher; known: url, timeouts",
            "r.yaml:6:12: upstreams.d.url must begin with http:// or https://, got 'htp://'",
            "r.yaml:6:43: upstreams.d.timeouts.connect must be a duration such as 250ms, 30s, 5m"
                + " or 1h, got '5'",
            "r.yaml:8:11: the route name 'default' is reserved for what no route speaks about",
            "r.yaml:10:12: name must be 1 to 64 letters, digits, '.', '_' or '-', got 'x y'",
            "r.yaml:10:33: match.path must begin with '/' or '*', got 'v1'",
            "r.yaml:10:45: match.method must be an HTTP method in capitals, such as POST,"
                + " got 'post'",
            "r.yaml:11:5: name is required",
            "r.yaml:11:20: match.path must be a path alone, without query or blanks,"
                + " got '/v1?x'",
            "r.yaml:11:42: unknown key 'canary'; known: name, match, teacher",
            "r.yaml:12:42: match.headers.x-app must be a single value, got a map");
  }

  @Test
  void namesThatPointNowhereListTheDefinedOnes() {
    String text =
        """
        version: 1
        upstreams: {gpt-4o: {url: "http://a"}, student-7: {url: "http://b"}}
        routes: [{name: a, teacher: gtp-4o}]
        """;

    assertThat(problems(text, null))
        .containsExactly("r.yaml:3:29: no upstream named 'gtp-4o'; defined: gpt-4o, student-7");
    assertThat(problems(text, TEACHER))
        .containsExactly(
            "r.yaml:3:29: no upstream named 'gtp-4o'; defined: teacher, gpt-4o, student-7");
    assertThat(problems("version: 1\nroutes: [{name: a, teacher: teacher}]\n", null))
        .containsExactly(
            "r.yaml:1:1: no upstream; name one under 'upstreams' or start with --teacher",
            "r.yaml:2:29: no upstream named 'teacher'; none is defined");
  }

  @Test
  void routesThatCanNeverSpeakAreRefused() {
    Stream<String> problems =
        problems(
            """
            version: 1
            routes:
              - {name: v1, match: {path: /v1/*}, teacher: teacher}
              - {name: chat, match: {path: /v1/chat, method: POST}, teacher: teacher}
              - {name: v1, match: {path: /v2/*}, teacher: teacher}
              - {name: all, teacher: teacher}
              - {name: last, match: {headers: {x-app: a}}, teacher: teacher}
            """,
            TEACHER);

    assertThat(problems)
        .containsExactly(
            "r.yaml:4:12: route 'chat' is never reached: route 'v1' above it matches all that it"
                + " does",
            "r.yaml:5:12: duplicate route name 'v1'",
            "r.yaml:7:12: route 'last' is never reached: route 'all' above it matches all that it"
                + " does");
  }

  @Test
  void filesWithoutRulesAreRefused() {
    assertThat(problems("# later\n", TEACHER))
        .containsExactly(
            "r.yaml:1:1: no rules here; begin with 'version: 1', then name upstreams and routes");
    assertThat(problems("version: 1\n", TEACHER))
        .containsExactly(
            "r.yaml:1:1: no rules here; name upstreams or routes, or start without --rules");
    assertThat(problems("upstreams: {a: {url: \"http://a\"}}\n", null))
        .containsExactly("r.yaml:1:1: version is required");
  }

  @Test
  void damagedFilesGiveRulesOrProblemsAndNothingElse() throws IOException {
    byte[] whole = Files.readAllBytes(Path.of("examples", "by-path-and-app.yaml"));
    String spice = "{}[]:,-*&!|>'\"#%@`\t\n ?~\\\u0000";
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int i = random.nextInt(6); i >= 0; i--) {
        int at = random.nextInt(damaged.length);
        damaged[at] =
            random.nextInt(8) == 0
                ? (byte) random.nextInt(256)
                : (byte) spice.charAt(random.nextInt(spice.length()));
      }

      assertThatCode(() -> RulesFile.read("r.yaml", damaged, null).problems())
          .as("seed %d", seed)
          .doesNotThrowAnyException();
    }
  }

  private static Parsed<Rules> read(String text, @Nullable URI teacher) {
    return RulesFile.read("r.yaml", text.getBytes(UTF_8), teacher);
  }

  private static Stream<String> problems(String text, @Nullable URI teacher) {
    return read(text, teacher).problems().stream().map(Problem::toString);
  }
}
