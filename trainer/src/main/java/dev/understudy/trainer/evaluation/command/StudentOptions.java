package dev.understudy.trainer.evaluation.command;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.student.classifier.Classifier;
import dev.understudy.student.classifier.InputForm;
import dev.understudy.student.loading.Students;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.asked.Answerer;
import dev.understudy.trainer.evaluation.asked.AskedStudent;
import dev.understudy.trainer.evaluation.asked.Baselines;
import dev.understudy.trainer.evaluation.endpoint.Unavailable;
import dev.understudy.trainer.training.data.SetFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which students are asked, and which baselines they have to beat. */
final class StudentOptions {
  @Option(
      names = "--model",
      paramLabel = "[NAME=]DIR",
      description = {
        "A student's folder, or [NAME=]URL,model=MODEL of one that is served, with the settings",
        "of --ask; NAME is what reports call it. The first given is judged, others stand beside",
        "it."
      })
  private List<String> models = List.of();

  @Option(
      names = "--baseline",
      paramLabel = "DIR",
      description = {
        "A training set whose most frequent label stands beside the students",
        "(default: the set of --set)."
      })
  private @Nullable Path baseline;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  boolean isEmpty() {
    return models.isEmpty();
  }

  /** Whether the student that is judged has a folder. */
  boolean judgesFolder() {
    return !models.isEmpty() && !isServed(models.get(0));
  }

  /** Refuses words that name no endpoint, before anything is loaded. */
  void require() {
    try {
      models.stream().filter(StudentOptions::isServed).forEach(EndpointWords::read);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), "--model: " + wrong.getMessage(), wrong);
    }
  }

  private static boolean isServed(String words) {
    return words.contains("://");
  }

  /** Loads the students that have folders, in their order; whoever asks closes them. */
  Loaded load() throws IOException {
    Loaded loaded = new Loaded();
    try {
      for (String each : models) {
        loaded.add(each);
      }
      return loaded;
    } catch (IOException | RuntimeException broken) {
      loaded.close();
      throw broken;
    }
  }

  /**
   * What stands beside the students as a baseline; nothing where no set has labels to learn from.
   *
   * @param set the training set of the test, or null
   */
  Map<TestSystem, Answerer> baselines(@Nullable Path set) throws IOException {
    Path from = baseline == null ? set : baseline;
    return from == null
        ? Map.of()
        : Map.of(
            new TestSystem("most frequent label", Role.BASELINE),
            Baselines.majority(new SetFolder(from, InputForm.SLOTS, null).read()));
  }

  /** Students as they stand on the command line. */
  static final class Loaded implements AutoCloseable {
    private final List<StudentOnDisk> loaded = new ArrayList<>();
    private final Map<TestSystem, AskedStudent> students = new LinkedHashMap<>();
    private final Map<TestSystem, Named> served = new LinkedHashMap<>();
    private final List<TestSystem> order = new ArrayList<>();

    private void add(String words) throws IOException {
      if (isServed(words)) {
        Named named = EndpointWords.read(words);
        served.put(system(EndpointWords.name(named)), named);
        return;
      }
      Path folder = Path.of(words);
      int equals = words.indexOf('=');
      boolean isNamed = equals > 0 && !Files.isDirectory(folder);
      StudentOnDisk read =
          StudentOnDisk.load(
              isNamed ? Path.of(words.substring(equals + 1)) : folder, Students::load);
      loaded.add(read);
      Classifier student = read.student();
      String name =
          isNamed
              ? words.substring(0, equals)
              : student.identity().name() + " " + student.identity().version();
      students.put(system(name), new AskedStudent(student));
    }

    /** A name that is taken is told apart by its place. */
    private TestSystem system(String name) {
      boolean isTaken = order.stream().anyMatch(each -> each.name().equals(name));
      TestSystem system =
          new TestSystem(
              isTaken ? name + " (" + (order.size() + 1) + ")" : name,
              order.isEmpty() ? Role.STUDENT : Role.EARLIER);
      order.add(system);
      return system;
    }

    /** The student that is judged, where it has a folder. */
    Optional<StudentOnDisk> judged() {
      boolean isOnDisk = !order.isEmpty() && students.containsKey(order.get(0));
      return isOnDisk ? Optional.of(loaded.get(0)) : Optional.empty();
    }

    /** Whether any of them is asked over HTTP. */
    boolean hasServed() {
      return !served.isEmpty();
    }

    /** All labels that they may answer, as far as that is known. */
    List<String> labels() {
      return students.values().stream().flatMap(each -> each.labels().stream()).distinct().toList();
    }

    /**
     * All of them, in their order.
     *
     * @param record keeps what is answered over HTTP
     * @param reader reads labels of what is answered over HTTP, or null where they are none
     */
    Map<TestSystem, Answerer> answerers(Path record, @Nullable LabelReader reader)
        throws IOException, Unavailable {
      Map<TestSystem, Answerer> all = new LinkedHashMap<>();
      for (TestSystem each : order) {
        Named named = served.get(each);
        AskedStudent student = students.get(each);
        if (named != null) {
          all.put(each, EndpointWords.asked(named, record, reader));
        } else if (student != null) {
          all.put(each, student);
        }
      }
      return all;
    }

    @Override
    public void close() {
      loaded.forEach(each -> each.student().close());
    }
  }
}
