package dev.understudy.sink.spool;

import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Verdict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A comparison as the payload of a record. The verdict goes by its name; tags are never given a new
 * meaning.
 */
final class ComparisonCodec {
  private static final int VERSION = 1;

  private static final int REQUEST_ID = 1;
  private static final int COMPARED_AT = 2;
  private static final int INSTANCE = 3;
  private static final int RULES_VERSION = 4;
  private static final int ROUTE = 5;
  private static final int STUDENT = 6;
  private static final int STUDENT_VERSION = 7;
  private static final int COMPARATOR = 8;
  private static final int VERDICT = 9;
  private static final int SCORE = 10;
  private static final int DIFFERENCE = 11;
  private static final int REMARK = 12;
  private static final int ECHO = 13;
  private static final int DURATION = 14;
  private static final int FIRST_BYTE = 15;

  private static final int ABSENT = -1;

  private ComparisonCodec() {}

  static void encode(Comparison comparison, RecordBuffer out) {
    out.putByte(VERSION);
    Fields.uuid(REQUEST_ID, comparison.requestId(), out);
    Fields.time(COMPARED_AT, comparison.comparedAt(), out);
    Fields.text(INSTANCE, comparison.instance(), out);
    Fields.text(RULES_VERSION, comparison.rulesVersion(), out);
    Fields.text(ROUTE, comparison.route(), out);
    Fields.text(STUDENT, comparison.student(), out);
    Fields.text(STUDENT_VERSION, comparison.studentVersion(), out);
    Fields.text(COMPARATOR, comparison.comparator(), out);
    Fields.text(VERDICT, comparison.verdict().name(), out);
    Fields.real(SCORE, comparison.score(), out);
    comparison.differences().forEach(each -> difference(each, out));
    comparison.remarks().forEach(each -> Fields.text(REMARK, each, out));
    Fields.begin(ECHO, 1, out);
    out.putByte(comparison.echo() ? 1 : 0);
    Fields.nanos(DURATION, comparison.duration(), out);
    Fields.nanos(FIRST_BYTE, comparison.firstByte(), out);
  }

  /** Three texts, each behind its length. */
  private static void difference(Difference difference, RecordBuffer out) {
    byte[] pointer = difference.pointer().getBytes(StandardCharsets.UTF_8);
    byte @Nullable [] teacher = utf8(difference.teacher());
    byte @Nullable [] student = utf8(difference.student());
    int length = 3 * Integer.BYTES + pointer.length;
    length += teacher == null ? 0 : teacher.length;
    length += student == null ? 0 : student.length;
    Fields.begin(DIFFERENCE, length, out);
    piece(pointer, out);
    piece(teacher, out);
    piece(student, out);
  }

  private static byte @Nullable [] utf8(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static void piece(byte @Nullable [] utf8, RecordBuffer out) {
    if (utf8 == null) {
      out.putInt(ABSENT);
    } else {
      out.putInt(utf8.length);
      out.putBytes(utf8);
    }
  }

  static Comparison decode(ByteBuffer payload) {
    return new Decoder().decode(payload);
  }

  /** The fields as they come. */
  private static final class Decoder {
    private final @Nullable String[] texts = new String[FIRST_BYTE + 1];
    private @Nullable UUID requestId;
    private @Nullable Instant comparedAt;
    private @Nullable Double score;
    private final List<Difference> differences = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private boolean echo;
    private @Nullable Duration duration;
    private @Nullable Duration firstByte;

    Comparison decode(ByteBuffer in) {
      Fields.forEach(in, VERSION, this::take);
      return new Comparison(
          Fields.required("request id", requestId),
          Fields.required("time", comparedAt),
          text("instance", INSTANCE),
          texts[RULES_VERSION],
          text("route", ROUTE),
          text("student", STUDENT),
          texts[STUDENT_VERSION],
          text("comparator", COMPARATOR),
          Verdict.valueOf(text("verdict", VERDICT)),
          Fields.required("score", score),
          differences,
          remarks,
          echo,
          duration,
          firstByte);
    }

    private String text(String name, int tag) {
      return Fields.required(name, texts[tag]);
    }

    private void take(int tag, ByteBuffer content) {
      switch (tag) {
        case REQUEST_ID -> requestId = Fields.uuid(content);
        case COMPARED_AT -> comparedAt = Fields.time(content);
        case SCORE -> score = Fields.real(content);
        case DIFFERENCE -> differences.add(difference(content));
        case REMARK -> remarks.add(Fields.utf8(content));
        case ECHO -> echo = content.get() != 0;
        case DURATION -> duration = Fields.nanos(content);
        case FIRST_BYTE -> firstByte = Fields.nanos(content);
        default -> {
          if (tag < texts.length) {
            texts[tag] = Fields.utf8(content);
          }
        }
      }
    }

    private static Difference difference(ByteBuffer content) {
      String pointer = Fields.required("pointer", piece(content));
      return new Difference(pointer, piece(content), piece(content));
    }

    private static @Nullable String piece(ByteBuffer content) {
      int length = content.getInt();
      if (length == ABSENT) {
        return null;
      }
      ByteBuffer piece = content.slice(content.position(), length);
      content.position(content.position() + length);
      return Fields.utf8(piece);
    }
  }
}
