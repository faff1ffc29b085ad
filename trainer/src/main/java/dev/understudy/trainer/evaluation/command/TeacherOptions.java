package dev.understudy.trainer.evaluation.command;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.diff.label.LabelSettings;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.asked.Answerer;
import dev.understudy.trainer.evaluation.asked.AskedRecording;
import dev.understudy.trainer.evaluation.endpoint.Unavailable;
import dev.understudy.trainer.evaluation.recorded.RecordedConversations;
import dev.understudy.trainer.evaluation.recorded.RecordedSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Which teachers stand beside the students, or are compared alone. */
final class TeacherOptions {
  private static final List<String> RECORDED = List.of("model", "prompt", "temperature", "split");
  private static final Pattern COLUMN_OF_FILE = Pattern.compile("(.+\\.csv):(.+)");

  @Option(
      names = "--teacher",
      paramLabel = "[NAME=]PLACE[,KEY=VALUE]...",
      converter = Recorded.class,
      description = {
        "Answers that were recorded: a column of the test, FILE.csv:COLUMN of another file, or",
        "FILE.jsonl of conversations. model= and prompt=FILE say what was asked; of",
        "conversations, model=, temperature= and split= say which. May be given several times."
      })
  private List<Named> recorded = List.of();

  @Option(
      names = "--ask",
      paramLabel = "[NAME=]URL,model=MODEL[,KEY=VALUE]...",
      converter = Live.class,
      description = {
        "A teacher that is asked now, by OpenAI's API: temperature=, prompt=FILE, key=VARIABLE",
        "of the environment, answer_tokens=, logprobs=true, at_once=, calls= and tokens= (the",
        "budget), timeout= (seconds). May be given several times."
      })
  private List<Named> live = List.of();

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description = {
        "Keeps what was answered over HTTP, so that it is not asked again",
        "(default: ${DEFAULT-VALUE})."
      },
      defaultValue = "answers.jsonl")
  private Path answers = Path.of("");

  @Option(
      names = "--label",
      paramLabel = "POINTER",
      description = "Where answers have their label, such as /is_bad; default: the answer.")
  private @Nullable String label;

  @Option(
      names = "--labels",
      paramLabel = "LABEL",
      split = ",",
      description = "The labels that count; default: the student's, or any.")
  private List<String> labels = List.of();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** Reads {@code --teacher}. */
  static final class Recorded implements ITypeConverter<Named> {
    @Override
    public Named convert(String words) {
      try {
        return Named.read(words, RECORDED);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(wrong.getMessage());
      }
    }
  }

  /** Reads {@code --ask}. */
  static final class Live implements ITypeConverter<Named> {
    @Override
    public Named convert(String words) {
      try {
        return EndpointWords.read(words);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(wrong.getMessage());
      }
    }
  }

  boolean isEmpty() {
    return recorded.isEmpty() && live.isEmpty();
  }

  /** Where what is answered over HTTP is kept. */
  Path answers() {
    return answers;
  }

  /** The labels that were said to count; empty where none were. */
  List<String> labels() {
    return labels;
  }

  /** Whether it was said where answers have their labels. */
  boolean namesLabels() {
    return label != null || !labels.isEmpty();
  }

  /** Reads labels of answers. */
  LabelReader reader() {
    LabelSettings.Where where =
        label == null ? new LabelSettings.Text() : new LabelSettings.Json(label);
    return LabelReader.of(new LabelSettings(where, labels));
  }

  /**
   * Those whose answers stand in CSV files.
   *
   * @param test the file that is the test, or null where it is none
   */
  List<RecordedSystem> columns(@Nullable Path test) throws IOException {
    List<RecordedSystem> columns = new ArrayList<>();
    for (Named each : recorded) {
      if (!isConversations(each)) {
        columns.add(column(each, test));
      }
    }
    return columns;
  }

  private RecordedSystem column(Named named, @Nullable Path test) throws IOException {
    Matcher ofFile = COLUMN_OF_FILE.matcher(named.place());
    boolean isElsewhere = ofFile.matches();
    if (test == null) {
      throw new ParameterException(
          spec.commandLine(),
          "--teacher %s: a part of a training set has no columns; name FILE.jsonl, or --test"
                  .formatted(named.place())
              + " instead of --set");
    }
    return new RecordedSystem(
        system(named),
        isElsewhere ? Path.of(ofFile.group(1)) : test,
        isElsewhere ? ofFile.group(2) : named.place(),
        named.setting("model"),
        EndpointWords.prompt(named));
  }

  private static boolean isConversations(Named named) {
    return named.place().endsWith(".jsonl");
  }

  private static TestSystem system(Named named) {
    String name = named.name();
    return new TestSystem(name == null ? named.place() : name, Role.TEACHER);
  }

  /**
   * Those that are asked, from recorded conversations or over HTTP.
   *
   * @param reader reads labels of answers, or null where they are none
   */
  Map<TestSystem, Answerer> asked(@Nullable LabelReader reader) throws IOException, Unavailable {
    Map<TestSystem, Answerer> asked = new LinkedHashMap<>();
    for (Named each : recorded) {
      if (isConversations(each)) {
        Double temperature =
            each.setting("temperature") == null ? null : (Double) each.number("temperature", 0);
        RecordedConversations conversations =
            RecordedConversations.read(
                Path.of(each.place()),
                new RecordedConversations.Wanted(
                    each.setting("model"), temperature, each.setting("split")));
        add(
            asked,
            system(each),
            new AskedRecording(conversations, EndpointWords.prompt(each), reader));
      }
    }
    for (Named each : live) {
      add(
          asked,
          new TestSystem(EndpointWords.name(each), Role.TEACHER),
          EndpointWords.asked(each, answers, reader));
    }
    return asked;
  }

  private static void add(Map<TestSystem, Answerer> asked, TestSystem system, Answerer answerer) {
    if (asked.putIfAbsent(system, answerer) != null) {
      throw new IllegalArgumentException(
          "two teachers are called '%s': say NAME= before one of them".formatted(system.name()));
    }
  }
}
