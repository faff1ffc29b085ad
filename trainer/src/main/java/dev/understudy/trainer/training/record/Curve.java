package dev.understudy.trainer.training.record;

import dev.understudy.trainer.training.TrainingWatch.Point;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A learning curve on disk; see the package for its columns. Of one thread. */
public final class Curve {
  private static final String COLUMNS =
      "step,epoch,loss,learning_rate,validation_loss,validation_accuracy,tokens_per_second";
  private static final int EPOCH = 1;
  private static final int LOSS = 2;
  private static final int RATE = 3;
  private static final int VALIDATION_LOSS = 4;
  private static final int ACCURACY = 5;
  private static final int SPEED = 6;
  private static final int CELLS = 7;

  private final Path file;
  private final TreeMap<Long, String> lines = new TreeMap<>();

  private Curve(Path file) {
    this.file = file;
  }

  /** Opens a curve to go on with; a line that a kill tore is dropped. */
  static Curve open(Path file) throws IOException {
    Curve curve = new Curve(file);
    if (Files.exists(file)) {
      curve.readLines();
    }
    curve.rewrite();
    return curve;
  }

  /**
   * The points of a curve in the order of their steps; none where there is no file.
   *
   * @param who what was trained
   */
  public static List<Point> read(Path file, String who) throws IOException {
    Curve curve = new Curve(file);
    if (Files.exists(file)) {
      curve.readLines();
    }
    long steps = curve.lines.isEmpty() ? 0 : curve.lines.lastKey();
    List<Point> points = new ArrayList<>();
    for (Map.Entry<Long, String> each : curve.lines.entrySet()) {
      String[] cells = each.getValue().split(",", -1);
      points.add(
          new Point(
              who,
              each.getKey(),
              steps,
              Integer.parseInt(cells[EPOCH]),
              number(cells[LOSS]),
              number(cells[VALIDATION_LOSS]),
              number(cells[ACCURACY]),
              number(cells[RATE]),
              number(cells[SPEED])));
    }
    return points;
  }

  private static double number(String cell) {
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  private void readLines() throws IOException {
    String text = Files.readString(file);
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().skip(1).toList()) {
      if (line.split(",", -1).length == CELLS) {
        lines.put(Long.parseLong(line.substring(0, line.indexOf(','))), line);
      }
    }
  }

  /** Appends a point, which takes the place of all at its step and after. */
  void add(Point point) throws IOException {
    boolean again = !lines.isEmpty() && lines.lastKey() >= point.step();
    lines.tailMap(point.step()).clear();
    String line =
        String.join(
            ",",
            Long.toString(point.step()),
            Integer.toString(point.epoch()),
            cell(point.trainLoss()),
            cell(point.learningRate()),
            cell(point.validationLoss()),
            cell(point.validationAccuracy()),
            cell(point.tokensPerSecond()));
    lines.put(point.step(), line);
    if (again) {
      rewrite();
    } else {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
        channel.write(StandardCharsets.UTF_8.encode(line + "\n"));
      }
    }
  }

  private static String cell(double number) {
    return Double.isNaN(number) ? "" : Double.toString(number);
  }

  private void rewrite() throws IOException {
    StringBuilder all = new StringBuilder(COLUMNS).append('\n');
    lines.values().forEach(line -> all.append(line).append('\n'));
    RunFolder.replace(file, all.toString());
  }
}
