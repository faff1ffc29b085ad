package dev.understudy.trainer.training.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.student.head.Head;
import dev.understudy.trainer.training.data.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadTrainingTest {
  private static final int ROWS = 300;

  @Test
  void directionThatTellsLabelsApartIsFound() {
    float[][] vectors = vectors(1, 0);

    Head head = new HeadTraining(1).train(vectors, targets(vectors), 2);

    int right = 0;
    for (float[] vector : vectors) {
      float[] logits = head.logits(vector);
      right += (logits[1] > logits[0]) == (vector[0] + vector[1] > 0) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(ROWS * 96 / 100);
  }

  @Test
  void scaleAndPlaceOfVectorsDoNotMatter() {
    float[][] near = vectors(1, 0);
    float[][] far = vectors(50, 1000);
    List<Target> targets = targets(near);

    Head one = new HeadTraining(0.1).train(near, targets, 2);
    Head other = new HeadTraining(0.1).train(far, targets, 2);

    for (int row = 0; row < ROWS; row++) {
      assertThat(other.logits(far[row])[1]).isEqualTo(one.logits(near[row])[1], within(0.01f));
    }
  }

  @Test
  void axisThatNeverChangesIsLeftOut() {
    float[][] vectors = vectors(1, 0);
    for (float[] vector : vectors) {
      vector[3] = 7;
    }

    Head head = new HeadTraining(1).train(vectors, targets(vectors), 2);

    float[] moved = vectors[0].clone();
    moved[3] = 8;
    assertThat(head.logits(moved)).containsExactly(head.logits(vectors[0]));
  }

  private static float[][] vectors(float scale, float place) {
    Random random = new Random(6);
    float[][] vectors = new float[ROWS][4];
    for (float[] vector : vectors) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) random.nextGaussian() * scale + place;
      }
    }
    return vectors;
  }

  private static List<Target> targets(float[][] vectors) {
    List<Target> targets = new ArrayList<>();
    for (float[] vector : vectors) {
      double one = vector[0] + vector[1] > 0 ? 1 : 0;
      targets.add(new Target("", List.of(1 - one, one), 1));
    }
    return targets;
  }
}
