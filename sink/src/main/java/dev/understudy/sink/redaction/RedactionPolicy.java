package dev.understudy.sink.redaction;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must never be stored.
 *
 * @param detectors what is looked for
 * @param patterns what is looked for besides: RE2 patterns by the names of their placeholders, made
 *     of {@code A-Z 0-9 _}, in the order in which they decide where two match the same
 * @param drop JSON pointers (RFC 6901) into requests and answers to values that are replaced by
 *     null; a part {@code *} stands for any key or index
 * @param phoneRegions the regions (ISO 3166-1 alpha-2) whose national spellings of telephone
 *     numbers are looked for; numbers that begin with a plus are found without any
 * @param pseudonyms makes pseudonyms of users' ids, or null to leave them to the detectors
 */
public record RedactionPolicy(
    Set<Detector> detectors,
    Map<String, String> patterns,
    List<String> drop,
    List<String> phoneRegions,
    @Nullable PseudonymKey pseudonyms) {
  /** The regions where none are named. */
  public static final List<String> USUAL_REGIONS = List.of("US");

  /** What hits are called that no detector finds. */
  private static final Set<String> RESERVED = Set.of("CUT", "DROPPED", "USER");

  private static final int LONGEST_NAME = 64;

  public RedactionPolicy {
    Set<Detector> sorted = EnumSet.noneOf(Detector.class);
    sorted.addAll(detectors);
    detectors = Collections.unmodifiableSet(sorted);
    patterns = Collections.unmodifiableMap(new LinkedHashMap<>(patterns));
    drop = List.copyOf(drop);
    phoneRegions = List.copyOf(phoneRegions);
    patterns.forEach(RedactionPolicy::check);
    drop.forEach(RedactionPolicy::checkPointer);
    phoneRegions.forEach(RedactionPolicy::checkRegion);
  }

  /** All detectors, for the usual regions, and nothing else. */
  public static RedactionPolicy usual() {
    return new RedactionPolicy(
        EnumSet.allOf(Detector.class), Map.of(), List.of(), USUAL_REGIONS, null);
  }

  private static void check(String name, String pattern) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "pattern '"
              + name
              + "': its name must begin with a letter and have A-Z, 0-9, _ alone, "
              + LONGEST_NAME
              + " characters at most");
    }
    if (RESERVED.contains(name) || isDetector(name)) {
      throw new IllegalArgumentException(
          "pattern '" + name + "': the name is taken; choose another one");
    }
    try {
      if (Pattern.compile(pattern).matcher("").matches()) {
        throw new IllegalArgumentException("pattern '" + name + "' matches the empty text");
      }
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "pattern '"
              + name
              + "' is not an RE2 pattern: "
              + e.getDescription()
              + ": `"
              + e.getPattern()
              + "`",
          e);
    }
  }

  private static boolean isName(String name) {
    boolean good = !name.isEmpty() && name.length() <= LONGEST_NAME;
    for (int i = 0; good && i < name.length(); i++) {
      char c = name.charAt(i);
      good = (c >= 'A' && c <= 'Z') || (i > 0 && ((c >= '0' && c <= '9') || c == '_'));
    }
    return good;
  }

  private static boolean isDetector(String name) {
    for (Detector detector : Detector.values()) {
      if (detector.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static void checkPointer(String pointer) {
    boolean good = pointer.startsWith("/");
    for (int i = 0; good && i < pointer.length(); i++) {
      good = pointer.charAt(i) != '~' || pointer.startsWith("~0", i) || pointer.startsWith("~1", i);
    }
    if (!good) {
      throw new IllegalArgumentException(
          "drop '" + pointer + "' is not a JSON pointer such as /messages/*/content");
    }
  }

  private static void checkRegion(String region) {
    if (!PhoneNumberUtil.getInstance().getSupportedRegions().contains(region)) {
      throw new IllegalArgumentException(
          "phone region '" + region + "' is not known; expected a code such as US or DE");
    }
  }
}
