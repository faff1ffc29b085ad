package dev.understudy.trainer.mining;

import java.util.Random;

/** Text whose words are as unevenly frequent as those of people are, from dice. */
record Prose(Random dice) {
  private static final String[] WORDS =
      ("the of and to in I you that it is was for on are with as be this have or one had by word but"
              + " not what all were we when your can said there use an each which she do how their")
          .split(" ");

  String text(int words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : dice.nextInt(12) == 0 ? ", " : " ");
      double often = dice.nextDouble();
      text.append(
          dice.nextInt(4) > 0
              ? WORDS[(int) (WORDS.length * often * often)]
              : "w" + dice.nextInt(5000));
    }
    return text.append(dice.nextBoolean() ? "." : "").toString();
  }
}
