package dev.understudy.rules.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.understudy.rules.Compare;
import dev.understudy.rules.Credentials;
import dev.understudy.rules.Gate;
import dev.understudy.rules.Launch;
import dev.understudy.rules.MayTrain;
import dev.understudy.rules.Price;
import dev.understudy.rules.Recording;
import dev.understudy.rules.Redaction;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Share;
import dev.understudy.rules.Sticky;
import dev.understudy.rules.TimeoutOverrides;
import dev.understudy.rules.Upstream;
import dev.understudy.rules.expression.Condition;
import dev.understudy.rules.expression.UnreadableCondition;
import dev.understudy.rules.match.Glob;
import dev.understudy.rules.match.Match;
import dev.understudy.rules.match.Match.HeaderMatch;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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
  void everyKeyAboutAStudentIsRead() {
    Rules rules =
        read(
                """
                version: 1
                upstreams:
                  t: {url: "http://t"}
                  s:
                    url: http://s/v1
                    model: m-1
                    credentials: env:KEY
                    headers: [X-Tenant, x-y]
                    price: {input: 0.10, output: 2}
                    may_train: ask
                routes:
                  - name: a
                    match: {model: "gpt-*", when: request.tokens < 9}
                    teacher: t
                    student: s
                    sticky: header:X-User
                    salt: again
                    pin: true
                    launch:
                      canary: {share: 0.1%, steps: [0.05, 100%]}
                      dark:
                        share: 20%
                        echo: 2%
                        budget: {concurrency: 4, bytes_per_second: 1MiB, usd_per_hour: 2.5}
                    compare:
                      as: json
                      fields: [/a]
                      ignore: [/b]
                      unordered: [/a/c]
                      tolerance: 0.5%
                    gate:
                      different: {max: 5%}
                      failed: {max: 1%}
                      slower: {max: 1.2x, quantile: 0.9}
                      alpha: 1%
                      on_harm: hold
                      on_pass: promote
                      budget: 1000
                      burst: 2m
                    capture:
                      sample: 10%
                      opt_out: true
                      redact:
                        find: [email, national_id]
                        patterns: {CUSTOMER: 'C-[0-9]{6}'}
                        drop: [/messages/*/name]
                """,
                null)
            .orThrow();

    Upstream student = rules.upstreams().get(1);
    Route route = rules.routes().get(0);
    assertThat(student)
        .isEqualTo(
            new Upstream(
                "s",
                URI.create("http://s/v1"),
                TimeoutOverrides.NONE,
                "m-1",
                new Credentials.FromEnvironment("KEY"),
                Set.of("x-tenant", "x-y"),
                new Price(new BigDecimal("0.10"), new BigDecimal("2")),
                MayTrain.ASK));
    assertThat(route)
        .isEqualTo(
            new Route(
                "a",
                new Match(null, null, List.of(), Glob.of("gpt-*"), condition("request.tokens < 9")),
                rules.upstreams().get(0),
                student,
                new Launch(
                    false,
                    new Launch.Canary(share("0.001"), List.of(share("0.05"), Share.ALL)),
                    new Launch.Dark(
                        share("0.2"),
                        share("0.02"),
                        new Launch.Budget(4, 1L << 20, new BigDecimal("2.5")))),
                Sticky.header("x-user"),
                "again",
                true,
                new Compare(
                    Compare.As.JSON,
                    List.of("/a"),
                    List.of("/b"),
                    List.of("/a/c"),
                    0.005,
                    null,
                    0.8,
                    null),
                new Gate(
                    share("0.05"),
                    share("0.01"),
                    new Gate.Slower(1.2, 0.9),
                    0.01,
                    Gate.OnHarm.HOLD,
                    Gate.OnPass.PROMOTE,
                    1000L,
                    Duration.ofMinutes(2)),
                new Recording(
                    share("0.1"),
                    true,
                    new Redaction(
                        Set.of(Redaction.Kind.EMAIL, Redaction.Kind.NATIONAL_ID),
                        Map.of("CUSTOMER", "C-[0-9]{6}"),
                        List.of("/messages/*/name"),
                        List.of("US")))));
  }

  @Test
  void whatARouteDoesNotSayIsUsual() {
    Rules rules =
        read(
                """
                version: 1
                upstreams: {s: {url: "http://s"}}
                routes:
                  - {name: a, match: {path: /a}, teacher: teacher, student: s, launch: student}
                  - name: b
                    match: {path: /b}
                    teacher: teacher
                    student: s
                    launch: {dark: {share: 1%}}
                    gate: {different: {max: 5%}}
                  - name: c
                    match: {path: /c}
                    teacher: teacher
                    student: s
                    launch: {canary: {share: 1%, steps: [2%]}}
                    gate: {failed: {max: 5%}}
                  - {name: d, teacher: teacher, launch: teacher}
                """,
                TEACHER)
            .orThrow();

    Route student = rules.routes().get(0);
    assertThat(student.launch()).isEqualTo(new Launch(true, null, null));
    assertThat(student.sticky()).isEqualTo(Sticky.REQUEST);
    assertThat(student.salt()).isEqualTo("a");
    assertThat(student.pin()).isFalse();
    assertThat(student.compare()).isEqualTo(Compare.AUTO);
    assertThat(student.gate()).isNull();
    assertThat(rules.routes().get(1).launch().dark())
        .isEqualTo(new Launch.Dark(share("0.01"), Share.NONE, Launch.Budget.USUAL));
    assertThat(rules.routes().get(1).gate())
        .isEqualTo(gate(share("0.05"), null, Gate.OnHarm.HOLD, Gate.OnPass.HOLD));
    assertThat(rules.routes().get(2).gate())
        .isEqualTo(gate(null, share("0.05"), Gate.OnHarm.ROLL_BACK, Gate.OnPass.PROMOTE));
    assertThat(rules.routes().get(3))
        .isEqualTo(Route.toTeacher("d", Match.ALL, Upstream.teacher(TEACHER)));
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
            "r.yaml:5:30: unknown key 'student' in upstreams.teacher; known: url, timeouts,"
                + " model, credentials, headers, price, may_train",
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
            "r.yaml:11:42: unknown key 'canary'; known: name, match, teacher, student, guard,"
                + " launch, sticky, salt, pin, compare, gate, capture, drift",
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
            "r.yaml:2:29: no upstream named 'teacher'; none is defined;"
                + " this one is given at start by --teacher");
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

  private static Parsed<Rules> read(String text, @Nullable URI teacher) {
    return RulesFile.read("r.yaml", text.getBytes(UTF_8), teacher);
  }

  private static Stream<String> problems(String text, @Nullable URI teacher) {
    return read(text, teacher).problems().stream().map(Problem::toString);
  }

  private static Share share(String fraction) {
    return new Share(new BigDecimal(fraction));
  }

  private static Gate gate(
      @Nullable Share different, @Nullable Share failed, Gate.OnHarm onHarm, Gate.OnPass onPass) {
    return new Gate(
        different, failed, null, Gate.USUAL_ALPHA, onHarm, onPass, null, Gate.USUAL_BURST);
  }

  private static Condition condition(String text) {
    try {
      return Condition.of(text);
    } catch (UnreadableCondition unreadable) {
      return fail(unreadable);
    }
  }
}
