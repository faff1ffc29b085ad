package dev.understudy.diff;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Outcome;
import java.util.function.BiFunction;

/**
 * What all ways of comparing have in common: answers that are missing, empty or refused are settled
 * here; the rest goes to a judge.
 *
 * @param word the word for the way of comparing
 * @param choice chooses the judge by what was said
 */
record JudgedComparator(String word, BiFunction<Said, Said, Judge> choice)
    implements AnswerComparator {
  /** A text is much longer than another by more than this factor and this many characters. */
  private static final int MUCH_LONGER_TIMES = 3;

  private static final int MUCH_LONGER_BY = 200;

  static JudgedComparator by(Judge judge) {
    return new JudgedComparator(judge.word(), (teacher, student) -> judge);
  }

  @Override
  public Finding compare(Side teacher, Side student) {
    Draft draft = new Draft();
    Answer ours = teacher.answer();
    Answer theirs = student.answer();
    boolean teacherFailed = Said.failed(teacher);
    boolean studentFailed = Said.failed(student);
    remarkFailure(teacher, Remark.TEACHER_FAILED, Remark.TEACHER_TRUNCATED, draft);
    remarkFailure(student, Remark.STUDENT_FAILED, Remark.STUDENT_TRUNCATED, draft);
    if (teacherFailed || studentFailed || ours == null || theirs == null) {
      return draft.incomparable(word);
    }
    return compare(Said.of(ours), Said.of(theirs), draft);
  }

  private static void remarkFailure(Side side, Remark failed, Remark truncated, Draft draft) {
    boolean broke = side.outcome() == Outcome.UPSTREAM_TRUNCATED;
    draft.remarkIf(broke, truncated);
    draft.remarkIf(!broke && Said.failed(side), failed);
  }

  private Finding compare(Said teacher, Said student, Draft draft) {
    remarkManners(teacher, student, draft);
    if (teacher.saysNothing()) {
      return draft.incomparable(word);
    }
    Judge judge = choice.apply(teacher, student);
    boolean oneIsEmpty = teacher.isEmpty() != student.isEmpty();
    if ((teacher.refused() && student.refused()) || (teacher.isEmpty() && student.isEmpty())) {
      return draft.same(judge.word(), 1);
    }
    if (teacher.refused() != student.refused() || oneIsEmpty) {
      draft.wholesDiffer(teacher, student);
      return draft.different(judge.word(), 0);
    }
    return judge.judge(teacher, student, draft);
  }

  private static void remarkManners(Said teacher, Said student, Draft draft) {
    draft.remarkIf(teacher.isEmpty(), Remark.TEACHER_EMPTY);
    draft.remarkIf(student.isEmpty(), Remark.STUDENT_EMPTY);
    draft.remarkIf(teacher.refused(), Remark.TEACHER_REFUSED);
    draft.remarkIf(student.refused(), Remark.STUDENT_REFUSED);
    draft.remarkIf(teacher.ending() == Ending.CUT, Remark.TEACHER_CUT);
    draft.remarkIf(student.ending() == Ending.CUT, Remark.STUDENT_CUT);
    draft.remarkIf(
        teacher.ending() != student.ending()
            && teacher.ending() != Ending.UNKNOWN
            && student.ending() != Ending.UNKNOWN,
        Remark.FINISH_REASONS_DIFFER);
    draft.remarkIf(isMuchLonger(student, teacher), Remark.STUDENT_LONGER);
    draft.remarkIf(isMuchLonger(teacher, student), Remark.STUDENT_SHORTER);
    draft.remarkIf(teacher.severalChoices() || student.severalChoices(), Remark.ONLY_FIRST_CHOICE);
  }

  private static boolean isMuchLonger(Said one, Said other) {
    long longer = one.text().length();
    long shorter = other.text().length();
    return longer > MUCH_LONGER_TIMES * shorter && longer > shorter + MUCH_LONGER_BY;
  }
}
