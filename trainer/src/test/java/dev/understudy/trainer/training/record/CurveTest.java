package dev.understudy.trainer.training.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.training.TrainingWatch.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveTest {
  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("curve.csv");
  }

  @Test
  void pointsAreLinesAndWhatWasNotMeasuredIsEmpty() throws IOException {
    Curve curve = Curve.open(file);

    curve.add(point(20, Double.NaN));
    curve.add(point(30, 0.5));

    assertThat(file)
        .hasContent(
            """
            step,epoch,loss,learning_rate,validation_loss,validation_accuracy,tokens_per_second
            20,1,0.7,2.0E-5,,,1000.0
            30,1,0.7,2.0E-5,0.5,0.9,1000.0
            """);
    assertThat(Curve.read(file, "x")).extracting(Point::step).containsExactly(20L, 30L);
    assertThat(Curve.read(file, "x").get(1)).isEqualTo(point(30, 0.5));
  }

  @Test
  void stepsThatAreMadeAgainTakeThePlaceOfTheirLines() throws IOException {
    Curve killed = Curve.open(file);
    for (long step : List.of(20, 30, 40, 60)) {
      killed.add(point(step, Double.NaN));
    }

    Curve resumed = Curve.open(file);
    resumed.add(point(40, 0.25));

    assertThat(Curve.read(file, "x")).extracting(Point::step).containsExactly(20L, 30L, 40L);
    assertThat(Curve.read(file, "x").get(2).validationLoss()).isEqualTo(0.25);
  }

  @Test
  void cutAnywhereItIsACurveOfWholeLines() throws IOException {
    Curve whole = Curve.open(file);
    for (long step = 1; step <= 4; step++) {
      whole.add(point(step, 1.0 / step));
    }
    byte[] bytes = Files.readAllBytes(file);
    List<Point> points = Curve.read(file, "x");

    for (int length = 0; length <= bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));

      Curve.open(file).add(point(9, 9));

      List<Point> left = Curve.read(file, "x");
      assertThat(left.get(left.size() - 1)).isEqualTo(point(9, 9));
      assertThat(left.subList(0, left.size() - 1))
          .extracting(Point::step)
          .isEqualTo(points.stream().map(Point::step).limit(left.size() - 1L).toList());
    }
  }

  private static Point point(long step, double validationLoss) {
    return new Point(
        "x",
        step,
        validationLoss == 9 ? step : 30,
        1,
        0.7,
        validationLoss,
        Double.isNaN(validationLoss) ? Double.NaN : 0.9,
        2e-5,
        1000);
  }
}
