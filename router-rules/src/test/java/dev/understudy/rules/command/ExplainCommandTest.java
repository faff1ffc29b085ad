package dev.understudy.rules.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
  private static final String RULES =
      """
      version: 1
      upstreams:
        big: {url: "https://big.example/v1"}
        small: {url: "http://small.example/v1"}
      routes:
        - name: search
          match: {path: "*/embeddings", headers: {x-app: "search-*"}}
          teacher: big
        - name: long
          match: {model: "gpt-3*", when: "request.tokens > 1000"}
          teacher: big
        - name: chat
          match: {path: /v1/chat/completions}
          teacher: big
          student: small
          sticky: user
          pin: true
          launch:
            canary: {share: 30%}
            dark: {share: 50%, echo: 10%}
      """;
  private static final String BODY =
      "{\"model\": \"gpt-4\", \"user\": \"ann\", \"messages\": [{\"role\": \"user\"}]}";

  @TempDir private Path folder;
  private Path rules = Path.of("");

  @BeforeEach
  void writeRules() throws IOException {
    rules = CommandRun.file(folder, "rules.yaml", RULES);
  }

  @Test
  void itTellsTheRouteTheBucketAndWhoServes() throws Exception {
    CommandRun run = explain(BODY);

    // printf 'chat\\0user\\0ann' | sha256sum begins with 6a49cce4ae5de5: 0.415189 of all
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "request   POST /v1/chat/completions",
            "route     chat (3 of 4)",
            "launch    canary 30%, dark 50%, echo 10%",
            "bucket    0.415189 (sticky: user = 'ann')",
            "served by big at https://big.example/v1, the teacher: the bucket is not within 30%",
            "shadow    small is asked too for 50% of requests, each dealt by its id; the sample has none",
            "",
            "Earlier routes do not match:",
            "  search: path is /v1/chat/completions, the route wants */embeddings",
            "    and header x-app is missing, the route wants search-*",
            "  long: model is 'gpt-4', the route wants gpt-3*",
            "    and when does not hold: request.tokens > 1000");
  }

  @Test
  void anotherKeyCanBeTriedAndAShareInForceToo() throws Exception {
    Path sample = CommandRun.file(folder, "sample.json", BODY);

    CommandRun none =
        CommandRun.of("explain", rules, "--request", sample, "--key", "bob", "--share", "chat=0%");
    CommandRun all =
        CommandRun.of(
            "explain", rules, "--request", sample, "--key", "bob", "--share", "chat=100%");

    assertThat(none.out())
        .contains("the canary share in force is 0%")
        .contains("sticky: user = 'bob'")
        .contains("served by big at https://big.example/v1, the teacher: the bucket is not within");
    assertThat(all.out())
        .contains("served by small at http://small.example/v1, the student; big is its fallback")
        .contains("shadow    none: the student serves it");
  }

  @Test
  void aStatefulRequestStaysWithTheTeacherAndTheReasonIsTold() throws Exception {
    Path sample =
        CommandRun.file(
            folder,
            "sample.json",
            """
            {"method": "POST", "path": "/v1/chat/completions?x=1", "headers": {"X-App": "a"},
             "body": {"user": "ann", "tools": [{"type": "web_search"}]}}
            """);

    CommandRun run = CommandRun.of("explain", rules, "--request", sample, "--share", "chat=100%");

    assertThat(run.out())
        .contains("the student may not have it, as it is stateful or acts on the world: tools")
        .contains("shadow    none: it is stateful or acts on the world: tools");
  }

  @Test
  void ofAHybridItIsToldWhetherTheRequestIsEasy() throws Exception {
    Path hybrid =
        CommandRun.file(
            folder,
            "hybrid.yaml",
            """
            version: 1
            upstreams:
              big: {url: "https://big.example/v1"}
              small: {url: "http://small.example/v1"}
            routes:
              - name: chat
                teacher: big
                student: small
                sticky: user
                launch: {hybrid: {easy: request.messages < 2, confident: 0.9, check: {pii: no}}}
            """);
    Path easy =
        CommandRun.file(
            folder, "easy.json", "{\"user\": \"ann\", \"messages\": [{\"role\": \"user\"}]}");
    Path hard =
        CommandRun.file(
            folder,
            "hard.json",
            "{\"user\": \"ann\", \"messages\": [{\"role\": \"user\"}, {\"role\": \"user\"}]}");

    assertThat(CommandRun.of("explain", hybrid, "--request", easy).out())
        .contains("launch    hybrid 100% (easy request.messages < 2, confident 0.9, checked)")
        .contains(
            "served by small at http://small.example/v1, the student; big is its fallback: the"
                + " bucket is within 100%, and the request is easy: request.messages < 2");
    assertThat(CommandRun.of("explain", hybrid, "--request", hard).out())
        .contains(
            "served by big at https://big.example/v1, the teacher: the student may not have it, as"
                + " it is not easy: request.messages < 2 does not hold");
  }

  @Test
  void ofAHybridItIsToldWhetherTheStudentWasTrainedForTheRequest() throws Exception {
    CommandRun.file(folder, "student.json", "{\"trained_on\": \"page\"}");
    Path hybrid =
        CommandRun.file(
            folder,
            "hybrid.yaml",
            """
            version: 1
            upstreams:
              big: {url: "https://big.example/v1"}
              small: {url: "http://small.example/v1"}
            routes:
              - name: chat
                teacher: big
                student: small
                sticky: user
                launch: {hybrid: {trained_on: student.json}, dark: {share: 100%}}
            """);
    Path known = CommandRun.file(folder, "k.json", "{\"user\": \"ann\", \"prompt\": \"page\"}");
    Path other = CommandRun.file(folder, "o.json", "{\"user\": \"ann\", \"prompt\": \"Seite\"}");

    assertThat(CommandRun.of("explain", hybrid, "--request", known).out())
        .contains("launch    hybrid 100% (trained on student.json), dark 100%")
        .contains(
            "served by small at http://small.example/v1, the student; big is its fallback: the"
                + " bucket is within 100%, and by student.json it was trained for such");
    assertThat(CommandRun.of("explain", hybrid, "--request", other).out())
        .contains(
            "served by big at https://big.example/v1, the teacher: the student may not have it, as"
                + " by student.json it was not trained for the request's language")
        .contains("shadow    small is asked too for 100% of requests");

    CommandRun.file(folder, "student.json", "{}");
    CommandRun unusable = CommandRun.of("explain", hybrid, "--request", known);
    assertThat(unusable.status()).isEqualTo(1);
    assertThat(unusable.err())
        .isEqualTo(
            "what the student of route 'chat' was trained on cannot be told: "
                + folder.resolve("student.json")
                + ": has no word; train the student again\n");
  }

  @Test
  void aKeyForARouteThatDealsNothingIsSaidToHaveNoEffect() throws Exception {
    Path sample = CommandRun.file(folder, "sample.json", "{\"path\": \"/v1/unknown\"}");

    CommandRun run = CommandRun.of("explain", rules, "--request", sample, "--key", "bob");

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("default");
    assertThat(run.err()).contains("--key has no effect: route 'default' has no student");
  }

  @Test
  void aRequestWithoutAKeyIsToldSo() throws Exception {
    assertThat(explain("{\"model\": \"gpt-4\"}").out())
        .contains("bucket    none: the request has no key (sticky: user)")
        .contains("the student may not have it, as it has no sticky key");
  }

  @Test
  void aRehearsalIsDealtByTheSamplesId() throws Exception {
    String chat = "\"body\": {\"user\": \"zoe\"}}";
    CommandRun one = explain("{\"id\": \"019c1000-0000-7000-8000-00000000beef\", " + chat);
    CommandRun other = explain("{\"id\": \"nonsense\", " + chat);

    assertThat(one.out())
        .containsPattern("shadow +(small is asked too|none: its id is not within)");
    assertThat(other.status()).isEqualTo(1);
    assertThat(other.err()).contains("expected a UUID as 'id', found 'nonsense'");
  }

  @Test
  void aPinIsExplained() throws Exception {
    CommandRun run =
        explain("{\"headers\": {\"x-understudy-launch\": \"student\"}, \"body\": " + BODY + "}");

    assertThat(run.out())
        .contains("pinned by x-understudy-launch")
        .contains("bucket    none: the request is pinned")
        .contains("served by small");
  }

  @Test
  void whatNoRouteSpeaksAboutGoesToTheDefault() throws Exception {
    CommandRun run = explain("{\"method\": \"GET\", \"path\": \"/v1/models\"}");

    assertThat(run.out())
        .contains("route     default (4 of 4)")
        .contains("bucket    none: the route has no student")
        .contains("chat: path is /v1/models, the route wants /v1/chat/completions");
  }

  @Test
  void anApiKeyIsNotPrinted() throws Exception {
    Path sticky =
        CommandRun.file(folder, "by-key.yaml", RULES.replace("sticky: user", "sticky: api-key"));
    Path sample =
        CommandRun.file(
            folder,
            "sample.json",
            "{\"headers\": {\"authorization\": \"Bearer sk-secret\"}, \"body\": " + BODY + "}");

    CommandRun run = CommandRun.of("explain", sticky, "--request", sample);

    assertThat(run.out()).contains("(sticky: api-key)").doesNotContain("sk-secret");
    assertThat(CommandRun.of("explain", sticky, "--request", sample, "--key", "sk-other").out())
        .doesNotContain("sk-other");
  }

  @Test
  void whatCannotBeReadIsToldWithItsPlace() throws Exception {
    CommandRun broken = explain("{\"body\": \n  nonsense}");
    CommandRun list = explain("[]");
    CommandRun missing =
        CommandRun.of("explain", rules, "--request", folder.resolve("missing.json"));
    CommandRun share = CommandRun.of("explain", rules, "--request", rules, "--share", "search=5%");

    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.err()).contains("sample.json:2:").contains("expected JSON");
    assertThat(list.err()).contains("expected a JSON object");
    assertThat(missing.err()).contains("missing.json: cannot be read");
    assertThat(share.status()).isEqualTo(2);
    assertThat(share.err()).contains("has no route 'search' with a canary or a hybrid");
    assertThat(CommandRun.of("explain", rules, "--request", rules, "--share", "chat=105%").err())
        .contains("a share must be");
    assertThat(CommandRun.of("explain", rules, "--request", rules, "--share", "5%").err())
        .contains("expected a route and a share, such as chat=5%, found '5%'");
  }

  @Test
  void whatIsRecordedIsToldWhereTheRouteSaysSomethingOfIt() throws Exception {
    rules =
        CommandRun.file(
            folder,
            "recording.yaml",
            """
            version: 1
            upstreams: {big: {url: "https://big.example/v1"}}
            routes:
              - name: sampled
                match: {path: /sampled}
                teacher: big
                capture: {sample: 10%, redact: all}
              - {name: chat, teacher: big, capture: {opt_out: true, redact: none}}
            """);
    String sampled = "\"path\": \"/sampled\"";

    assertThat(explain("{" + sampled + "}").out())
        .contains(
            "recorded  for 10% of requests, each dealt by its id; the sample has none; redacted as"
                + " the route says");
    assertThat(explain("{" + sampled + ", \"id\": \"019c1000-0000-7000-8000-00000000beef\"}").out())
        .contains("recorded  no: its id is not within 10%");
    assertThat(explain("{\"path\": \"/x\"}").out()).contains("recorded  yes, not redacted");
    assertThat(
            explain("{\"path\": \"/x\", \"headers\": {\"x-understudy-capture\": \"off\"}}").out())
        .contains("recorded  no: its client keeps it out by x-understudy-capture");
  }

  private CommandRun explain(String sample) throws IOException {
    return CommandRun.of(
        "explain", rules, "--request", CommandRun.file(folder, "sample.json", sample));
  }
}
