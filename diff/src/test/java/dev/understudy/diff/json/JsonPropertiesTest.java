package dev.understudy.diff.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.diff.BoundedWork;
import dev.understudy.exchange.Difference;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What holds of comparing any JSON values; the repetition is the seed. */
class JsonPropertiesTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonTerms UNORDERED =
      new JsonTerms(List.of(), List.of(), List.of("", "/*", "/*/*", "/*/*/*", "/*/*/*/*"), 0.001);

  @RepeatedTest(300)
  void aValueIsTheSameAsItself(RepetitionInfo seed) {
    JsonNode value = value(new Random(seed.getCurrentRepetition()), 4);

    for (JsonTerms terms : List.of(JsonTerms.EXACT, UNORDERED)) {
      JsonComparison comparison =
          JsonComparison.of(value, value.deepCopy(), terms, new Differences());
      assertThat(comparison.agreeing()).isEqualTo(comparison.leaves()).isPositive();
    }
  }

  @RepeatedTest(300)
  void swappingTheSidesChangesNoScore(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    JsonNode one = value(random, 4);
    JsonNode other =
        random.nextBoolean() ? value(random, 4) : shuffled(mutated(one, random), random);

    for (JsonTerms terms : List.of(JsonTerms.EXACT, UNORDERED)) {
      JsonComparison there = JsonComparison.of(one, other, terms, new Differences());
      JsonComparison back = JsonComparison.of(other, one, terms, new Differences());
      assertThat(there.leaves()).as("%s / %s", one, other).isEqualTo(back.leaves());
      assertThat(there.agreeing()).as("%s / %s", one, other).isEqualTo(back.agreeing());
    }
  }

  @RepeatedTest(300)
  void reorderingChangesNothingWhereOrderDoesNotCount(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    JsonNode value = value(random, 4);

    JsonComparison comparison =
        JsonComparison.of(value, shuffled(value, random), UNORDERED, new Differences());

    assertThat(comparison.agreeing()).as("%s", value).isEqualTo(comparison.leaves());
  }

  @RepeatedTest(300)
  void anySingleMutatedLeafIsFoundAtItsPointer(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    JsonNode value = value(random, 5);
    List<String> pointers = new ArrayList<>();
    leaves(value, "", pointers);
    String pointer = pointers.get(random.nextInt(pointers.size()));
    JsonNode changed = replaced(value, "", pointer);
    Differences differences = new Differences();

    JsonComparison comparison = JsonComparison.of(value, changed, JsonTerms.EXACT, differences);

    assertThat(differences.list())
        .containsExactly(new Difference(pointer, value.at(pointer).toString(), "\"changed\""));
    assertThat(comparison.leaves()).isEqualTo(pointers.size());
    assertThat(comparison.agreeing()).isEqualTo(pointers.size() - 1);
  }

  @RepeatedTest(100)
  void aMutatedLeafThatIsIgnoredIsNotFoundAndOneAmongTheFieldsIs(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    JsonNode value = value(random, 5);
    List<String> pointers = new ArrayList<>();
    leaves(value, "", pointers);
    String pointer = pointers.get(random.nextInt(pointers.size()));
    JsonNode changed = replaced(value, "", pointer);
    Differences ignoring = new Differences();
    Differences selecting = new Differences();

    JsonComparison.of(
        value, changed, new JsonTerms(List.of(), List.of(pointer), List.of(), 0), ignoring);
    JsonComparison.of(
        value, changed, new JsonTerms(List.of(pointer), List.of(), List.of(), 0), selecting);

    assertThat(ignoring.list()).isEmpty();
    assertThat(selecting.list()).extracting(Difference::pointer).containsExactly(pointer);
  }

  @Test
  void manyDifferencesAreCountedButNotAllListed() {
    ArrayNode zeros = NODES.arrayNode();
    ArrayNode ones = NODES.arrayNode();
    for (int i = 0; i < 100_000; i++) {
      zeros.add(0);
      ones.add(1);
    }
    Differences differences = new Differences();

    JsonComparison comparison = JsonComparison.of(zeros, ones, JsonTerms.EXACT, differences);

    assertThat(comparison.leaves()).isEqualTo(100_000);
    assertThat(comparison.agreeing()).isZero();
    assertThat(differences.list()).hasSize(32);
    assertThat(differences.leftOut()).isTrue();
  }

  @Test
  void hugeArraysWithoutOrderTakeBoundedTime() throws InterruptedException {
    Random random = new Random(7);
    ArrayNode one = NODES.arrayNode();
    ArrayNode other = NODES.arrayNode();
    for (int i = 0; i < 30_000; i++) {
      one.addObject().put("a", random.nextInt()).set("b", NODES.arrayNode().add(i).add("x"));
      other.addObject().put("a", random.nextInt()).set("b", NODES.arrayNode().add(i).add("y"));
    }

    BoundedWork.within(
        Duration.ofSeconds(10), () -> JsonComparison.of(one, other, UNORDERED, new Differences()));
  }

  @Test
  void pairsOfHugeElementsTakeBoundedTime() throws InterruptedException {
    ArrayNode one = NODES.arrayNode();
    ArrayNode other = NODES.arrayNode();
    for (int i = 0; i < 32; i++) {
      ArrayNode ours = one.addArray();
      ArrayNode theirs = other.addArray();
      for (int j = 0; j < 20_000; j++) {
        ours.addArray().add(i).add(j);
        theirs.addArray().add(-i - 1).add(j);
      }
    }
    JsonTerms terms = new JsonTerms(List.of(), List.of(), List.of(""), 0);

    BoundedWork.within(
        Duration.ofSeconds(10), () -> JsonComparison.of(one, other, terms, new Differences()));
  }

  private static JsonNode value(Random random, int depth) {
    int kind = depth == 0 ? random.nextInt(5) : random.nextInt(9);
    return switch (kind) {
      case 0 -> NODES.numberNode(random.nextInt(5));
      case 1 -> NODES.numberNode(BigDecimal.valueOf(random.nextInt(2000), random.nextInt(4)));
      case 2 ->
          NODES.textNode(List.of("", "a", "\u00e9", "e\u0301", "~/\"\\").get(random.nextInt(5)));
      case 3 -> NODES.booleanNode(random.nextBoolean());
      case 4 -> NODES.nullNode();
      case 5, 6 -> object(random, depth);
      default -> array(random, depth);
    };
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = NODES.objectNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      object.set(
          List.of("a", "b", "c/d", "~e", "").get(random.nextInt(5)), value(random, depth - 1));
    }
    return object;
  }

  private static ArrayNode array(Random random, int depth) {
    ArrayNode array = NODES.arrayNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      array.add(value(random, depth - 1));
    }
    return array;
  }

  private static JsonNode shuffled(JsonNode value, Random random) {
    if (value.isObject()) {
      ObjectNode object = NODES.objectNode();
      value.properties().forEach(m -> object.set(m.getKey(), shuffled(m.getValue(), random)));
      return object;
    }
    if (!value.isArray()) {
      return value;
    }
    List<JsonNode> elements = new ArrayList<>();
    value.forEach(element -> elements.add(shuffled(element, random)));
    Collections.shuffle(elements, random);
    return NODES.arrayNode().addAll(elements);
  }

  private static JsonNode mutated(JsonNode value, Random random) {
    List<String> pointers = new ArrayList<>();
    leaves(value, "", pointers);
    return replaced(value, "", pointers.get(random.nextInt(pointers.size())));
  }

  private static void leaves(JsonNode value, String pointer, List<String> found) {
    if (value.isEmpty()) {
      found.add(pointer);
    } else if (value.isObject()) {
      value
          .properties()
          .forEach(m -> leaves(m.getValue(), pointer + '/' + Pointers.escaped(m.getKey()), found));
    } else {
      for (int i = 0; i < value.size(); i++) {
        leaves(value.get(i), pointer + '/' + i, found);
      }
    }
  }

  /** A copy with another value at that pointer. */
  private static JsonNode replaced(JsonNode value, String at, String pointer) {
    if (at.equals(pointer)) {
      return NODES.textNode("changed");
    }
    if (value.isObject()) {
      ObjectNode object = NODES.objectNode();
      value
          .properties()
          .forEach(
              m ->
                  object.set(
                      m.getKey(),
                      replaced(m.getValue(), at + '/' + Pointers.escaped(m.getKey()), pointer)));
      return object;
    }
    if (!value.isArray()) {
      return value;
    }
    ArrayNode array = NODES.arrayNode();
    for (int i = 0; i < value.size(); i++) {
      array.add(replaced(value.get(i), at + '/' + i, pointer));
    }
    return array;
  }
}
