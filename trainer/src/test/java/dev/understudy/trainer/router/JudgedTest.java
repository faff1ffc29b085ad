package dev.understudy.trainer.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JudgedTest {
  @Test
  void withoutGoldTheStudentIsAsGoodWhereItAgrees() {
    assertThat(new Judged(true, null).isAsGood()).isTrue();
    assertThat(new Judged(false, null).isAsGood()).isFalse();
  }

  @Test
  void onlyWhereTheTeacherAloneIsRightSomethingIsLostByAskingTheStudent() {
    assertThat(judged(true, true).isAsGood()).isTrue();
    assertThat(judged(true, false).isAsGood()).isTrue();
    assertThat(judged(false, false).isAsGood()).isTrue();
    assertThat(judged(false, true).isAsGood()).isFalse();
  }

  private static Judged judged(boolean student, boolean teacher) {
    return new Judged(student == teacher, new Judged.Gold(student, teacher));
  }
}
