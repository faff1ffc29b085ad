package dev.understudy.trainer.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.gateway.judging.Judgement;
import dev.understudy.gateway.recent.Ruling;
import dev.understudy.trainer.SparkForTests;
import dev.understudy.trainer.StageBench;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.run.StageRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people called wrong on the console is not taught, unless nobody is to heed people. */
class CalledWrongTest {
  private static final String ANSWER = "{\"is_bad\": 0}";
  private static final String RIGHT = "{\"is_bad\": 1}";

  @TempDir private Path folder;

  private final CapturedTraffic captured =
      new CapturedTraffic(3, Instant.parse("2026-01-31T22:10:00Z"));
  private final Map<String, String> names = new LinkedHashMap<>();

  private static Judgement judgement(Ruling ruling, @Nullable String right) {
    return new Judgement(ruling, right, null);
  }

  private String asked(String name, Call call) {
    String id = captured.add(call.answers(ANSWER));
    names.put(id, name);
    return id;
  }

  private void judged(String name, Judgement... judgements) {
    String id = asked(name, Call.moderation(name));
    Ruling before = null;
    for (Judgement each : judgements) {
      captured.judged(id, each, before);
      before = each.ruling();
    }
  }

  @BeforeEach
  void capture() throws IOException {
    Judgement bothWrong = judgement(Ruling.BOTH_WRONG, null);
    judged("nobody said");
    judged("both wrong", bothWrong);
    judged("the student's calls are right", judgement(Ruling.STUDENT, null));
    judged("corrected", judgement(Ruling.BOTH_WRONG, RIGHT));
    judged("the teacher's calls are right", judgement(Ruling.TEACHER, null));
    judged("thought better", bothWrong, judgement(Ruling.TEACHER, ANSWER));
    judged("taken back", bothWrong, Judgement.takenBack());
    judged("skipped after", bothWrong, judgement(Ruling.SKIPPED, null));
    judged("wrong after all", judgement(Ruling.STUDENT, RIGHT), bothWrong);
    String labelled = asked("labelled", Call.moderation("labelled"));
    captured.judged(labelled, bothWrong, null);
    captured.judged(labelled, "1", null);
    captured.judged(asked("of the intake", Call.intake("both wrong")), bothWrong, null);
    captured.writeTo(folder.resolve("captures"), "000001");
  }

  /** The reason and its detail, or {@code taken}, by what the requests are called above. */
  private Map<String, String> found(String... lines) throws IOException {
    String[] all = new String[lines.length + 3];
    System.arraycopy(
        new String[] {"version: 1", "name: wrong", "captures: captures"}, 0, all, 0, 3);
    System.arraycopy(lines, 0, all, 3, lines.length);
    SetPlan plan = BuiltSet.read(BuiltSet.file(folder, "wrong.yaml", all)).sets().get(0);
    Path out = folder.resolve("out");
    new StageRunner(SparkForTests.session(), 1, new StageBench.Silent())
        .runInto(plan.stage("corpus", out), null, out.resolve("corpus"));
    Map<String, Example> examples = BuiltSet.examples(out.resolve("corpus/rows"));
    Map<String, String> found = new LinkedHashMap<>();
    names.forEach(
        (id, name) -> found.put(name, reason(Objects.requireNonNull(examples.get(id), name))));
    return found;
  }

  private static String reason(Example example) {
    Drop drop = example.drop();
    return drop == null ? "taken" : drop.stage() + " " + drop.reason() + ": " + drop.detail();
  }

  @Test
  void answersThatWereCalledWrongLastAreDroppedWhereNobodySaidWhatIsRight() throws IOException {
    Map<String, String> found = found("labels: {gold: prefer}");

    assertThat(found)
        .containsExactlyEntriesOf(
            expected(
                "nobody said", "taken",
                "both wrong", "corpus called_wrong: console: both_wrong",
                "the student's calls are right", "corpus called_wrong: console: student",
                "corrected", "taken",
                "the teacher's calls are right", "taken",
                "thought better", "taken",
                "taken back", "taken",
                "skipped after", "taken",
                "wrong after all", "corpus called_wrong: console: both_wrong",
                "labelled", "taken",
                "of the intake", "corpus called_wrong: console: both_wrong"));
  }

  @Test
  void sourcesThatIgnorePeopleTakeThemAll() throws IOException {
    Map<String, String> found =
        found(
            "labels: {gold: ignore}",
            "corpus:",
            "  sources:",
            "    - {name: heeding, apps: intake, gold: prefer}",
            "    - {name: others}");

    assertThat(found)
        .containsEntry("of the intake", "corpus called_wrong: console: both_wrong")
        .containsEntry("both wrong", "taken")
        .containsEntry("the student's calls are right", "taken");
  }

  private static Map<String, String> expected(String... pairs) {
    Map<String, String> expected = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      expected.put(pairs[i], pairs[i + 1]);
    }
    return expected;
  }
}
