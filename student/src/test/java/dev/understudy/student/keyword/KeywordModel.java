package dev.understudy.student.keyword;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.student.model.Model;
import dev.understudy.student.model.Question;
import dev.understudy.student.model.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers {@code {"is_bad": true}} where the last message has more bad words than good ones, with a
 * probability by the logistic function of their difference. Fails at the word {@code poison}.
 */
public final class KeywordModel implements Model {
  /** What it answers where bad words outweigh. */
  public static final String BAD = "{\"is_bad\": true}";

  /** What it answers else. */
  public static final String GOOD = "{\"is_bad\": false}";

  private static final int READABLE_WORDS = 1000;

  private final Identity identity;
  private final Set<String> bad;
  private final int mostAtOnce;
  private final List<Integer> batches = new CopyOnWriteArrayList<>();
  private final List<String> read = new CopyOnWriteArrayList<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile Valve valve = Valve.opened();
  private volatile boolean closed;

  /** A model that takes these for bad words, and that many questions at once. */
  public KeywordModel(Identity identity, Set<String> bad, int mostAtOnce) {
    this.identity = identity;
    this.bad = Set.copyOf(bad);
    this.mostAtOnce = mostAtOnce;
  }

  /** A model of that name and version that knows two bad words and takes 16 questions at once. */
  public static KeywordModel of(String name, String version) {
    return new KeywordModel(
        new Identity(name, version, 1_700_000_000), Set.of("awful", "nasty"), 16);
  }

  /** Holds its next batches up at that valve. */
  public void holdAt(Valve next) {
    valve = next;
  }

  /** The sizes of its batches so far, those of its warm-up included. */
  public List<Integer> batches() {
    return List.copyOf(batches);
  }

  /** What it read so far. */
  public List<String> read() {
    return List.copyOf(read);
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public int mostAtOnce() {
    return mostAtOnce;
  }

  @Override
  public List<Reply> answer(List<Question> questions) {
    if (closed || questions.isEmpty() || questions.size() > mostAtOnce) {
      throw new IllegalStateException("asked " + questions.size() + ", closed: " + closed);
    }
    underWay.incrementAndGet();
    try {
      batches.add(questions.size());
      valve.pass();
      List<Reply> replies = new ArrayList<>();
      for (Question question : questions) {
        replies.add(answer(question));
      }
      return replies;
    } finally {
      underWay.decrementAndGet();
    }
  }

  private Reply answer(Question question) {
    List<Turn> messages = question.messages();
    String text = Objects.requireNonNull(messages.get(messages.size() - 1).text());
    read.add(text);
    String[] words = text.toLowerCase(Locale.ROOT).split("\\W+", -1);
    int balance = -1;
    for (String word : words) {
      if (word.equals("poison")) {
        throw new IllegalArgumentException("cannot stomach: " + text);
      }
      balance += bad.contains(word) ? 2 : 0;
    }
    double probability = 1 / (1 + Math.exp(-balance));
    boolean isBad = probability > 0.5;
    return new Reply(
        isBad ? BAD : GOOD,
        isBad ? probability : 1 - probability,
        List.of(new Reply.Candidate(BAD, probability), new Reply.Candidate(GOOD, 1 - probability)),
        Math.min(words.length, READABLE_WORDS),
        5,
        words.length > READABLE_WORDS);
  }

  /** Remembers being closed; never while it answers. */
  @Override
  public void close() {
    if (closed || underWay.get() > 0) {
      throw new IllegalStateException("closed twice, or while it answers");
    }
    closed = true;
  }
}
