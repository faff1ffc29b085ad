package dev.understudy.gateway.practice;

import dev.understudy.gateway.process.Foreground;
import dev.understudy.rules.yaml.HostPort;
import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code understudy teacher}: serves recorded answers as an OpenAI-compatible endpoint. */
@Command(
    name = "teacher",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serves recorded answers as an OpenAI-compatible endpoint, to practise against.",
      "Answers come from JSON lines with messages, answer and model, or from captured Parquet."
          + " Where two answer the same messages for the same model, the later one counts."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:stopped by a signal, in order",
      "1:the answers cannot be read, or the address is taken",
      "2:the command line is wrong"
    })
public final class TeacherCommand implements Callable<Integer> {
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description = "A file of recorded answers, one JSON object per line; may be repeated.")
  private List<Path> answers = List.of();

  @Option(
      names = "--captures",
      paramLabel = "DIR",
      description = "A folder of captured Parquet to replay; may be repeated.")
  private List<Path> captures = List.of();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8090",
      converter = Listen.class,
      description = "Where to listen; port 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private HostPort listen = new HostPort("127.0.0.1", 8090);

  @Mixin private PaceOptions speed = new PaceOptions();

  /** Serves until told to stop. */
  @Override
  public Integer call() {
    Pace pace = pace();
    AnswerBook book;
    try {
      book = readAll();
    } catch (UnreadableAnswers e) {
      return failed(String.valueOf(e.getMessage()));
    }
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    PracticeTeacher teacher;
    try {
      teacher = PracticeTeacher.start(vertx, book, pace, listen).await();
    } catch (Exception e) {
      vertx.close().await();
      return failed(
          "cannot listen on %s: %s; choose another address with --listen"
              .formatted(listen, e.getMessage()));
    }
    Foreground.serveUntilStopped(
        () -> announce(book, teacher), () -> stop(teacher, vertx), STOP_DEADLINE.plusSeconds(2));
    return 0;
  }

  private void announce(AnswerBook book, PracticeTeacher teacher) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "practice teacher: %,d answers of %s on http://%s/v1 (Ctrl-C stops it)%n",
        book.size(), String.join(", ", book.models()), new HostPort(listen.host(), teacher.port()));
    out.flush();
  }

  private static Future<Void> stop(PracticeTeacher teacher, Vertx vertx) {
    return teacher.stop(STOP_DEADLINE).eventually(vertx::close);
  }

  private AnswerBook readAll() throws UnreadableAnswers {
    if (answers.isEmpty() && captures.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "expected --answers FILE or --captures DIR, found neither");
    }
    AnswerBook book = new AnswerBook();
    for (Path file : answers) {
      AnswersFile.read(file, book);
    }
    PrintWriter err = spec.commandLine().getErr();
    for (Path folder : captures) {
      ReplayedCaptures.read(folder, book, line -> err.println("left out: " + line));
    }
    err.flush();
    return book;
  }

  private Pace pace() {
    try {
      return speed.pace();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--tokens-per-second: " + e.getMessage(), e);
    }
  }

  private int failed(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(message);
    err.flush();
    return 1;
  }

  /** Reads where to listen. */
  static final class Listen implements ITypeConverter<HostPort> {
    @Override
    public HostPort convert(String value) {
      try {
        return Scalar.HOST_PORT.read(value);
      } catch (Mismatch e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
