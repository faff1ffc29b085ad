package dev.understudy.trainer.evaluation.asked;

import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.endpoint.Unavailable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A test before anybody is asked.
 *
 * @param name what reports call it
 * @param recorded systems whose answers the rows hold
 * @param questions at least one
 */
public record FrozenTest(String name, List<TestSystem> recorded, List<TestQuestion> questions) {
  public FrozenTest {
    recorded = List.copyOf(recorded);
    questions = List.copyOf(questions);
  }

  /** The same with no more than so many of the questions, drawn by the seed, in their order. */
  public FrozenTest drawn(int most, long seed) {
    if (questions.size() <= most) {
      return this;
    }
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      places.add(i);
    }
    Collections.shuffle(places, new Random(seed));
    List<TestQuestion> drawn =
        places.subList(0, most).stream().sorted().map(questions::get).toList();
    return new FrozenTest(name, recorded, drawn);
  }

  /**
   * Asks systems every question. In the outcome, teachers stand last, those recorded before those
   * asked now.
   *
   * @param systems what answers for each; together with the recorded ones at least one
   * @throws Unavailable where one cannot be asked
   * @throws IOException where files cannot be read or written
   */
  public TestSet ask(Map<TestSystem, Answerer> systems)
      throws Unavailable, IOException, InterruptedException {
    List<Map<String, Answered>> said = new ArrayList<>();
    questions.forEach(each -> said.add(new LinkedHashMap<>(each.row().answers())));
    for (Map.Entry<TestSystem, Answerer> each : systems.entrySet()) {
      List<Answered> answers = each.getValue().answers(questions);
      for (int i = 0; i < answers.size(); i++) {
        said.get(i).put(each.getKey().name(), answers.get(i));
      }
    }
    List<TestRow> rows = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      rows.add(questions.get(i).row().withAnswers(said.get(i)));
    }
    List<TestSystem> all = new ArrayList<>();
    systems.keySet().stream().filter(each -> each.role() != Role.TEACHER).forEach(all::add);
    all.addAll(recorded);
    systems.keySet().stream().filter(each -> each.role() == Role.TEACHER).forEach(all::add);
    return new TestSet(name, all, rows);
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "FrozenTest[name=" + name + ", questions=" + questions.size() + "]";
  }
}
