package dev.understudy.bench.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final int CALLS = 20_000;

  private final Traffic traffic = new Traffic(11, 1_000);
  private final List<Call> calls = LongStream.range(0, CALLS).mapToObj(traffic::call).toList();

  @Test
  void callsAreMadeFromTheirNumbersAlone() {
    assertThat(traffic.call(1_234)).isEqualTo(calls.get(1_234));
  }

  @Test
  void oneInTwentyCommentsRepeatsAnEarlierOneToTheLetter() {
    Set<List<String>> seen = new HashSet<>();
    long repeated =
        calls.stream()
            .filter(call -> call.app().equals("moderation") && !seen.add(call.messages()))
            .count();

    assertThat(repeated).isBetween(CALLS / 20 - 30L, (long) CALLS / 20);
  }

  @Test
  void laterCallsOfAConversationHoldAllTurnsBefore() {
    Map<String, List<String>> said = new HashMap<>();
    int continued = 0;
    for (Call call : calls) {
      List<String> before = said.get(call.session());
      if (before != null) {
        assertThat(call.messages()).startsWith(before.toArray(String[]::new));
        continued++;
      }
      said.put(call.session(), new ArrayList<>(call.messages()));
    }

    assertThat(continued).isGreaterThan(CALLS / 8);
  }

  @Test
  void bodiesAreJsonOfUsualLength() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    for (Call call : calls.subList(0, 200)) {
      JsonNode request = json.readTree(call.request());
      JsonNode response = json.readTree(call.response(7));

      assertThat(call.request().length()).isBetween(200, 4_000);
      assertThat(request.at("/messages")).hasSameSizeAs(call.messages());
      assertThat(response.at("/choices/0/message/content").asText()).isEqualTo(call.answer());
    }
  }

  @Test
  void fewUsersCallOftenAndManySeldom() {
    Map<String, Integer> counts = new HashMap<>();
    calls.forEach(call -> counts.merge(call.user(), 1, Integer::sum));

    assertThat(counts.get("u1")).isGreaterThan(CALLS / 20);
    assertThat(counts).hasSizeGreaterThan(700);
  }
}
