package dev.understudy.trainer.training.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LbfgsTest {
  private final Lbfgs descent = new Lbfgs(500, 1e-15);

  @Test
  void bottomOfABowlIsFoundHoweverSteepItsSides() {
    Random random = new Random(1);
    double[] goal = random.doubles(50, -5, 5).toArray();
    double[] steepness = random.doubles(50, 0.01, 100).toArray();
    double[] at = new double[50];

    double value =
        descent.minimise(
            (place, gradient) -> {
              double sum = 0;
              for (int i = 0; i < place.length; i++) {
                double off = place[i] - goal[i];
                sum += steepness[i] * off * off / 2;
                gradient[i] = steepness[i] * off;
              }
              return sum;
            },
            at);

    assertThat(value).isCloseTo(0, Offset.offset(1e-9));
    for (int i = 0; i < at.length; i++) {
      assertThat(at[i]).isCloseTo(goal[i], Offset.offset(1e-3));
    }
  }

  /** Rosenbrock, 1960: a bent valley with its bottom at (1, 1). */
  @Test
  void bentValleyIsFollowedToItsEnd() {
    double[] at = {-1.2, 1};

    descent.minimise(
        (place, gradient) -> {
          double x = place[0];
          double off = place[1] - x * x;
          gradient[0] = -2 * (1 - x) - 400 * x * off;
          gradient[1] = 200 * off;
          return (1 - x) * (1 - x) + 100 * off * off;
        },
        at);

    assertThat(at[0]).isCloseTo(1, Offset.offset(1e-5));
    assertThat(at[1]).isCloseTo(1, Offset.offset(1e-5));
  }

  @Test
  void placeThatIsTheBottomIsLeftAsItIs() {
    double[] at = {3};

    double value =
        descent.minimise(
            (place, gradient) -> {
              gradient[0] = 2 * (place[0] - 3);
              return (place[0] - 3) * (place[0] - 3);
            },
            at);

    assertThat(value).isZero();
    assertThat(at).containsExactly(3);
  }
}
