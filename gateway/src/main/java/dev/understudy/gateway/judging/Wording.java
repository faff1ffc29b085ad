package dev.understudy.gateway.judging;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.diff.label.LabelReader;
import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.recent.Case;
import dev.understudy.gateway.recent.CaseFilter;
import dev.understudy.gateway.recent.RecentCaptures;
import org.jspecify.annotations.Nullable;

/**
 * Words a label as the teacher does: as it worded that label lately, else this case's answer of the
 * teacher's with the label in its place where that is JSON, else the label by itself.
 */
final class Wording {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LOOKED_AT = 200;

  private Wording() {}

  static String of(
      String label, Labels labels, Case one, @Nullable CaseTexts texts, RecentCaptures recent) {
    String wanted = LabelReader.canonical(label);
    WireReader reader = WireReader.withoutTokenEstimates();
    for (Case each :
        recent.cases(one.comparison().route(), CaseFilter.ALL, null, LOOKED_AT).items()) {
      for (Exchange exchange : recent.exchanges(each.requestId())) {
        Answer answer = exchange.role() == Role.PRIMARY ? reader.read(exchange).answer() : null;
        if (answer != null && wanted.equals(labels.read(answer.output()))) {
          return String.valueOf(answer.output());
        }
      }
    }
    SaidAnswer teacher = texts == null ? null : texts.teacher();
    return teacher == null || teacher.text() == null
        ? label
        : inPlace(label, labels.place(), teacher.text());
  }

  private static String inPlace(String label, @Nullable String place, String answer) {
    try {
      JsonNode whole = JSON.readTree(answer);
      JsonPointer at = place == null || place.isEmpty() ? null : JsonPointer.compile(place);
      if (at != null && whole.at(at.head()) instanceof ObjectNode parent) {
        String name = at.last().getMatchingProperty();
        parent.set(name, like(label, parent.path(name)));
        return JSON.writeValueAsString(whole);
      }
      return label;
    } catch (JsonProcessingException noJson) {
      return label;
    }
  }

  /** The label as a value of the kind that stands there. */
  private static JsonNode like(String label, JsonNode old) throws JsonProcessingException {
    JsonNode plain = JSON.readTree(label);
    boolean isSameKind = old.getNodeType() == plain.getNodeType();
    return isSameKind ? plain : JSON.getNodeFactory().textNode(label);
  }
}
