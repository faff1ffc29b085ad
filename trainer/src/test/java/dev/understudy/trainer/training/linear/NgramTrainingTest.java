package dev.understudy.trainer.training.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.ngram.NgramReader;
import dev.understudy.student.classifier.Scorer;
import dev.understudy.student.ngram.NgramScorer;
import dev.understudy.trainer.training.data.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NgramTrainingTest {
  private static final NgramReader READER = new NgramReader(14, 2, 4, 1000);
  private static final List<String> GOOD = List.of("thanks", "great", "source", "agree", "help");
  private static final List<String> BAD = List.of("idiot", "stupid", "shut", "hate", "moron");
  private static final List<String> ANY = List.of("the", "page", "you", "edit", "is", "and", "of");

  @Test
  void wordsThatTellLabelsApartAreLearned() {
    List<Target> seen = targets(400, new Random(1));
    List<Target> unseen = targets(200, new Random(2));

    NgramScorer scorer = new NgramTraining(READER, 10).train(seen, 2);

    assertThat(accuracy(scorer, unseen)).isGreaterThan(0.97);
  }

  @Test
  void sameRowsGiveTheSameWeights() {
    List<Target> targets = targets(100, new Random(3));

    assertThat(scores(new NgramTraining(READER, 10).train(targets, 2), targets))
        .isEqualTo(scores(new NgramTraining(READER, 10).train(targets, 2), targets));
  }

  @Test
  void rowThatWeighsTwiceIsARowThatIsThereTwice() {
    List<Target> once = targets(60, new Random(4));
    List<Target> twice = new ArrayList<>();
    List<Target> heavy = new ArrayList<>();
    for (int i = 0; i < once.size(); i++) {
      Target target = once.get(i);
      twice.add(target);
      if (i % 3 == 0) {
        twice.add(target);
      }
      heavy.add(new Target(target.text(), target.shares(), i % 3 == 0 ? 2 : 1));
    }
    // The same weight decay in both: it counts rows.
    double strength = 10.0 * twice.size() / heavy.size();

    List<Float> one = scores(new NgramTraining(READER, 10).train(twice, 2), once);
    List<Float> other = scores(new NgramTraining(READER, strength).train(heavy, 2), once);

    for (int i = 0; i < one.size(); i++) {
      assertThat(one.get(i)).isCloseTo(other.get(i), Offset.offset(0.02f));
    }
  }

  @Test
  void sharesOfLabelsBecomeProbabilities() {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      targets.add(new Target("the same text", List.of(0.3, 0.7), 1));
    }

    NgramScorer scorer = new NgramTraining(READER, 1000).train(targets, 2);

    List<Float> logits = scorer.scores(List.of("the same text")).get(0).logits();
    assertThat(1 / (1 + Math.exp(logits.get(0) - logits.get(1))))
        .isCloseTo(0.7, Offset.offset(0.01));
  }

  private static List<Target> targets(int rows, Random random) {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      boolean bad = random.nextBoolean();
      List<String> telling = bad ? BAD : GOOD;
      StringBuilder text = new StringBuilder();
      for (int word = 0; word < 12; word++) {
        List<String> from = random.nextInt(6) == 0 ? telling : ANY;
        text.append(from.get(random.nextInt(from.size()))).append(' ');
      }
      text.append(telling.get(random.nextInt(telling.size())));
      targets.add(new Target(text.toString(), List.of(bad ? 0.0 : 1.0, bad ? 1.0 : 0.0), 1));
    }
    return targets;
  }

  private static double accuracy(Scorer scorer, List<Target> targets) {
    long right =
        targets.stream()
            .filter(
                target -> {
                  List<Float> logits = scorer.scores(List.of(target.text())).get(0).logits();
                  return (logits.get(1) > logits.get(0)) == (target.share(1) > 0.5);
                })
            .count();
    return right / (double) targets.size();
  }

  private static List<Float> scores(Scorer scorer, List<Target> targets) {
    return scorer.scores(targets.stream().map(Target::text).limit(50).toList()).stream()
        .flatMap(score -> score.logits().stream())
        .toList();
  }
}
