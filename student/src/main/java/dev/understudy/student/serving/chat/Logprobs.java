package dev.understudy.student.serving.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.student.model.Reply.Candidate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A student's probabilities of whole answers, in the form the API has for them: for each token of
 * the answer the probability that it comes next, given the tokens before it.
 *
 * <p>Tokens here are words and signs, not those of the student's tokenizer. By the chain rule, a
 * word's probability is what the answers that go on with it have of all the answers that begin
 * alike: 1 where all candidates agree, and the student's choice where they part. Multiplied, they
 * are the probability that the student gives to answers that begin so. As in the API, the end of an
 * answer is no token.
 */
final class Logprobs {
  /** What the API says for tokens that are as good as impossible. */
  private static final double IMPOSSIBLE = -9999;

  private final List<List<String>> candidates = new ArrayList<>();
  private final List<Double> probabilities = new ArrayList<>();
  private final List<String> answer;

  /**
   * The probabilities of an answer's words.
   *
   * @param candidates all that might have been answered; what they lack to 1 counts as other
   *     answers that begin otherwise
   * @param confidence the answer's probability where it is no candidate
   */
  Logprobs(String answer, double confidence, List<Candidate> candidates) {
    this.answer = Pieces.of(answer);
    boolean found = false;
    for (Candidate candidate : candidates) {
      found |= candidate.text().equals(answer);
      add(candidate.text(), candidate.probability());
    }
    if (!found) {
      add(answer, confidence);
    }
  }

  private void add(String text, double probability) {
    candidates.add(Pieces.of(text));
    probabilities.add(probability);
  }

  /**
   * The API's object.
   *
   * @param top how many of the likeliest tokens to name at each place
   */
  ObjectNode toJson(int top) {
    ObjectNode logprobs = JsonNodeFactory.instance.objectNode();
    ArrayNode content = logprobs.putArray("content");
    List<Integer> alike = new ArrayList<>();
    double before = 0;
    for (int i = 0; i < candidates.size(); i++) {
      alike.add(i);
      before += probabilities.get(i);
    }
    before = Math.max(1, before);
    for (int at = 0; at < answer.size(); at++) {
      Map<String, Double> next = next(alike, at);
      String word = answer.get(at);
      double mass = next.getOrDefault(word, 0.0);
      ObjectNode token = content.addObject();
      describe(token, word, mass, before);
      addTop(token.putArray("top_logprobs"), next, before, top);
      int place = at;
      alike.removeIf(i -> !isAt(candidates.get(i), place, word));
      before = mass;
    }
    logprobs.putNull("refusal");
    return logprobs;
  }

  /** The words that come next in the candidates that begin alike, and how probable they are. */
  private Map<String, Double> next(List<Integer> alike, int at) {
    Map<String, Double> next = new LinkedHashMap<>();
    for (int i : alike) {
      if (at < candidates.get(i).size()) {
        next.merge(candidates.get(i).get(at), probabilities.get(i), Double::sum);
      }
    }
    return next;
  }

  private static boolean isAt(List<String> words, int at, String word) {
    return at < words.size() && words.get(at).equals(word);
  }

  private static void addTop(ArrayNode array, Map<String, Double> next, double before, int top) {
    next.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(top)
        .forEach(each -> describe(array.addObject(), each.getKey(), each.getValue(), before));
  }

  private static void describe(ObjectNode token, String word, double mass, double before) {
    token.put("token", word).put("logprob", logarithm(mass, before));
    ArrayNode bytes = token.putArray("bytes");
    for (byte each : word.getBytes(StandardCharsets.UTF_8)) {
      bytes.add(Byte.toUnsignedInt(each));
    }
  }

  private static double logarithm(double mass, double before) {
    return mass <= 0 ? IMPOSSIBLE : Math.max(IMPOSSIBLE, Math.min(0, Math.log(mass / before)));
  }
}
