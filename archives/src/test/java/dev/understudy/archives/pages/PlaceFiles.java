package dev.understudy.archives.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

/** The files that commands on pages name. Texts are drawn by a fixed seed. */
final class PlaceFiles {
  private static final long SEED = 7;
  private static final String CORRECTION =
      "{\"request_id\": \"019c1000-0000-7000-8000-00000000beef\", \"correction\": \"b\"}\n";
  private static final int ROWS = 240;
  private static final int ROWS_OF_THE_TEST = 60;
  private static final int STUDENT_IS_WRONG_EVERY = 10;
  private static final List<String> WORDS =
      List.of("river paper window garden winter letter music bridge silver market".split(" ", -1));
  private static final List<String> BAD =
      List.of("you are a fool", "nobody wants your lies", "shut up you clown");
  private static final List<String> GOOD =
      List.of("thank you for the edit", "the source is helpful", "please see the talk page");

  private final Path folder;
  private final List<Comment> comments = new ArrayList<>();

  /** A text, and whether it is bad. */
  private record Comment(String text, boolean isBad) {
    String answer() {
      return "{\\\"is_bad\\\": " + isBad + "}";
    }

    String message(String prompt) {
      return "[{\"role\": \"user\", \"content\": \"" + prompt + ": " + text + "\"}]";
    }

    String row(String model, String prompt, boolean right) {
      String said = new Comment(text, right == isBad).answer();
      return "{\"model\": \"%s\", \"messages\": %s, \"answer\": \"%s\", \"gold\": \"%s\"}"
          .formatted(model, message(prompt), said, answer());
    }
  }

  PlaceFiles(Path folder) {
    this.folder = folder;
    Random dice = new Random(SEED);
    for (int i = 0; i < ROWS; i++) {
      boolean bad = dice.nextBoolean();
      List<String> kind = bad ? BAD : GOOD;
      comments.add(
          new Comment(
              "%s %s %s %s %d"
                  .formatted(
                      any(WORDS, dice), any(WORDS, dice), any(kind, dice), any(WORDS, dice), i),
              bad));
    }
  }

  private static String any(List<String> words, Random dice) {
    return words.get(dice.nextInt(words.size()));
  }

  /** The bodies of the requests that applications make. */
  List<String> bodies() {
    return comments.stream()
        .map(each -> "{\"model\": \"gpt-4\", \"messages\": " + each.message("Is it bad") + "}")
        .toList();
  }

  /** All but the files that name upstreams. */
  void writeThoseOfEveryday() throws IOException {
    List<Comment> test = comments.subList(0, ROWS_OF_THE_TEST);
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Comment each = comments.get(i);
      answers.add(each.row("gpt-4", "Is it bad", true));
      answers.add(each.row("toxicity-7", "Is it bad", i % STUDENT_IS_WRONG_EVERY > 0));
    }
    test.forEach(each -> answers.add(each.row("gpt-4o-mini", "Bad", true)));
    write("answers.jsonl", lines(answers));
    write("said.jsonl", lines(test.stream().map(each -> each.row("m", "Think", true)).toList()));
    write("short.txt", "Bad: %s");
    write("steps.txt", "Think: %s");
    write(
        "test.csv", "comment,is_bad,answer_gpt4\n" + table(test, "%s,%s,\"{\"\"is_bad\"\": %s}\""));
    write("other.csv", "comment,answer\n" + table(test, "%s,\"{\"\"is_bad\"\": %2$s}\""));
    write(
        "sample.json", "{\"headers\": {\"x-app\": \"moderation\"}, \"body\": {\"model\": \"m\"}}");
    write("corrections.jsonl", CORRECTION);
    write("secrets/understudy-admin", "no token is set");
    write("moderation.yaml", example("labels: {read: "));
    write(
        "students.yaml",
        example("student: {ngram: {}}")
            + """
            experiment: {vary: {student.ngram.words: [1]}, seeds: [0]}
            ablation: {shares: [25%, 50%, 75%, 100%], seeds: [0]}
            """);
    for (String gateway : List.of("gateway-1", "gateway-2")) {
      Files.createDirectories(folder.resolve(gateway).resolve("firehose/sent"));
    }
  }

  /** Those that name upstreams, of which all are at that address; all requests are rehearsed. */
  void writeThoseThatKnow(String upstreams) throws IOException {
    String rules =
        example("student: student-7")
            .replaceAll("\"http[^\"]+\"", "\"http://" + upstreams + "/v1\"")
            .replace("dark: {share: 20%}", "dark: {share: 100%}");
    write("rules.yaml", rules);
    write("edited.yaml", rules.replace("canary: {share: 1%,", "canary: {share: 5%,"));
    write("gateway.yaml", "rules: rules.yaml\n");
  }

  /** The file in README that has such a line. */
  private static String example(String line) throws IOException {
    return Page.read(Page.ROOT.resolve("README.md")).blocks().stream()
        .filter(block -> block.language().equals("yaml"))
        .map(block -> lines(block.lines()))
        .filter(file -> file.contains(line))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("README has no file with " + line));
  }

  private static String table(List<Comment> rows, String row) {
    return lines(
        rows.stream()
            .map(each -> row.formatted(each.text(), each.isBad() ? 1 : 0, each.isBad() ? 1 : 0))
            .toList());
  }

  private static String lines(List<String> all) {
    return all.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }
}
