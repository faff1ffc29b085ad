package dev.understudy.trainer.filter;

import dev.understudy.diff.schema.AnswerSchema;
import dev.understudy.rules.Share;
import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.trainer.filter.FilterSettings.Bounds;
import dev.understudy.trainer.filter.FilterSettings.Finish;
import dev.understudy.trainer.filter.FilterSettings.Json;
import dev.understudy.trainer.filter.FilterSettings.Languages;
import dev.understudy.trainer.filter.FilterSettings.Length;
import dev.understudy.trainer.filter.FilterSettings.Part;
import dev.understudy.trainer.filter.FilterSettings.Pattern;
import dev.understudy.trainer.filter.FilterSettings.Repeating;
import dev.understudy.trainer.filter.FilterSettings.Sureness;
import dev.understudy.trainer.filter.FilterSettings.Unit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the section {@code filters}; what it may say stands in the description of this package. An
 * absent or empty one gives {@link FilterSettings#USUAL}.
 */
public final class FilterReader {
  private static final Scalar<Boolean> SWITCH =
      Scalar.of(
          true,
          text ->
              switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw Mismatch.of("must be true, false, or a map of its keys", text);
              });
  private static final Scalar<Boolean> COMPLETE =
      Scalar.of(
          true,
          text ->
              switch (text) {
                case "complete" -> true;
                case "any" -> false;
                default ->
                    throw Mismatch.of("must be complete, any, or a list of allowed words", text);
              });
  private static final Scalar<Integer> COUNT = Scalar.integer(0, Integer.MAX_VALUE);
  private static final Scalar<String> LANGUAGE =
      Scalar.of("en", text -> text)
          .where(
              LanguageCodes::isKnown,
              "must be the code of a language that is told, such as en or de (ISO 639-1)");
  private static final Scalar<String> REGEX = Scalar.of("x", FilterReader::regex);

  private final Scalar<String> schema;

  /** Paths start from the folder. */
  public FilterReader(Path folder) {
    Scalar<Path> path = Scalar.path(folder);
    this.schema = Scalar.of("{}", text -> schema(text, path));
  }

  /** What the section says. */
  public FilterSettings read(Section in) {
    return new FilterSettings(
        in.value("empty", Scalar.BOOLEAN, true),
        finish(in),
        in.value("refusals", Scalar.BOOLEAN, false),
        switched(in, "repetition", Repeating.USUAL, FilterReader::repeating),
        switched(in, "json", new Json(false, null), this::json),
        in.sectionOrNull("length", FilterReader::length),
        in.sectionOrNull("language", FilterReader::languages),
        List.copyOf(in.namedSections("patterns", FilterReader::pattern).values()),
        in.sectionOrNull("confidence", FilterReader::sureness),
        in.value("gold", Scalar.BOOLEAN, false));
  }

  private static @Nullable Finish finish(Section in) {
    String key = "finish_reason";
    if (!in.isList(key)) {
      return in.value(key, COMPLETE, true) ? Finish.COMPLETE : null;
    }
    List<String> allowed = in.list(key, Scalar.NAME, List.of());
    if (allowed.isEmpty()) {
      in.problem(key, in.named(key) + " must name at least one word; say any to keep all");
      return null;
    }
    return new Finish(allowed);
  }

  /** What a map says, what is usual for {@code true}, or null. */
  private static <T> @Nullable T switched(
      Section in, String key, T usual, Function<Section, T> map) {
    if (in.isValue(key)) {
      return in.value(key, SWITCH, false) ? usual : null;
    }
    return in.sectionOrNull(key, map);
  }

  private static Repeating repeating(Section in) {
    Repeating usual = Repeating.USUAL;
    return new Repeating(
        share(in, "max_duplicate_ngrams", usual.maxDuplicateNgrams()),
        share(in, "max_duplicate_lines", usual.maxDuplicateLines()),
        in.value("max_repeats", Scalar.integer(1, Integer.MAX_VALUE), usual.maxRepeats()));
  }

  private static double share(Section in, String key, double usual) {
    return in.value(key, Scalar.SHARE, new Share(BigDecimal.valueOf(usual)))
        .fraction()
        .doubleValue();
  }

  private Json json(Section in) {
    return new Json(in.value("fenced", Scalar.BOOLEAN, false), in.valueOrNull("schema", schema));
  }

  private static Length length(Section in) {
    return new Length(
        in.sectionOrNull("input", FilterReader::bounds),
        in.sectionOrNull("answer", FilterReader::bounds));
  }

  private static Bounds bounds(Section in) {
    int min = in.value("min", COUNT, 0);
    int max = in.value("max", COUNT, Integer.MAX_VALUE);
    Unit unit = in.value("unit", Scalar.word(Unit.class), Unit.CHARACTERS);
    if (!in.has("min") && !in.has("max")) {
      in.problem(in.named("min") + " or max is required");
    }
    if (max < min) {
      in.problem("max", in.named("max") + " (" + max + ") must be at least min (" + min + ")");
      max = min;
    }
    return new Bounds(min, max, unit);
  }

  private static Languages languages(Section in) {
    List<String> input = in.list("input", LANGUAGE, List.of());
    List<String> answer = in.list("answer", LANGUAGE, List.of());
    if (!in.has("input") && !in.has("answer")) {
      in.problem(in.named("input") + " or answer is required: a list such as [en, de]");
    }
    return new Languages(
        input,
        answer,
        in.value("min_letters", Scalar.integer(1, 1_000), Languages.USUAL_MIN_LETTERS),
        Languages.USUAL_MARGIN);
  }

  private static Pattern pattern(String name, Section in) {
    Part part = in.required("in", Scalar.word(Part.class));
    String wanted = in.valueOrNull("must_match", REGEX);
    String unwanted = in.valueOrNull("must_not_match", REGEX);
    if (in.has("must_match") == in.has("must_not_match")) {
      in.problem(in.named("must_match") + " or must_not_match is required, and not both");
    }
    return wanted != null
        ? new Pattern(name, part, wanted, true)
        : new Pattern(name, part, unwanted == null ? "x" : unwanted, false);
  }

  private static Sureness sureness(Section in) {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("keep", true);
    words.put("drop", false);
    return new Sureness(
        in.required("min", Scalar.SHARE).fraction().doubleValue(),
        in.value("without", Scalar.words(words), true));
  }

  private static String regex(String text) throws Mismatch {
    try {
      com.google.re2j.Pattern.compile(text);
      return text;
    } catch (com.google.re2j.PatternSyntaxException broken) {
      throw Mismatch.of("must be a pattern (RE2), which has " + broken.getDescription(), text);
    }
  }

  /** The schema itself, or that of a file. */
  private static String schema(String text, Scalar<Path> path) throws Mismatch {
    boolean inline = text.strip().startsWith("{");
    String json = inline ? text : content(path.read(text));
    try {
      AnswerSchema.of(json);
      return json;
    } catch (IllegalArgumentException unusable) {
      throw new Mismatch(
          "must be a JSON Schema or the path of one: " + String.valueOf(unusable.getMessage()));
    }
  }

  private static String content(Path file) throws Mismatch {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new Mismatch("must be a JSON Schema or the path of one: cannot read " + file);
    }
  }
}
