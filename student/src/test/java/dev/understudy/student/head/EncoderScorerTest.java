package dev.understudy.student.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.student.classifier.Scorer;
import dev.understudy.student.encoder.Precision;
import dev.understudy.student.engine.ResidentMemory;
import dev.understudy.student.pretrained.Pretrained;
import dev.understudy.student.tokens.Keep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EncoderScorerTest {
  private static final Reading READING = new Reading(32, Keep.BEGINNING);

  @TempDir private Path home;

  @Test
  void scoresComeInTheAskedOrderWhateverTheLengths() throws IOException {
    List<String> texts = texts(50, 40, new Random(1));
    try (Scorer scorer = scorer(READING, Precision.FP32)) {
      List<Scorer.Score> together = scorer.scores(texts);

      for (int i = 0; i < texts.size(); i++) {
        Scorer.Score alone = scorer.scores(texts.subList(i, i + 1)).get(0);
        assertThat(together.get(i).tokens()).isEqualTo(alone.tokens());
        for (int label = 0; label < 3; label++) {
          assertThat(together.get(i).logits().get(label))
              .isCloseTo(alone.logits().get(label), within(1e-5f));
        }
      }
      assertThat(together).extracting(Scorer.Score::logits).doesNotHaveDuplicates();
    }
  }

  @Test
  void longTextsAreCutAtTheAskedSideAndSaySo() throws IOException {
    String text = words(IntStream.range(0, 30));
    try (Scorer beginning = scorer(new Reading(12, Keep.BEGINNING), Precision.FP32);
        Scorer end = scorer(new Reading(12, Keep.END), Precision.FP32)) {
      Scorer.Score whole = end.scores(List.of(words(IntStream.range(0, 10)))).get(0);
      Scorer.Score cut = end.scores(List.of(text)).get(0);

      assertThat(whole.truncated()).isFalse();
      assertThat(cut.truncated()).isTrue();
      assertThat(cut.tokens()).isEqualTo(12);
      assertThat(cut.logits())
          .isEqualTo(end.scores(List.of(words(IntStream.range(20, 30)))).get(0).logits());
      assertThat(beginning.scores(List.of(text)).get(0).logits()).isEqualTo(whole.logits());
      assertThat(end.tokens(text)).isEqualTo(30);
    }
  }

  @Test
  void encodersPrefixStandsBeforeEachText() throws IOException {
    try (Pretrained bare = TinyEncoder.make(home.resolve("bare"), "");
        Pretrained prefixed = TinyEncoder.make(home.resolve("prefixed"), "w7 ");
        TextVectors one = new TextVectors(bare, Precision.FP32);
        TextVectors other = new TextVectors(prefixed, Precision.FP32)) {
      float[][] expected = one.of(READING.tokens(bare, List.of("w7 w1 w2")));

      assertThat(other.of(READING.tokens(prefixed, List.of("w1 w2")))).isDeepEqualTo(expected);
    }
  }

  @Test
  void loadedScorerScoresAsTheWrittenOne() throws IOException {
    for (Precision precision : Precision.values()) {
      List<String> texts = texts(20, 30, new Random(2));
      Path folder = Files.createDirectories(home.resolve("student-" + precision));
      try (Scorer written = scorer(new Reading(16, Keep.BOTH_ENDS), precision)) {
        written.writeInto(folder);

        try (Scorer loaded = EncoderScorer.load(folder, written.settings(), Device.cpu())) {
          assertThat(loaded.scores(texts)).isEqualTo(written.scores(texts));
          assertThat(loaded.settings()).isEqualTo(written.settings());
        }
      }
    }
  }

  @Test
  void partsThatDoNotFitAreRefused() throws IOException {
    Path folder = Files.createDirectories(home.resolve("student"));
    try (Scorer written = scorer(READING, Precision.FP32)) {
      written.writeInto(folder);
      ObjectNode settings = written.settings();

      assertRefused(
          folder,
          settings.deepCopy().put("keep", "tea"),
          "classifier.scorer.keep must be one of beginning, end, both_ends, got \"tea\"");
      assertRefused(
          folder,
          settings.deepCopy().put("limit", 65),
          "limit must be at most 64 for this encoder, got 65");
      new Head(new float[2][16], new float[2]).write(folder.resolve("head.safetensors"));
      assertRefused(
          folder,
          settings,
          "the head must read vectors of length 128, as its encoder makes them; it reads 16");
    }
  }

  private static void assertRefused(Path folder, ObjectNode settings, String message) {
    assertThatThrownBy(() -> EncoderScorer.load(folder, settings, Device.cpu()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void scoringLeavesNoMemoryBehind() throws IOException {
    List<String> texts = texts(64, 3, new Random(3));
    try (Scorer scorer = scorer(READING, Precision.BF16)) {
      score(scorer, texts, 100);

      // The vectors of each call, left behind, would be over 33 MB.
      ResidentMemory.staysThoughDoneAgain(25_000, () -> score(scorer, texts, 1000));
    }
  }

  private static void score(Scorer scorer, List<String> texts, int times) {
    for (int i = 0; i < times; i++) {
      scorer.scores(texts);
    }
  }

  private Scorer scorer(Reading reading, Precision precision) throws IOException {
    Random random = new Random(9);
    float[][] weight = new float[3][TinyEncoder.HIDDEN];
    for (float[] row : weight) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) random.nextGaussian();
      }
    }
    return new EncoderScorer(
        TinyEncoder.make(home.resolve("encoder"), ""),
        new Head(weight, new float[] {0, 1, 2}),
        reading,
        precision);
  }

  private static List<String> texts(int count, int longest, Random random) {
    return IntStream.range(0, count)
        .mapToObj(i -> words(random.ints(random.nextInt(longest), 0, 36)))
        .toList();
  }

  private static String words(IntStream numbers) {
    return numbers.mapToObj(number -> "w" + number).collect(Collectors.joining(" "));
  }
}
