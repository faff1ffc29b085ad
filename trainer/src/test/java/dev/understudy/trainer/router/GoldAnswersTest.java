package dev.understudy.trainer.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.diff.label.LabelSettings;
import dev.understudy.exchange.Verdict;
import dev.understudy.gateway.judging.Judgement;
import dev.understudy.gateway.recent.Ruling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say on the console is what is taken for gold. */
class GoldAnswersTest {
  private static final LabelReader LABELS =
      LabelReader.of(new LabelSettings(new LabelSettings.Text(), List.of()));

  @TempDir private Path captures = Path.of("");

  private final DarkLaunch launch = new DarkLaunch(7);

  private UUID disagreement() {
    return launch.compared(launch.question(), Verdict.DIFFERENT);
  }

  private GoldAnswers read(UUID... requests) throws IOException {
    launch.writeTo(captures);
    GoldAnswers gold = GoldAnswers.read(DarkLaunch.selection(captures), LABELS);
    for (UUID each : requests) {
      gold.teacherAnswered(each.toString(), "1");
      gold.studentAnswered(each.toString(), "0");
    }
    return gold;
  }

  @Test
  void whoIsJudgedRightIsRight() throws IOException {
    UUID student = disagreement();
    UUID teacher = disagreement();
    UUID neither = disagreement();
    launch.judged(student, new Judgement(Ruling.STUDENT, "0", "0"), null);
    launch.judged(teacher, new Judgement(Ruling.TEACHER, "1", "1"), null);
    launch.judged(neither, new Judgement(Ruling.BOTH_WRONG, "2", "2"), null);

    GoldAnswers gold = read(student, teacher, neither);

    Set<String> all = Set.of(student.toString(), teacher.toString(), neither.toString());
    assertThat(gold.judge(all))
        .containsEntry(student.toString(), new Judged.Gold(true, false))
        .containsEntry(teacher.toString(), new Judged.Gold(false, true))
        .containsEntry(neither.toString(), new Judged.Gold(false, false));
  }

  @Test
  void theNewestJudgementCountsAndOneTakenBackSaysNothing() throws IOException {
    UUID changed = disagreement();
    UUID takenBack = disagreement();
    UUID skipped = disagreement();
    launch.judged(changed, new Judgement(Ruling.STUDENT, "0", "0"), null);
    launch.judged(changed, new Judgement(Ruling.TEACHER, "1", "1"), Ruling.STUDENT);
    launch.judged(takenBack, new Judgement(Ruling.STUDENT, "0", "0"), null);
    launch.judged(takenBack, Judgement.takenBack(), Ruling.STUDENT);
    launch.judged(skipped, new Judgement(Ruling.STUDENT, "0", "0"), null);
    launch.judged(skipped, new Judgement(Ruling.SKIPPED, null, null), Ruling.STUDENT);

    GoldAnswers gold = read(changed, takenBack, skipped);

    assertThat(gold.knows(takenBack.toString())).isFalse();
    assertThat(gold.knows(skipped.toString())).isFalse();
    assertThat(gold.judge(Set.of(changed.toString())))
        .containsEntry(changed.toString(), new Judged.Gold(false, true));
  }
}
