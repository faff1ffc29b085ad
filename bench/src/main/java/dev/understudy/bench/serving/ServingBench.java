package dev.understudy.bench.serving;

import ai.djl.Device;
import dev.understudy.bench.machine.Machine;
import dev.understudy.student.pretrained.Pretrained;
import dev.understudy.trainer.run.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measures served students beside ONNX Runtime, and their memory over many requests. */
public final class ServingBench {
  private static final long SEED = 7;
  private static final int TEXTS = 1_024;
  private static final int LEAST_TOKENS = 16;
  private static final int MOST_TOKENS = 128;
  private static final int COMPARED = 32;

  private final Path folder;
  private final Path program;
  private final ServingOptions options;

  private ServingBench(Path folder, Path program, ServingOptions options) {
    this.folder = folder;
    this.program = program;
    this.options = options;
  }

  /**
   * Prints tables.
   *
   * @param args see {@link ServingOptions#USAGE}
   */
  public static void main(String... args) throws IOException {
    ServingOptions options;
    try {
      options = ServingOptions.parse(args);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage() + "\n" + ServingOptions.USAGE);
      System.exit(2);
      return;
    }
    Path folder = Files.createTempDirectory("understudy-serving");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> tidy(folder)));
    Path program =
        Path.of(System.getProperty("bench.project", "."))
            .resolve("student/target/understudy-student");
    System.out.println(Machine.describe());
    ServingBench bench = new ServingBench(folder, program, options);
    if (options.speed()) {
      for (String encoder : options.encoders()) {
        for (int cores : options.cores()) {
          bench.speed(encoder, new Cores(cores));
        }
      }
    }
    if (options.memory()) {
      bench.memory();
    }
    System.out.println(Machine.describe());
    System.exit(0);
  }

  private void speed(String encoder, Cores cores) throws IOException {
    List<String> texts = texts(encoder, TEXTS, LEAST_TOKENS, MOST_TOKENS);
    Path file = Files.write(folder.resolve("texts.txt"), texts);
    List<Contender> contenders = new ArrayList<>();
    try {
      List<List<String>> answers = new ArrayList<>();
      for (Engine engine : Engine.values()) {
        Path student = student(encoder, engine);
        Contender.Http contender = http(engine, encoder, student, cores, texts);
        contenders.add(contender);
        answers.add(contender.callers().answers(COMPARED));
      }
      if (cores.count() > 1) {
        Served sideBySide = Served.onnx(encoder, student(encoder, Engine.ONNX), cores, true);
        contenders.add(
            new Contender.Http(
                Engine.ONNX.label() + ", a thread per core",
                sideBySide,
                new Callers(sideBySide.port(), texts)));
      }
      for (Engine engine : List.of(Engine.PYTORCH, Engine.ONNX)) {
        contenders.add(
            Contender.Direct.start(engine, student(encoder, engine), encoder, cores, file));
      }
      System.out.printf(
          Locale.ROOT,
          "%n%s on %d core%s, texts of %d to %d tokens; confidences of %d answers differ by %.6f"
              + " at most from onnxruntime's (bf16: %.6f)%n%n",
          encoder,
          cores.count(),
          cores.count() == 1 ? "" : "s",
          LEAST_TOKENS,
          MOST_TOKENS,
          COMPARED,
          Answers.farthest(answers.get(0), answers.get(1)),
          Answers.farthest(answers.get(2), answers.get(1)));
      SpeedScenario scenario = new SpeedScenario(contenders, options.window());
      scenario.warmUp(options.window());
      scenario.run(options.rounds());
      System.out.println(scenario.table());
      if (cores.count() == 1) {
        System.out.printf(Locale.ROOT, "others on core 0: %.0f %%%n", scenario.othersPercent());
      }
    } finally {
      contenders.forEach(Contender::close);
    }
  }

  private Contender.Http http(
      Engine engine, String encoder, Path student, Cores cores, List<String> texts) {
    Served served =
        engine == Engine.ONNX
            ? Served.onnx(encoder, student, cores, false)
            : Served.student(program, student, cores, List.of());
    return new Contender.Http(engine.label(), served, new Callers(served.port(), texts));
  }

  private Path student(String encoder, Engine engine) throws IOException {
    Path student =
        folder.resolve(encoder + "-" + engine.precision().name().toLowerCase(Locale.ROOT));
    if (!Files.exists(student)) {
      StudentMaker.encoder(student, encoder, engine.precision());
    }
    return student;
  }

  private static List<String> texts(String encoder, int count, int least, int most)
      throws IOException {
    try (Pretrained pretrained = Pretrained.packaged(encoder, Device.cpu())) {
      return Texts.drawn(pretrained.tokenizer(), count, least, most, SEED);
    }
  }

  private void memory() throws IOException {
    Path ngram = folder.resolve("ngram");
    StudentMaker.ngram(ngram);
    String encoder = Pretrained.names().get(0);
    List<String> words = texts(encoder, TEXTS, LEAST_TOKENS, MOST_TOKENS);
    List<String> few = texts(encoder, TEXTS, 6, 16);
    watch("n-gram student, texts of 16 to 128 tokens", ngram, words);
    watch(encoder + ", texts of 6 to 16 tokens", student(encoder, Engine.PYTORCH), few);
    watch(
        encoder + " in bf16, texts of 6 to 16 tokens", student(encoder, Engine.PYTORCH_BF16), few);
  }

  private void watch(String title, Path student, List<String> texts) {
    Cores cores = new Cores(Collections.max(options.cores()));
    try (Served served = Served.student(program, student, cores, MemoryScenario.JVM);
        Callers callers = new Callers(served.port(), texts)) {
      MemoryScenario scenario = new MemoryScenario(served.tree(), callers);
      scenario.run(options.requests());
      System.out.printf("%n%s%n%n%s%n%s%n", title, scenario.table(), scenario.slope());
    }
  }

  private static void tidy(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException | UncheckedIOException remains) {
      System.err.println("could not delete all of " + folder);
    }
  }
}
