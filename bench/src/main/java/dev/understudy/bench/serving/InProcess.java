package dev.understudy.bench.serving;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.student.classifier.Classifier;
import dev.understudy.student.engine.TorchEngine;
import dev.understudy.student.loading.Students;
import dev.understudy.student.model.Question;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A student asked without HTTP, in a process of its own that does as its standard input tells. */
public final class InProcess {
  /** Begins the line that says it is ready. */
  static final String READY = "ready";

  private InProcess() {}

  /**
   * Answers each line {@code QUESTIONS_AT_ONCE MILLISECONDS} with the nanoseconds that each call
   * took, separated by blanks.
   *
   * @param args the student's folder, the encoder, how many threads, the {@link Engine}, a file
   *     with a text in each line
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int threads = Integer.parseInt(args[2]);
    List<Question> questions =
        Files.readAllLines(Path.of(args[4])).stream()
            .map(text -> new Question(List.of(Turn.of("user", text))))
            .toList();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Classifier student = open(folder, args[1], threads, Engine.valueOf(args[3]))) {
      System.out.println(READY);
      for (String line; (line = in.readLine()) != null; ) {
        String[] words = line.split(" ", -1);
        int atOnce = Integer.parseInt(words[0]);
        List<String> took = new ArrayList<>();
        run(student, questions, atOnce, Long.parseLong(words[1]))
            .forEach(nanos -> took.add(Long.toString(nanos)));
        System.out.println(String.join(" ", took));
      }
    }
  }

  private static Classifier open(Path folder, String encoder, int threads, Engine engine)
      throws IOException {
    if (engine == Engine.ONNX) {
      return StudentMaker.onOnnxRuntime(folder, encoder, threads);
    }
    TorchEngine.start().useThreads(threads);
    return Students.load(folder, "cpu");
  }

  private static List<Long> run(
      Classifier student, List<Question> questions, int atOnce, long millis) {
    List<Long> took = new ArrayList<>();
    long start = System.nanoTime();
    int from = 0;
    while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(millis)) {
      if (from + atOnce > questions.size()) {
        from = 0;
      }
      long begun = System.nanoTime();
      int answers = student.answer(questions.subList(from, from + atOnce)).size();
      if (answers != atOnce) {
        throw new IllegalStateException("expected " + atOnce + " answers, got " + answers);
      }
      took.add(System.nanoTime() - begun);
      from += atOnce;
    }
    return took;
  }
}
