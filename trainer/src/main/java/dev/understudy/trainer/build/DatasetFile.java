package dev.understudy.trainer.build;

import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Problem;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.rules.yaml.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A file that describes training sets: one, or several that differ in a few keys.
 *
 * @param name of the dataset
 * @param out the folder of all that is made
 * @param sets the sets, in the file's order
 */
public record DatasetFile(String name, Path out, List<SetPlan> sets) {
  private static final Set<String> TAKEN = Set.of("work", "frozen");
  private static final Scalar<String> NAME =
      Scalar.NAME.where(
          text -> !TAKEN.contains(text) && !text.startsWith("."),
          "must not be work or frozen, nor begin with a dot");

  public DatasetFile {
    sets = List.copyOf(sets);
  }

  /**
   * Reads one.
   *
   * @param source the file's name for messages
   * @param file the file; paths in it count from its folder
   */
  public static Parsed<DatasetFile> read(String source, Path file) {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    return Yaml.bytes(source, file)
        .fold(
            bytes -> Yaml.read(source, bytes, in -> read(in, folder)),
            (List<? extends Problem> problems) -> new Parsed.Bad<>(List.copyOf(problems)));
  }

  private static DatasetFile read(Section in, Path folder) {
    head(in);
    String name = in.required("name", NAME);
    Path out = in.value("out", Scalar.path(folder), folder.resolve(name));
    Map<String, SetPlan> variants =
        in.variants(
            "sets",
            (variant, all) -> {
              head(all);
              all.required("name", NAME);
              all.value("out", Scalar.path(folder), out);
              try {
                NAME.read(variant);
              } catch (Mismatch unfit) {
                all.problemAtName("the name of a set " + unfit.getMessage());
              }
              return SetPlan.read(variant, all, folder);
            });
    return new DatasetFile(
        name,
        out,
        variants.isEmpty()
            ? List.of(SetPlan.read(name, in, folder))
            : new ArrayList<>(variants.values()));
  }

  private static void head(Section in) {
    in.required("version", Scalar.words(Map.of("1", 1)));
  }

  /**
   * The set of that name.
   *
   * @throws IllegalArgumentException if there is none; the message names those there are
   */
  public SetPlan set(String wanted) {
    return sets.stream()
        .filter(each -> each.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no set named '%s'; there are: %s"
                        .formatted(
                            wanted, String.join(", ", sets.stream().map(SetPlan::name).toList()))));
  }
}
