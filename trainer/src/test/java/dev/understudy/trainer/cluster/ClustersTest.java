package dev.understudy.trainer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClustersTest {
  private static final String[][] TOPICS = {
    {"invoice", "payment", "refund", "card", "billing", "charge"},
    {"flight", "hotel", "luggage", "airport", "ticket", "boarding"},
    {"recipe", "oven", "butter", "flour", "sugar", "dough"},
    {"python", "compile", "function", "variable", "loop", "stack"},
  };
  private static final int[] SIZES = {120, 90, 60, 30};
  private static final ClusterSettings FOUR = new ClusterSettings(4, 1_000, 7);

  private final Map<String, Integer> topics = new HashMap<>();
  private final List<String> sample = sample();

  @Test
  void findsThePlantedTopics() {
    Clusters clusters = Clusters.learn(sample, FOUR);

    long right =
        topics.entrySet().stream()
            .filter(each -> clusters.assign(each.getKey()) == each.getValue())
            .count();
    assertThat((double) right / topics.size()).isGreaterThan(0.97);
  }

  @Test
  void numbersTheLargestFirstAndTellsTheirWords() {
    List<Cluster> clusters = Clusters.learn(sample, FOUR).clusters();

    assertThat(clusters).extracting(Cluster::number).containsExactly(0, 1, 2, 3);
    assertThat(clusters).extracting(Cluster::sampled).isSortedAccordingTo((a, b) -> b - a);
    for (Cluster cluster : clusters) {
      assertThat(cluster.terms().subList(0, 6)).containsExactlyInAnyOrder(TOPICS[cluster.number()]);
    }
  }

  @Test
  void isTheSameInWhateverOrderTheSampleComes() {
    List<Integer> first = assigned(Clusters.learn(sample, FOUR));
    List<String> shuffled = new ArrayList<>(sample);
    Collections.shuffle(shuffled, new Random(3));

    Clusters again = Clusters.learn(shuffled, FOUR);

    assertThat(assigned(again)).isEqualTo(first);
    assertThat(again.clusters()).isEqualTo(Clusters.learn(sample, FOUR).clusters());
  }

  @Test
  void inputsWithoutAKnownWordBelongNowhere() {
    Clusters clusters = Clusters.learn(sample, FOUR);

    assertThat(clusters.assign("")).isEqualTo(Clusters.NONE);
    assertThat(clusters.assign("?! ...")).isEqualTo(Clusters.NONE);
    assertThat(clusters.assign("wholly unheard")).isEqualTo(Clusters.NONE);
  }

  @Test
  void caseAndPunctuationMakeNoDifference() {
    Clusters clusters = Clusters.learn(sample, FOUR);

    assertThat(clusters.assign("OVEN, Butter; dough!")).isEqualTo(2);
  }

  @Test
  void samplesThatTellNothingGiveNoClusters() {
    for (List<String> nothing :
        List.of(List.<String>of(), List.of(""), List.of("alone"), List.of("same", "same"))) {
      Clusters clusters = Clusters.learn(nothing, FOUR);

      assertThat(clusters.clusters()).isEmpty();
      assertThat(clusters.assign("same")).isEqualTo(Clusters.NONE);
    }
  }

  @Test
  void thereAreNoMoreClustersThanInputsThatDiffer() {
    List<String> two = List.of("red apple", "red apple", "blue sky", "blue sky", "blue sky");

    List<Cluster> clusters = Clusters.learn(two, FOUR).clusters();

    assertThat(clusters)
        .containsExactly(
            new Cluster(0, 3, List.of("blue", "sky")), new Cluster(1, 2, List.of("apple", "red")));
  }

  @Test
  void termsStandInTwoInputsAtLeastAndAreNeverLong() {
    String key = "x".repeat(41);
    List<String> texts = new ArrayList<>(sample);
    texts.add("oven butter secretword " + key);
    texts.add("oven butter " + key);

    List<Cluster> clusters = Clusters.learn(texts, new ClusterSettings(40, 1_000, 1)).clusters();

    assertThat(clusters).flatExtracting(Cluster::terms).doesNotContain("secretword", key, "");
  }

  @Test
  void survivesSerialization() throws IOException, ClassNotFoundException {
    Clusters clusters = Clusters.learn(sample, FOUR);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(clusters);

    Clusters read =
        (Clusters)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(assigned(read)).isEqualTo(assigned(clusters));
    assertThat(read.clusters()).isEqualTo(clusters.clusters());
  }

  @Test
  void theDrawDependsOnTheIdentifierAndTheSeed() {
    ClusterSettings other = new ClusterSettings(4, 1_000, 8);

    assertThat(Clusters.draw("a", FOUR)).isEqualTo(Clusters.draw("a", FOUR));
    assertThat(Clusters.draw("a", FOUR)).isNotEqualTo(Clusters.draw("b", FOUR));
    assertThat(Clusters.draw("a", FOUR)).isNotEqualTo(Clusters.draw("a", other));
  }

  private List<Integer> assigned(Clusters clusters) {
    return sample.stream().map(clusters::assign).toList();
  }

  /** Half of the words of each input are its topic's, half are anybody's. */
  private List<String> sample() {
    Random random = new Random(11);
    List<String> texts = new ArrayList<>();
    for (int topic = 0; topic < TOPICS.length; topic++) {
      for (int i = 0; i < SIZES[topic]; i++) {
        List<String> words = new ArrayList<>(List.of("please", "the", "my"));
        for (int w = 0; w < 6; w++) {
          words.add(TOPICS[topic][random.nextInt(6)]);
          words.add("filler" + random.nextInt(300));
        }
        Collections.shuffle(words, random);
        String text = String.join(" ", words);
        topics.put(text, topic);
        texts.add(text);
      }
    }
    return texts;
  }
}
