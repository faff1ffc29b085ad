package dev.understudy.diff;

import java.util.Locale;

/** Something noticed while two answers were compared. */
public enum Remark {
  /** The teacher's call failed: no answer, no success, an error in the answer, or a deadline. */
  TEACHER_FAILED,
  /** The student's call failed. */
  STUDENT_FAILED,
  /** The teacher's answer broke off on the wire. */
  TEACHER_TRUNCATED,
  /** The student's answer broke off on the wire. */
  STUDENT_TRUNCATED,
  /** The teacher said nothing: no text and no tool call. */
  TEACHER_EMPTY,
  /** The student said nothing. */
  STUDENT_EMPTY,
  /** The teacher declined, see {@link Refusal}. */
  TEACHER_REFUSED,
  /** The student declined. */
  STUDENT_REFUSED,
  /** The teacher's answer ended at its limit of tokens. */
  TEACHER_CUT,
  /** The student's answer ended at its limit of tokens. */
  STUDENT_CUT,
  /** The teacher's answer, or a tool call's arguments in it, should be JSON and is not. */
  TEACHER_INVALID_JSON,
  /** The student's answer, or a tool call's arguments in it, should be JSON and is not. */
  STUDENT_INVALID_JSON,
  /** The teacher's JSON stood inside a Markdown code fence. */
  TEACHER_FENCED,
  /** The student's JSON stood inside a Markdown code fence. */
  STUDENT_FENCED,
  /** No label was found in the teacher's answer. */
  TEACHER_WITHOUT_LABEL,
  /** No label was found in the student's answer. */
  STUDENT_WITHOUT_LABEL,
  /** The teacher's answer does not adhere to the route's JSON Schema. */
  TEACHER_OFF_SCHEMA,
  /** The student's answer does not adhere to the route's JSON Schema. */
  STUDENT_OFF_SCHEMA,
  /** One of the two called tools, the other did not. */
  ONLY_ONE_CALLED_TOOLS,
  /** The answers ended for different kinds of reasons. */
  FINISH_REASONS_DIFFER,
  /** The student's text is more than three times the teacher's and over 200 characters longer. */
  STUDENT_LONGER,
  /** The teacher's text is more than three times the student's and over 200 characters longer. */
  STUDENT_SHORTER,
  /** A text was too long to be measured whole; its beginning was. */
  TEXT_CLIPPED,
  /** More places differ than are listed. */
  DIFFERENCES_LEFT_OUT,
  /** There were several choices; the first were compared. */
  ONLY_FIRST_CHOICE,
  /** The terms left nothing to compare. */
  NOTHING_COMPARED;

  /** The word used in columns, metrics and logs, such as {@code student_refused}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
