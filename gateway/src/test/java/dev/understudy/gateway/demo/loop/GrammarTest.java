package dev.understudy.gateway.demo.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GrammarTest {
  private final Grammar grammar = new Grammar();
  private final SplittableRandom dice = new SplittableRandom(1);

  @Test
  void wordsAreFilledInAsDeepAsTheyGo() throws JsonProcessingException {
    learn("{'wish': ['I want {thing}'], 'thing': ['a {colour} lamp'], 'colour': ['$1 blue']}");

    assertThat(grammar.say("wish", Map.of(), dice)).isEqualTo("I want a $1 blue lamp");
  }

  @Test
  void whatIsGivenTakesTheWordsPlace() throws JsonProcessingException {
    learn("{'aside': ['by the way, {other}']}");

    assertThat(grammar.say("aside", Map.of("other", "all is {well}"), dice))
        .isEqualTo("by the way, all is {well}");
  }

  @Test
  void earlierTextsAreSaidMoreOften() throws JsonProcessingException {
    learn("{'one': ['first', 'last']}");

    long firsts =
        Stream.generate(() -> grammar.say("one", Map.of(), dice))
            .limit(1_000)
            .filter("first"::equals)
            .count();

    assertThat(firsts).isBetween(570L, 690L); // 0.5^(2/3) of them is 63%
  }

  @Test
  void wordWithoutTextsIsToldByName() throws JsonProcessingException {
    learn("{'wish': ['I want {thing}']}");

    assertThatThrownBy(() -> grammar.say("wish", Map.of(), dice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no texts for the word 'thing'");
  }

  private void learn(String json) throws JsonProcessingException {
    grammar.learn(new ObjectMapper().readTree(json.replace('\'', '"')));
  }
}
