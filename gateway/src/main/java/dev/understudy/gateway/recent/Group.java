package dev.understudy.gateway.recent;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What differs alike in many disagreements.
 *
 * @param kind what kind of thing differs
 * @param pointer where, as a JSON pointer with {@code *} for places in arrays; empty for the whole
 * @param teacher the teacher's value where all cases of the group share it, else null
 * @param student the student's likewise
 * @param what what the cases have in common, in words that hold nothing of any answer
 */
public record Group(
    Kind kind, String pointer, @Nullable String teacher, @Nullable String student, String what) {
  /** Where cases go once there are too many groups. */
  static final Group REST = new Group(Kind.OTHER, "", null, null, "all other differences");

  /** A kind of difference. */
  public enum Kind {
    /** One of a few words, which the answer comes down to. */
    LABEL("the label that is read from the answer"),
    /** A value in JSON. */
    VALUE("a value in the answer's JSON; of several, the first counts"),
    /** A part of the JSON that one of the two does not have. */
    PART("a part of the answer's JSON that only one of the two has"),
    /** The text of the answer. */
    TEXT("the answer's text, by how many words both share in the same order, and by its looks"),
    /** Calls of tools. */
    TOOLS("the tools called, and their arguments"),
    /** An answer that is none. */
    UNUSABLE("an answer that is empty, declined, cut, or not in the form that is asked for"),
    /** Anything else. */
    OTHER("differences of groups too rare to be listed");

    private final String explanation;

    Kind(String explanation) {
      this.explanation = explanation;
    }

    /** The word used on the wire. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What differs, for people. */
    public String explanation() {
      return explanation;
    }
  }

  public Group {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(pointer, "pointer");
    Objects.requireNonNull(what, "what");
  }

  /** Whether it names values of answers. */
  public boolean hasValues() {
    return teacher != null || student != null;
  }

  /** Never the values. */
  @Override
  public String toString() {
    return "Group[" + kind.word() + " " + pointer + ": " + what + "]";
  }
}
