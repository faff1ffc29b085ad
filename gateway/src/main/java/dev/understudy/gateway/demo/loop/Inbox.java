package dev.understudy.gateway.demo.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/**
 * Messages to a support desk, made up: no two alike, some with an aside about something else. Who
 * makes them up knows what they are about, which is what the practice teacher answers; a student
 * only sees the words, and has to tell the concern from the aside.
 */
final class Inbox {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MESSAGES = "messages.json";
  private static final double ASIDES = 0.1;
  private static final double ASIDES_BEFORE = 0.03;

  private final Grammar grammar = new Grammar();
  private final List<String> topics = new ArrayList<>();
  private final SplittableRandom dice;
  private final Set<String> written = new HashSet<>();

  /** An inbox; the same seed brings the same messages. */
  Inbox(long seed) throws IOException {
    this.dice = new SplittableRandom(seed);
    try (InputStream file = Inbox.class.getResourceAsStream(MESSAGES)) {
      JsonNode texts = JSON.readTree(Objects.requireNonNull(file, MESSAGES));
      texts.path("concerns").fieldNames().forEachRemaining(topics::add);
      grammar.learn(texts.path("concerns"));
      grammar.learn(texts.path("words"));
    }
  }

  /** The next messages, none of which came before. */
  List<Message> next(int count) {
    List<Message> messages = new ArrayList<>(count);
    while (messages.size() < count) {
      String topic = topics.get(dice.nextInt(topics.size()));
      String text = write(topic);
      if (written.add(text)) {
        messages.add(new Message(text, topic));
      }
    }
    return messages;
  }

  private String write(String topic) {
    StringJoiner text = new StringJoiner(" ");
    if (dice.nextBoolean()) {
      text.add(say("greeting"));
    }
    double aside = dice.nextDouble();
    if (aside < ASIDES_BEFORE) {
      text.add(aside("before", topic));
    }
    text.add(sentence(topic));
    if (aside >= ASIDES_BEFORE && aside < ASIDES) {
      text.add(aside("aside", topic));
    }
    if (dice.nextBoolean()) {
      text.add(say("farewell"));
    }
    return text.toString();
  }

  private String sentence(String topic) {
    String concern = say(topic);
    return Character.toUpperCase(concern.charAt(0)) + concern.substring(1) + ".";
  }

  /** A sentence about something that is not the topic. */
  private String aside(String kind, String topic) {
    List<String> others = topics.stream().filter(other -> !other.equals(topic)).toList();
    String other = say(others.get(dice.nextInt(others.size())));
    return grammar.say(kind, Map.of("other", other), dice);
  }

  private String say(String word) {
    return grammar.say(word, Map.of(), dice);
  }
}
