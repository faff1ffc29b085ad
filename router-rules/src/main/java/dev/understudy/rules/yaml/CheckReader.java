package dev.understudy.rules.yaml;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.understudy.rules.NamedFile.Kind;
import dev.understudy.rules.OutputCheck;
import dev.understudy.rules.OutputGuard;
import dev.understudy.rules.OutputGuard.OnFail;
import dev.understudy.rules.Upstream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what answers must be like, and what happens to those that are not. */
final class CheckReader {
  private static final Scalar<String> PATTERN = Scalar.of("x", CheckReader::pattern);
  private static final Scalar<Integer> CHARACTERS = Scalar.integer(1, 100_000_000);
  private static final Scalar<Boolean> FORBIDDEN = Scalar.words(words("yes", "no"));
  private static final Scalar<Boolean> PASSES = Scalar.words(words("fail", "pass"));

  private final JsonFile schema;
  private final UpstreamNames upstreams;

  /** Notes the files that it reads of; moderators are among the upstreams. */
  CheckReader(FileNotes notes, UpstreamNames upstreams) {
    this.upstreams = upstreams;
    this.schema = new JsonFile(Kind.SCHEMA, "a JSON Schema", notes);
  }

  /** What answers must be like; something at least. */
  OutputCheck read(Section in) {
    Path file = schema.orNull(in, "schema");
    String matches = in.valueOrNull("matches", PATTERN);
    List<String> labels = in.list("labels", Scalar.TEXT, List.of());
    String pointer = in.valueOrNull("pointer", CompareReader.POINTER);
    Integer least = in.valueOrNull("min_length", CHARACTERS);
    Integer most = in.valueOrNull("max_length", CHARACTERS);
    boolean noRefusal = in.value("refusal", FORBIDDEN, false);
    boolean noRepetition = in.value("repetition", FORBIDDEN, false);
    boolean noPii = in.value("pii", FORBIDDEN, false);
    Upstream moderation =
        upstreams.named(in, "moderation", in.valueOrNull("moderation", Scalar.TEXT));
    boolean unmoderatedPasses = in.value("unmoderated", PASSES, false);
    if (in.has("labels") && in.isSound("labels") && labels.isEmpty()) {
      in.problem(
          "labels", in.named("labels") + " must not be empty; give it labels or remove the key");
    }
    if (in.has("pointer") && !in.has("labels")) {
      in.problem("pointer", in.named("pointer") + " has no effect without labels");
    }
    if (in.has("unmoderated") && !in.has("moderation")) {
      in.problem("unmoderated", in.named("unmoderated") + " has no effect without moderation");
    }
    if (least != null && most != null && least > most) {
      in.problem(
          "min_length",
          "%s must be at most max_length, %d, got %d"
              .formatted(in.named("min_length"), most, least));
      least = null;
    }
    OutputCheck check =
        new OutputCheck(
            file,
            matches,
            labels,
            pointer,
            least,
            most,
            noRefusal,
            noRepetition,
            noPii,
            moderation,
            unmoderatedPasses);
    if (in.isSound() && check.isNone()) {
      String path = in.named("schema");
      in.problem(
          path.substring(0, path.lastIndexOf('.'))
              + " needs schema, matches, labels, min_length, max_length, moderation, or no under"
              + " refusal, repetition or pii");
    }
    return check;
  }

  /** The guard, or null where it checks nothing. */
  @Nullable OutputGuard guard(Section in) {
    OnFail onFail = in.value("on_fail", Scalar.word(OnFail.class), OnFail.COUNT);
    if (!in.has("check")) {
      in.problem("guard.check is required");
      return null;
    }
    OutputCheck check = in.section("check", this::read);
    return check.isNone() ? null : new OutputGuard(onFail, check);
  }

  private static Map<String, Boolean> words(String usual, String other) {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put(usual, false);
    words.put(other, true);
    return words;
  }

  private static String pattern(String text) throws Mismatch {
    try {
      Pattern.compile(text);
      return text;
    } catch (PatternSyntaxException broken) {
      throw Mismatch.of("must be a pattern (RE2), which has " + broken.getDescription(), text);
    }
  }
}
