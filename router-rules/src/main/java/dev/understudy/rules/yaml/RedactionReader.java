package dev.understudy.rules.yaml;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.understudy.rules.Redaction;
import dev.understudy.rules.Redaction.Kind;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what is taken out of records: {@code all}, {@code none}, or a map that says it. */
public final class RedactionReader {
  private static final Scalar<Redaction> WORD = Scalar.of(Redaction.NONE, RedactionReader::word);
  private static final Scalar<Kind> KIND = Scalar.word(Kind.class);
  private static final Scalar<String> PATTERN_NAME =
      Scalar.of(
          "X",
          text -> {
            if (!text.matches("[A-Z][A-Z0-9_]{0,31}")) {
              throw Mismatch.of(
                  "must be 1 to 32 capital letters, digits or '_', and begin with a letter", text);
            }
            if (isBuiltIn(text)) {
              throw Mismatch.of("must not be the name of what is found without a pattern", text);
            }
            return text;
          });
  private static final Scalar<String> PATTERN = Scalar.of("x", RedactionReader::pattern);
  private static final Scalar<String> POINTER =
      CompareReader.POINTER.where(text -> !text.isEmpty(), "must not be the whole document");
  private static final Scalar<String> REGION =
      Scalar.of(
          "US",
          text -> {
            if (!Set.of(Locale.getISOCountries()).contains(text)) {
              throw Mismatch.of("must be a region such as US or DE (ISO 3166-1 alpha-2)", text);
            }
            return text;
          });

  private RedactionReader() {}

  private static Redaction word(String text) throws Mismatch {
    return switch (text) {
      case "all" -> Redaction.ALL;
      case "none" -> Redaction.NONE;
      default -> throw Mismatch.of("must be all, none, or a map of what to take out", text);
    };
  }

  private static boolean isBuiltIn(String name) {
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** What stands under the key, or null where it is absent. */
  public static @Nullable Redaction read(Section in, String key) {
    return in.isValue(key)
        ? in.value(key, WORD, Redaction.NONE)
        : in.sectionOrNull(key, RedactionReader::map);
  }

  /** What {@link #read} reads as the same again. */
  public static Object written(Redaction redaction) {
    if (redaction.equals(Redaction.NONE)) {
      return "none";
    }
    if (redaction.equals(Redaction.ALL)) {
      return "all";
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("find", redaction.find().stream().map(Kind::word).toList());
    keys.put("patterns", redaction.patterns());
    keys.put("drop", redaction.drop());
    if (redaction.find().contains(Kind.PHONE)) {
      keys.put("phone_regions", redaction.phoneRegions());
    }
    return keys;
  }

  private static Redaction map(Section in) {
    List<Kind> find = in.list("find", KIND, List.of(Kind.values()));
    Map<String, String> patterns = in.namedValues("patterns", PATTERN_NAME, PATTERN);
    List<String> drop = in.list("drop", POINTER, List.of());
    List<String> regions = in.list("phone_regions", REGION, Redaction.USUAL_REGIONS);
    if (in.has("phone_regions") && in.isSound("find") && !find.contains(Kind.PHONE)) {
      in.problem(
          "phone_regions", in.named("phone_regions") + " has no effect unless find has phone");
    }
    EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    kinds.addAll(find);
    return new Redaction(kinds, patterns, drop, regions);
  }

  private static String pattern(String text) throws Mismatch {
    try {
      if (Pattern.compile(text).matches("")) {
        throw Mismatch.of("must be a pattern that never matches nothing at all", text);
      }
      return text;
    } catch (PatternSyntaxException broken) {
      throw Mismatch.of("must be a pattern (RE2), which has " + broken.getDescription(), text);
    }
  }
}
