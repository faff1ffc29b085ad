package dev.understudy.gateway.judging;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.diff.json.JsonText;
import dev.understudy.diff.label.LabelReader;
import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.recent.Case;
import dev.understudy.gateway.recent.CaseFilter;
import dev.understudy.gateway.recent.RecentCaptures;
import org.jspecify.annotations.Nullable;

/** Words a label as answers do. */
final class Wording {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LOOKED_AT = 200;

  private Wording() {}

  /** The label by itself, as the teacher worded it lately where it said nothing else. */
  static String bare(String label, Case one, RecentCaptures recent) {
    String wanted = LabelReader.canonical(label);
    WireReader reader = WireReader.withoutTokenEstimates();
    for (Case each :
        recent.cases(one.comparison().route(), CaseFilter.ALL, null, LOOKED_AT).items()) {
      for (Exchange exchange : recent.exchanges(each.requestId())) {
        Answer answer = exchange.role() == Role.PRIMARY ? reader.read(exchange).answer() : null;
        String said = answer == null ? null : answer.output();
        if (said != null && wanted.equals(LabelReader.canonical(said))) {
          return said;
        }
      }
    }
    return label;
  }

  /** The answer with the label in its place, or null where the answer has no such place. */
  static @Nullable String inPlace(String label, @Nullable String place, String answer) {
    if (place == null || place.isEmpty()) {
      return null;
    }
    JsonPointer at = JsonPointer.compile(place);
    JsonNode whole = JsonText.of(answer).value();
    if (whole != null && whole.at(at.head()) instanceof ObjectNode parent) {
      String name = at.last().getMatchingProperty();
      parent.set(name, like(label, parent.path(name)));
      return whole.toString();
    }
    return null;
  }

  /** The label as a value of the kind that stands there. */
  private static JsonNode like(String label, JsonNode old) {
    JsonNode text = JSON.getNodeFactory().textNode(label);
    try {
      JsonNode plain = JSON.readTree(label);
      return old.getNodeType() == plain.getNodeType() ? plain : text;
    } catch (JsonProcessingException word) {
      return text;
    }
  }
}
