package dev.understudy.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the teacher's answer to a request and another one to the same request.
 *
 * @param requestId the request (UUIDv7)
 * @param comparedAt when the two were compared
 * @param instance the name of the gateway that compared them
 * @param rulesVersion the version of the rules under which the request was served, or null
 * @param route the route's name
 * @param student the upstream whose answer is compared with the teacher's; the teacher itself where
 *     it was asked twice
 * @param studentVersion the model that the other answer says it is from, or null
 * @param comparator the comparator that judged: {@code json, label, text, tools}
 * @param verdict what it comes to
 * @param score likeness within [0, 1], 1 for the same; 0 where incomparable
 * @param differences the places that differ, at most some tens
 * @param remarks what was noticed, in words such as {@code student_refused}; sorted
 * @param echo whether the other answer is the teacher's own second one, which measures its noise
 * @param duration how much longer the other took than the teacher, negative where it was faster, or
 *     null where one of them did not end
 * @param firstByte the same for the first byte, or null
 */
public record Comparison(
    UUID requestId,
    Instant comparedAt,
    String instance,
    @Nullable String rulesVersion,
    String route,
    String student,
    @Nullable String studentVersion,
    String comparator,
    Verdict verdict,
    double score,
    List<Difference> differences,
    List<String> remarks,
    boolean echo,
    @Nullable Duration duration,
    @Nullable Duration firstByte)
    implements Entry {
  public Comparison {
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(comparedAt, "comparedAt");
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(route, "route");
    Objects.requireNonNull(student, "student");
    Objects.requireNonNull(comparator, "comparator");
    Objects.requireNonNull(verdict, "verdict");
    differences = List.copyOf(differences);
    remarks = List.copyOf(remarks);
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score must be within [0, 1], got " + score);
    }
  }

  @Override
  public Table table() {
    return Table.COMPARISONS;
  }

  @Override
  public Instant at() {
    return comparedAt;
  }

  @Override
  public long keptBytes() {
    long chars = 0;
    for (Difference each : differences) {
      String ofTeacher = each.teacher();
      String ofStudent = each.student();
      chars += each.pointer().length();
      chars += ofTeacher == null ? 0 : ofTeacher.length();
      chars += ofStudent == null ? 0 : ofStudent.length();
    }
    return chars * Character.BYTES;
  }

  /** What it came to, never the values. */
  @Override
  public String toString() {
    return "Comparison[%s, route=%s, student=%s, verdict=%s, differences=%d]"
        .formatted(requestId, route, student, verdict.word(), differences.size());
  }
}
