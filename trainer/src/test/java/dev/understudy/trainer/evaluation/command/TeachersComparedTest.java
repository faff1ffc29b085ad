package dev.understudy.trainer.evaluation.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.trainer.JigsawData;
import dev.understudy.trainer.evaluation.ChatServer;
import dev.understudy.trainer.evaluation.RudeStudent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Teachers side by side: recorded in tables and conversations, and asked now. */
class TeachersComparedTest {
  @TempDir private Path folder;
  private Ran ran = new Ran(0, "", "");

  @BeforeEach
  void test() throws IOException {
    write("prompt.txt", "Is this rude? Say: '%s'\nAnswer:\n");
    write("short.txt", "Rude? %s\n");
    write(
        "test.csv",
        """
        comment,is_bad,said
        you idiot,True,"{""rude"": 1}"
        good morning,0,"{""rude"": 0}"
        see you soon,1,"{""rude"": 0}"
        """);
  }

  @Test
  void tablesAndConversationsMeetOnTheSameRows() throws IOException {
    write("other.csv", "comment,b\nsee you soon,{'rude': 1}\nyou idiot,1\ngood morning,none\n");
    write(
        "said.jsonl",
        conversation("m", 0, "Rude? you idiot", "{'rude': 1}")
            + conversation("m", 0, "Rude? good morning", "{'rude': 0}")
            + conversation("m", 0, "Rude? see you soon", "{'rude': 1}")
            + conversation("m", 1, "Rude? see you soon", "{'rude': 0}"));

    evaluate(
        "--teacher",
        "first=said",
        "--teacher",
        "second=" + path("other.csv") + ":b",
        "--teacher",
        "third=" + path("said.jsonl") + ",temperature=0,prompt=" + path("short.txt"),
        "--json");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.status()).isZero();
    assertThat(accuracies()).containsExactly("first 0.667", "second 0.333", "third 1.000");
    assertThat(ran.json().path("verdict").isNull()).isTrue();
    assertThat(ran.json().at("/report/comparisons")).hasSize(3);
  }

  @Test
  void conversationThatWasAnsweredInTwoWaysIsTold() throws IOException {
    write(
        "said.jsonl",
        conversation("m", 0, "you idiot", "1") + conversation("m", 1, "you idiot", "0"));

    evaluate("--teacher", path("said.jsonl"));

    assertFailure(
        path("said.jsonl")
            + ": lines 1 and 2 answer the same conversation differently: say which are meant, by"
            + " model, temperature or split");
  }

  @Test
  void rowsThatWereNotRecordedAreTold() throws IOException {
    write("said.jsonl", conversation("m", 0, "you idiot", "1"));

    evaluate("--teacher", path("said.jsonl"));

    assertFailure(
        path("said.jsonl")
            + ": no answer to row 'record 3' as the test asks it: name the prompt that was asked,"
            + " and compare systems on the same rows");
  }

  @Test
  void teacherIsAskedOnceAndNeverAgain() throws IOException {
    try (ChatServer server = new ChatServer(TeachersComparedTest::rude)) {
      String live = "gpt=" + server.url() + ",model=m,temperature=0.5,prompt=" + path("short.txt");
      server.fail(2, 429);

      evaluate("--ask", live, "--json");

      assertThat(ran.err()).isEmpty();
      assertThat(accuracies()).containsExactly("gpt 0.667");
      assertThat(ran.json().at("/report/systems/0/tokens/input").asInt()).isEqualTo(90);
      assertThat(server.asked()).hasSize(3);
      assertThat(server.asked())
          .allSatisfy(
              each -> {
                assertThat(each.path("temperature").asDouble()).isEqualTo(0.5);
                assertThat(each.path("model").asText()).isEqualTo("m");
              });
      String once = ran.out();
      evaluate("--ask", live, "--json");
      assertThat(ran.out()).isEqualTo(once);
      assertThat(server.asked()).hasSize(3);
      evaluate("--teacher", "gpt=" + path("answers.jsonl") + ",prompt=" + path("short.txt"));
      assertThat(ran.out()).contains("gpt (teacher)", "66.7 (");
      evaluate("--ask", live.replace("0.5", "1"));
      assertThat(server.asked()).hasSize(6);
    }
  }

  @Test
  void modelOfTheSameNameElsewhereIsAskedItself() throws IOException {
    try (ChatServer one = new ChatServer(TeachersComparedTest::rude);
        ChatServer other = new ChatServer(TeachersComparedTest::rude)) {
      evaluate(
          "--ask", "one=" + one.url() + ",model=m", "--ask", "other=" + other.url() + ",model=m");

      assertThat(ran.status()).isZero();
      assertThat(one.asked()).hasSize(3);
      assertThat(other.asked()).hasSize(3);
    }
  }

  @Test
  void teachersOfOneNameAreRefused() throws IOException {
    try (ChatServer server = new ChatServer(TeachersComparedTest::rude)) {
      String live = server.url() + ",model=m";

      evaluate("--ask", live, "--ask", live + ",temperature=1");

      assertThat(ran.status()).isNotZero();
      assertThat(ran.err())
          .contains("two teachers are called '", "': say NAME= before one of them");
      assertThat(server.asked()).isEmpty();
    }
  }

  @Test
  void budgetIsLookedAtBeforeAnythingIsSpent() throws IOException {
    try (ChatServer server = new ChatServer(TeachersComparedTest::rude)) {
      evaluate("--ask", "gpt=" + server.url() + ",model=m,calls=2");

      assertThat(ran.status()).isEqualTo(1);
      assertThat(ran.err())
          .matches(
              "gpt: 3 questions of more than [0-9]+ tokens are to be asked, but the budget is 2 and"
                  + " 10000000: raise it, or ask fewer rows\n");
      assertThat(server.asked()).isEmpty();
      evaluate("--ask", "gpt=" + server.url() + ",model=m,calls=2", "--rows", "2");
      assertThat(ran.status()).isZero();
      assertThat(server.asked()).hasSize(2);
    }
  }

  @Test
  void budgetOfTokensEndsTheWorkAndKeepsWhatWasSaid() throws IOException {
    try (ChatServer server = new ChatServer(TeachersComparedTest::rude)) {
      evaluate("--ask", "gpt=" + server.url() + ",model=m,tokens=60,at_once=1");

      assertFailure(
          "gpt: the budget of 60 tokens is spent; what was answered is kept in "
              + path("answers.jsonl")
              + ": raise it, or ask fewer rows");
      assertThat(Files.readAllLines(folder.resolve("answers.jsonl"))).hasSize(2);
      evaluate("--ask", "gpt=" + server.url() + ",model=m,tokens=60");
      assertThat(ran.status()).isZero();
      assertThat(server.asked()).hasSize(3);
    }
  }

  @Test
  void endpointThatRefusesIsNamedWithoutWhatItWasAsked() throws IOException {
    try (ChatServer server = new ChatServer(TeachersComparedTest::rude)) {
      server.fail(9, 401);

      evaluate("--ask", "gpt=" + server.url() + ",model=m");

      assertFailure("gpt at " + server.url() + "/chat/completions answered with status 401");
    }
  }

  @Test
  void keyComesFromTheEnvironmentAlone() {
    evaluate("--ask", "http://127.0.0.1:1/v1,model=m,key=UNDERSTUDY_NO_SUCH_KEY");

    assertFailure(
        "the environment variable UNDERSTUDY_NO_SUCH_KEY, which should hold m's key, is not set");
  }

  @Test
  void wordsThatAreNoneAreRefusedBeforeAnythingIsAsked() {
    assertWrong("--ask", "gpt=somewhere", "expected a URL, such as https://api.openai.com/v1, got");
    assertWrong("--ask", "http://h/v1", "'http://h/v1' needs a model: add ,model=NAME");
    assertWrong(
        "--ask", "http://h/v1,model=m,heat=1", "unknown setting 'heat=1' of 'http://h/v1';");
    assertWrong("--ask", "http://h,model=m,calls=0", "calls of 'http://h' must be a whole number");
    assertWrong("--teacher", "=said", "expected [NAME=]PLACE[,KEY=VALUE]..., got '=said'");
    assertWrong("--judge", "http://127.0.0.1:1/v1", "--judge needs --judge-model");
    assertWrong("--model", "http://h/v1", "--model: 'http://h/v1' needs a model: add ,model=NAME");
    evaluate(
        "--teacher", "said", "--judge", "http://h/v1", "--judge-model", "j", "--judge-key", "K");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .contains("the environment variable K, which should hold the judge's key, is not set");
    evaluate();
    assertThat(ran.err()).startsWith("name who is asked: --model, --teacher or --ask");
  }

  @Test
  void servedStudentIsAskedOverHttpWithItsPerplexity() throws IOException {
    try (ChatServer server = new ChatServer(TeachersComparedTest::rude)) {
      evaluate(
          "--model", server.url() + ",model=rude,logprobs=true", "--teacher", "said", "--json");

      assertThat(ran.err()).isEmpty();
      assertThat(ran.json().at("/report/subject").asText()).isEqualTo("rude");
      assertThat(ran.json().at("/report/systems/0/role").asText()).isEqualTo("student");
      // e to the mean of -ln 1/2 and -ln 1/8
      assertThat(ran.json().at("/report/systems/0/perplexity/value").asDouble()).isEqualTo(4);
      assertThat(ran.json().at("/verdict/word").asText()).isEqualTo("not yet");
    }
  }

  @Test
  void judgePrefersBetweenStudentAndTeacherWhereTheyDiffer() throws IOException {
    RudeStudent.write(folder.resolve("student"));
    write(
        "test.csv",
        """
        comment,is_bad,said
        you idiot,1,"{""rude"": 1}"
        good morning,0,"No, that is not rude. {""rude"": 0}"
        see you soon,0,"No, not at all. {""rude"": 0}"
        """);
    try (ChatServer judge = new ChatServer(TeachersComparedTest::longer)) {
      evaluate(
          "--model",
          path("student"),
          "--teacher",
          "said",
          "--prompt",
          path("prompt.txt"),
          "--judge",
          judge.url(),
          "--judge-model",
          "j",
          "--page",
          path("page.html"),
          "--json");

      assertThat(ran.err()).isEmpty();
      JsonNode judged = ran.json().path("judged");
      assertThat(judged.path("first").asText()).isEqualTo("rude 7");
      assertThat(judged.path("second").asText()).isEqualTo("said");
      assertThat(judged.path("alike").asInt()).isEqualTo(1);
      assertThat(judged.at("/report/pairs").asInt()).isEqualTo(2);
      assertThat(judged.at("/report/losses").asInt()).isEqualTo(2);
      assertThat(judge.asked().get(0).at("/messages/1/content").asText())
          .contains("Is this rude? Say: 'good morning'");
      assertThat(folder.resolve("page.html"))
          .content()
          .contains("rude 7 against said, as j judges");
    }
  }

  @Test
  void reportIsToldThoughTheJudgeCannotBeAsked() throws IOException {
    RudeStudent.write(folder.resolve("student"));
    try (ChatServer judge = new ChatServer(TeachersComparedTest::longer)) {
      judge.fail(100, 400);

      evaluate(
          "--model",
          path("student"),
          "--teacher",
          "said",
          "--prompt",
          path("prompt.txt"),
          "--judge",
          judge.url(),
          "--judge-model",
          "j",
          "--judge-all",
          "--json");

      assertThat(ran.status()).isEqualTo(1);
      assertThat(ran.err())
          .startsWith("the judge at " + judge.url())
          .contains("answered with status 400");
      assertThat(ran.json().at("/report/subject").asText()).isEqualTo("rude 7");
      assertThat(ran.json().path("judged").isNull()).isTrue();
    }
  }

  @Test
  void textsAreHeldAgainstAReference() throws IOException {
    write(
        "test.csv",
        """
        question,right,said
        where?,"{""city"": ""Rome""}","{""city"": ""Rome"", ""sure"": true}"
        when?,"{""city"": ""Bonn""}","{""city"": ""Bonn""}"
        who?,"{""city"": ""Oslo""}",nobody knows
        """);
    write("schema.json", "{\"properties\": {\"city\": {}}, \"additionalProperties\": false}");

    ran =
        Ran.evaluate(
            "--test",
            path("test.csv"),
            "--input",
            "question",
            "--reference",
            "right",
            "--teacher",
            "said",
            "--schema",
            path("schema.json"),
            "--field",
            "/city",
            "--json");

    assertThat(ran.err()).isEmpty();
    JsonNode said = ran.json().at("/report/systems/0");
    assertThat(ran.json().path("accuracy").isNull()).isTrue();
    assertThat(said.path("classes").isNull()).isTrue();
    assertThat(said.at("/formats/json/value").asDouble()).isEqualTo(0.666667);
    assertThat(said.at("/formats/adhering/value").asDouble()).isEqualTo(0.333333);
    assertThat(said.at("/texts/0/against").asText()).isEqualTo("gold");
    assertThat(said.at("/texts/0/exact/value").asDouble()).isEqualTo(0.333333);
    assertThat(said.at("/texts/0/fields/0/match/value").asDouble()).isEqualTo(0.666667);
    assertThat(said.at("/texts/0/chr_f/value").asDouble()).isBetween(20.0, 90.0);
  }

  @Test
  void requirementsComeFromAFile() throws IOException {
    write(
        "require.yaml", "rows: 3\nteacher_margin: none\ncalibration_error: none\naccuracy: 20%\n");

    evaluate("--teacher", "said", "--gate", "--require", path("require.yaml"));
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("**said: fit**");
    write("require.yaml", "rows: 4\nteacher_margin: none\ncalibration_error: none\n");
    evaluate("--teacher", "said", "--gate", "--require", path("require.yaml"));
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).contains("not met: at least 4 test rows with gold required, found 3");
    write("require.yaml", "rows: 0\n");
    evaluate("--teacher", "said", "--require", path("require.yaml"));
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).startsWith(path("require.yaml") + ":1:7: ");
  }

  /** The figures that the playbook's recordings give, from each of their two forms. */
  @Test
  void playbooksTeachersStandSideBySide() {
    String data = JigsawData.orSkip().folder() + "/";
    List<String> tables =
        List.of(
            "gpt-4=simple_prompt",
            "gpt-3.5=" + data + "test.indist.gpt35.csv:simple_prompt",
            "steps=" + data + "test.indist.gpt35.csv:cot_prompt");
    List<String> conversations =
        List.of(
            "gpt-4="
                + data
                + "teacher.gpt-4.jsonl,split=test.indist,prompt="
                + data
                + "simple_prompt.txt",
            "gpt-3.5=" + data + "teacher.gpt-3.5.jsonl,prompt=" + data + "simple_prompt.txt",
            "steps=" + data + "teacher.gpt-3.5.jsonl,prompt=" + data + "cot_prompt.txt");

    for (List<String> form : List.of(tables, conversations)) {
      List<String> options =
          new ArrayList<>(
              List.of(
                  "--test",
                  data + "test.indist.gpt4.csv",
                  "--id",
                  "id",
                  "--input",
                  "comment_text",
                  "--gold",
                  "is_bad",
                  "--label",
                  "/is_bad",
                  "--labels",
                  "0,1",
                  "--json"));
      form.forEach(each -> options.addAll(List.of("--teacher", each)));
      ran = Ran.evaluate(options.toArray(String[]::new));

      assertThat(ran.err()).isEmpty();
      assertThat(accuracies()).containsExactly("gpt-4 0.909", "gpt-3.5 0.841", "steps 0.664");
    }
  }

  private static String rude(String asked) {
    return asked.contains("idiot") ? "{\"rude\": 1}" : "{\"rude\": 0}";
  }

  /** Judges by length. */
  private static String longer(String material) {
    int a = material.indexOf("[End of answer A]") - material.indexOf("[Answer A]");
    int b = material.indexOf("[End of answer B]") - material.indexOf("[Answer B]");
    return a > b ? "A" : b > a ? "B" : "TIE";
  }

  private static String conversation(String model, int temperature, String asked, String answer) {
    return ("{\"model\": \"%s\", \"temperature\": %d, \"messages\": [{\"role\": \"user\","
            + " \"content\": \"%s\"}], \"answer\": \"%s\"}\n")
        .formatted(model, temperature, asked, answer);
  }

  private List<String> accuracies() {
    List<String> all = new ArrayList<>();
    for (JsonNode each : ran.json().at("/report/systems")) {
      all.add(
          "%s %.3f".formatted(each.path("system").asText(), each.at("/accuracy/value").asDouble()));
    }
    return all;
  }

  private void assertFailure(String message) {
    assertThat(ran.err()).isEqualTo(message + System.lineSeparator());
    assertThat(ran.status()).isEqualTo(1);
  }

  private void assertWrong(String option, String words, String message) {
    evaluate("--teacher", "said", option, words);

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains(message);
  }

  private void evaluate(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--test", path("test.csv"), "--input", "comment", "--gold", "is_bad"));
    all.addAll(List.of("--label", "/rude", "--answers", path("answers.jsonl")));
    all.addAll(List.of("--judge-answers", path("judge.jsonl")));
    ran = Ran.evaluate(all.toArray(String[]::new));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
