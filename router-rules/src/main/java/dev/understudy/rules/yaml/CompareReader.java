package dev.understudy.rules.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.understudy.rules.Compare;
import dev.understudy.rules.Compare.As;
import dev.understudy.rules.Share;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final JsonFactory JSON = new JsonFactory();

  private final Scalar<Path> schema;

  /** Paths start from the folder. */
  CompareReader(Path folder) {
    Scalar<Path> path = Scalar.path(folder);
    this.schema =
        Scalar.of(
            folder,
            text -> {
              Path file = path.read(text);
              checkJson(file);
              return file;
            });
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
            in.valueOrNull("schema", schema));
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

  private static void checkJson(Path file) throws Mismatch {
    if (!Files.isRegularFile(file)) {
      throw new Mismatch("must be a file that can be read; there is none at " + file);
    }
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = JSON.createParser(in)) {
      boolean empty = parser.nextToken() == null;
      while (parser.nextToken() != null) {
        // to the end, to find what is not JSON
      }
      if (empty) {
        throw new Mismatch("must be a JSON Schema, but " + file + " is empty");
      }
    } catch (JsonProcessingException broken) {
      throw new Mismatch(
          "must be a JSON Schema, but %s is not JSON: %s"
              .formatted(file, broken.getOriginalMessage()));
    } catch (IOException unreadable) {
      throw new Mismatch("must be a file that can be read: " + unreadable.getMessage());
    }
  }
}
