package dev.understudy.gateway.demo.loop;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of the loop, in the folder of captures, where each step can be looked at and repeated.
 *
 * @param folder the folder of captures
 * @param behind what the rules have besides, for requests that are not the desk's
 */
record DeskFiles(Path folder, RulesPart behind) {
  /** The name of the route, the training set and the student. */
  static final String NAME = "desk";

  /** The share at which the canary begins. */
  static final String FIRST_SHARE = "20%";

  /** What the student has to keep to; about 4 to 8% differ, so that a thousand calls can tell. */
  static final String GATE = "{different: {max: 15%}, failed: {max: 5%}}";

  private static final String CANARY =
      "      canary: {share: " + FIRST_SHARE + ", steps: [" + FIRST_SHARE + ", 50%, 95%]}\n";

  /** What the practice teacher answers to the desk's messages. */
  Path answers() {
    return folder.resolve("desk-answers.jsonl");
  }

  /** What describes the training set. */
  Path dataset() {
    return folder.resolve("desk.yaml");
  }

  /** The training set. */
  Path trainingSet() {
    return folder.resolve(NAME).resolve(NAME);
  }

  /** What describes the student. */
  Path training() {
    return folder.resolve("students.yaml");
  }

  /** The student. */
  Path student() {
    return folder.resolve("students").resolve(NAME);
  }

  /** The gateway's rules. */
  Path rules() {
    return folder.resolve("rules.yaml");
  }

  /** The rules with a canary, to be put in their place. */
  Path canaryRules() {
    return folder.resolve("rules-canary.yaml");
  }

  /** Writes what the teacher answers. */
  void writeAnswers(List<Message> messages) throws IOException {
    try (BufferedWriter lines = Files.newBufferedWriter(answers())) {
      for (Message message : messages) {
        lines.write(message.recorded().toString());
        lines.newLine();
      }
    }
  }

  /** Writes what describes the training set and the student. */
  void writeDescriptions() throws IOException {
    Files.writeString(
        dataset(),
        """
        version: 1
        name: desk
        captures: .                         # this folder
        corpus: {sources: [{name: desk, routes: [desk]}]}
        labels: {read: {json: /topic}}      # where an answer has its label
        splits: {validation: 10%, test_indist: 20%}
        exports: {formats: [openai, parquet]}
        """);
    Files.writeString(
        training(),
        """
        version: 1
        name: desk                          # the model's name in requests
        set: desk/desk
        out: students/desk
        student: {ngram: {}}                # trains in seconds; an encoder learns more
        """);
  }

  /** Rules by which the teacher alone serves the desk. */
  String rulesWithoutStudent(int teacherPort) {
    return rules(
        """
          large: {url: "http://127.0.0.1:%d/v1"}
        """
            .formatted(teacherPort),
        """
          - name: desk
            match: {path: /v1/chat/completions, headers: {x-app: desk}}
            teacher: large
        """);
  }

  /** Rules by which the student rehearses on all the desk's traffic, and no client sees it. */
  String rulesWithDarkLaunch(int teacherPort, int studentPort) {
    return rules(
        """
          large: {url: "http://127.0.0.1:%d/v1"}
          small: {url: "http://127.0.0.1:%d/v1", model: desk}
        """
            .formatted(teacherPort, studentPort),
        """
          - name: desk
            match: {path: /v1/chat/completions, headers: {x-app: desk}}
            teacher: large
            student: small
            sticky: header:x-user-id
            launch:
              dark: {share: 100%%}
            compare: {as: json, fields: [/topic]}
            gate: %s
        """
            .formatted(GATE));
  }

  private String rules(String upstreams, String routes) {
    return new RulesPart(upstreams, routes).before(behind).alone();
  }

  /** The same rules with a canary: the student serves some users. */
  String rulesWithCanary(int teacherPort, int studentPort) {
    return rulesWithDarkLaunch(teacherPort, studentPort)
        .replace("    launch:\n      dark", "    launch:\n" + CANARY + "      dark");
  }

  /** The line by which the two differ, as it stands in the file. */
  static String canaryLine() {
    return CANARY.stripTrailing();
  }
}
