package dev.understudy.rules.yaml;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.understudy.rules.Compare;
import dev.understudy.rules.Compare.As;
import dev.understudy.rules.NamedFile.Kind;
import dev.understudy.rules.Share;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads how answers are compared. */
final class CompareReader {
  /** A JSON pointer, empty for the whole document. */
  static final Scalar<String> POINTER = Scalar.of("", CompareReader::pointer);

  private static final Scalar<String> PICK = Scalar.of("", CompareReader::pick);

  private static final Share USUAL_THRESHOLD =
      new Share(BigDecimal.valueOf(Compare.USUAL_THRESHOLD));

  private final JsonFile schema;

  /** Notes the files that it reads of. */
  CompareReader(FileNotes notes) {
    this.schema = new JsonFile(Kind.SCHEMA, "a JSON Schema", notes);
  }

  Compare read(Section in) {
    As as = in.value("as", Scalar.word(As.class), As.AUTO);
    Compare compare =
        new Compare(
            as,
            in.list("fields", POINTER, List.of()),
            in.list("ignore", POINTER, List.of()),
            in.list("unordered", POINTER, List.of()),
            in.value("tolerance", Scalar.SHARE, Share.NONE).fraction().doubleValue(),
            in.valueOrNull("pick", PICK),
            in.value("threshold", Scalar.SHARE, USUAL_THRESHOLD).fraction().doubleValue(),
            schema.orNull(in, "schema"));
    if (in.isSound("as")) {
      for (String key : List.of("fields", "ignore", "unordered", "tolerance")) {
        refuseUnless(Set.of(As.JSON, As.AUTO).contains(as), in, key, as);
      }
      refuseUnless(as == As.LABEL, in, "pick", as);
      refuseUnless(Set.of(As.TEXT, As.AUTO).contains(as), in, "threshold", as);
    }
    if (in.isSound("fields") && in.isSound("ignore")) {
      checkFields(compare, in);
    }
    return compare;
  }

  private static void refuseUnless(boolean used, Section in, String key, As as) {
    if (!used && in.has(key)) {
      in.problem(
          key,
          "compare.%s has no effect with as: %s"
              .formatted(key, as.name().toLowerCase(Locale.ROOT)));
    }
  }

  private static void checkFields(Compare compare, Section in) {
    for (int i = 0; i < compare.fields().size(); i++) {
      String field = compare.fields().get(i);
      for (String ignored : compare.ignore()) {
        if (field.equals(ignored) || field.startsWith(ignored + "/")) {
          in.problemAtItem(
              "fields",
              i,
              "compare.fields has '%s', but compare.ignore has '%s'".formatted(field, ignored));
        }
      }
    }
  }

  private static String pointer(String text) throws Mismatch {
    if (!text.matches("(/([^~]|~[01])*)?")) {
      throw Mismatch.of("must be a JSON pointer such as /answer/label (RFC 6901)", text);
    }
    return text;
  }

  private static String pick(String text) throws Mismatch {
    if (text.startsWith("/")) {
      return pointer(text);
    }
    try {
      if (Pattern.compile(text).groupCount() > 0) {
        return text;
      }
    } catch (PatternSyntaxException broken) {
      throw Mismatch.of(
          "must be a JSON pointer or a pattern (RE2), which has " + broken.getDescription(), text);
    }
    throw Mismatch.of(
        "must be a JSON pointer, or a pattern with the label as its first group (...)", text);
  }
}
