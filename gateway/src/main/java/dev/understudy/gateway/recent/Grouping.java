package dev.understudy.gateway.recent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.diff.Remark;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the disagreements of one route into groups and numbers these from 1, in the order in which
 * they first come: numbers tell nothing of answers. Groups are bounded in number: at most {@value
 * #MOST_PAIRS} pairs of values for one place, and {@value #MOST_GROUPS} in all; and in memory, as
 * answers choose the names of places. Guarded by its owner.
 */
final class Grouping {
  static final int MOST_GROUPS = 500;
  static final int MOST_PAIRS = 40;
  static final int LONGEST_VALUE = 40;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<Remark, String> UNUSABLE = unusable();
  private static final double MOSTLY = 0.6;
  private static final double PARTLY = 0.3;
  private static final long GROUP_BYTES = 480; // objects, entries of maps: measured, rounded up

  private final Map<Group, Numbered> known = new HashMap<>();
  private final Map<String, Set<Group>> pairs = new HashMap<>();

  private final long mostBytes;
  private long bytes;

  private record Numbered(Group group, int number) {}

  /** No groups yet; they are to take at most so much memory. */
  Grouping(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  private static Map<Remark, String> unusable() {
    Map<Remark, String> words = new LinkedHashMap<>(); // the first that holds counts
    words.put(Remark.STUDENT_REFUSED, "the student declined");
    words.put(Remark.TEACHER_REFUSED, "the teacher declined");
    words.put(Remark.STUDENT_EMPTY, "the student said nothing");
    words.put(Remark.TEACHER_EMPTY, "the teacher said nothing");
    words.put(Remark.STUDENT_TRUNCATED, "the student's answer broke off");
    words.put(Remark.STUDENT_CUT, "the student's answer ended at its limit of tokens");
    words.put(Remark.STUDENT_WITHOUT_LABEL, "the student's answer has no label");
    words.put(Remark.STUDENT_INVALID_JSON, "the student's answer should be JSON and is not");
    words.put(Remark.STUDENT_OFF_SCHEMA, "the student's answer is not as the schema says");
    return words;
  }

  /** The group of a disagreement; the same object for all of one group. */
  Group of(Comparison comparison) {
    Group group = described(comparison);
    if (group.hasValues()) {
      Set<Group> ofPlace = pairs.getOrDefault(group.pointer(), Set.of());
      if (!ofPlace.contains(group) && ofPlace.size() >= MOST_PAIRS) {
        group = new Group(group.kind(), group.pointer(), null, null, "other values");
      }
    }
    Numbered first = known.get(group);
    if (first != null) {
      return first.group();
    }
    if (known.size() >= MOST_GROUPS || bytes + bytes(group) > mostBytes) {
      return Group.REST;
    }
    if (group.hasValues()) {
      pairs.computeIfAbsent(group.pointer(), any -> new HashSet<>()).add(group);
    }
    known.put(group, new Numbered(group, known.size() + 1));
    bytes += bytes(group);
    return group;
  }

  private static long bytes(Group group) {
    long chars = group.pointer().length();
    chars += group.teacher() == null ? 0 : group.teacher().length();
    chars += group.student() == null ? 0 : group.student().length();
    return GROUP_BYTES + Character.BYTES * chars;
  }

  /** About the memory taken, rather too much than too little. */
  long bytes() {
    return bytes;
  }

  /** How many places are known to have values; bounded as groups are. */
  int places() {
    return pairs.size();
  }

  /** A group's number; 0 for the rest. */
  int number(Group group) {
    Numbered numbered = known.get(group);
    return numbered == null ? 0 : numbered.number();
  }

  /** The group of that number, the very object that its cases have; null where there is none. */
  @Nullable Group numbered(int number) {
    for (Numbered each : known.values()) {
      if (each.number() == number) {
        return each.group();
      }
    }
    return number == 0 ? Group.REST : null;
  }

  private static Group described(Comparison comparison) {
    for (Map.Entry<Remark, String> each : UNUSABLE.entrySet()) {
      if (comparison.remarks().contains(each.getKey().word())) {
        return new Group(Group.Kind.UNUSABLE, "", null, null, each.getValue());
      }
    }
    List<Difference> differences = comparison.differences();
    Difference first = differences.isEmpty() ? null : differences.get(0);
    return switch (comparison.comparator()) {
      case "label" -> valued(Group.Kind.LABEL, "", first);
      case "json" -> ofJson(Group.Kind.VALUE, first);
      case "tools" ->
          has(comparison, Remark.ONLY_ONE_CALLED_TOOLS)
              ? new Group(Group.Kind.TOOLS, "", null, null, "only one of the two called tools")
              : ofJson(Group.Kind.TOOLS, first);
      default -> ofText(comparison);
    };
  }

  private static boolean has(Comparison comparison, Remark remark) {
    return comparison.remarks().contains(remark.word());
  }

  private static Group ofJson(Group.Kind kind, @Nullable Difference first) {
    if (first == null) {
      return new Group(kind, "", null, null, "differs");
    }
    String pointer = first.pointer().replaceAll("/[0-9]+(?=/|$)", "/*");
    if (first.teacher() == null || first.student() == null) {
      String who = first.teacher() == null ? "student" : "teacher";
      return new Group(
          kind == Group.Kind.VALUE ? Group.Kind.PART : kind,
          pointer,
          null,
          null,
          "only the " + who + " has it");
    }
    return valued(kind, pointer, first);
  }

  private static Group valued(Group.Kind kind, String pointer, @Nullable Difference first) {
    String teacher = first == null ? null : word(first.teacher());
    String student = first == null ? null : word(first.student());
    return teacher == null || student == null
        ? new Group(kind, pointer, null, null, "other values")
        : new Group(kind, pointer, teacher, student, "from one value to another");
  }

  /** A short value in words; null for one that is long or has parts. */
  static @Nullable String word(@Nullable String json) {
    if (json == null || json.length() > LONGEST_VALUE) {
      return null;
    }
    try {
      JsonNode value = JSON.readTree(json);
      return value.isValueNode() ? value.asText() : null;
    } catch (JsonProcessingException cut) {
      return null;
    }
  }

  private static Group ofText(Comparison comparison) {
    String what;
    if (has(comparison, Remark.STUDENT_LONGER)) {
      what = "the student's is more than three times as long";
    } else if (has(comparison, Remark.STUDENT_SHORTER)) {
      what = "the student's is less than a third as long";
    } else if (comparison.score() >= MOSTLY) {
      what = "most words are shared";
    } else if (comparison.score() >= PARTLY) {
      what = "some words are shared";
    } else {
      what = "few words are shared";
    }
    return new Group(Group.Kind.TEXT, "", null, null, what);
  }
}
