package dev.understudy.trainer.mining;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.prompt.template.Shape;
import dev.understudy.exchange.prompt.template.Template;
import dev.understudy.exchange.prompt.template.Templates;
import dev.understudy.exchange.prompt.template.TextPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Learns templates from a sample of prompts. The result depends on which prompts there are, not on
 * their order; a prompt that is there twice counts once, since repeating says nothing about what
 * varies.
 *
 * <p>Conversations whose messages have the same patterns in the same order are a template where
 * they are enough. Conversations that share nothing but their instructions, of whatever length, are
 * one with a tail. Messages with more than text (images, tool calls) are part of tails only.
 */
public final class TemplateMiner {
  private final int minRows;
  private final Map<String, Map<String, TextPattern>> patternOf = new HashMap<>();

  private TemplateMiner(int minRows) {
    this.minRows = minRows;
  }

  /**
   * The templates of a sample.
   *
   * @param sample prompts, each a JSON array of messages
   * @param minRows how many different prompts must have a template
   * @throws IllegalArgumentException if a prompt is no JSON array of messages
   */
  public static Templates mine(Iterable<String> sample, int minRows) {
    Set<String> different = new HashSet<>();
    List<List<Turn>> conversations = new ArrayList<>();
    for (String messages : sample) {
      if (different.add(messages)) {
        conversations.add(Turn.read(messages));
      }
    }
    return new TemplateMiner(minRows).templates(conversations);
  }

  private Templates templates(List<List<Turn>> conversations) {
    findPatterns(conversations);
    Map<List<Shape>, Integer> fixed = fixed(conversations);
    Set<List<Shape>> accepted = new HashSet<>();
    List<Template> templates = new ArrayList<>();
    fixed.forEach(
        (shapes, rows) -> {
          if (rows >= minRows && isStrong(shapes) && saysMoreThanInstructions(shapes)) {
            accepted.add(shapes);
            templates.add(template(shapes, rows, false));
          }
        });
    Map<List<Shape>, Integer> heads = new HashMap<>();
    for (List<Turn> turns : conversations) {
      List<Shape> shapes = shapes(turns);
      if (!accepted.contains(generalised(shapes, fixed))) {
        List<Shape> head = head(shapes);
        if (!head.isEmpty() && head.size() < turns.size() && isStrong(head)) {
          heads.merge(head, 1, Integer::sum);
        }
      }
    }
    heads.forEach(
        (shapes, rows) -> {
          if (rows >= minRows) {
            templates.add(template(shapes, rows, true));
          }
        });
    return new Templates(templates);
  }

  private static Template template(List<Shape> shapes, int rows, boolean tail) {
    return new Template(TemplateName.of(shapes, tail), rows, shapes, tail);
  }

  /** Finds each role's patterns, and which of them each text has. */
  private void findPatterns(List<List<Turn>> conversations) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    for (List<Turn> turns : conversations) {
      for (Turn turn : turns) {
        if (turn.isPlain()) {
          counts
              .computeIfAbsent(turn.role(), role -> new HashMap<>())
              .merge(text(turn), 1, Integer::sum);
        }
      }
    }
    counts.forEach((role, texts) -> patternOf.put(role, assigned(texts)));
  }

  private Map<String, TextPattern> assigned(Map<String, Integer> counts) {
    Texts texts = Texts.of(counts);
    List<TextPattern> patterns =
        new ArrayList<>(Families.joined(PatternMiner.mine(texts, minRows)));
    patterns.sort(
        Comparator.comparingInt(TextPattern::length)
            .reversed()
            .thenComparing(pattern -> String.join("\0", pattern.constants())));
    Map<String, TextPattern> assigned = new HashMap<>();
    for (String text : texts.all()) {
      for (TextPattern pattern : patterns) {
        if (pattern.match(text) != null) {
          assigned.put(text, pattern);
          break;
        }
      }
    }
    return assigned;
  }

  private static String text(Turn turn) {
    return turn.text() == null ? "" : turn.text();
  }

  /** The shapes of the messages up to the first that has more than text. */
  private List<Shape> shapes(List<Turn> turns) {
    List<Shape> shapes = new ArrayList<>(turns.size());
    for (Turn turn : turns) {
      if (!turn.isPlain()) {
        break;
      }
      Map<String, TextPattern> patterns = patternOf.getOrDefault(turn.role(), Map.of());
      shapes.add(new Shape(turn.role(), patterns.getOrDefault(text(turn), TextPattern.ANY)));
    }
    return shapes;
  }

  /** How many conversations have each sequence of shapes. */
  private Map<List<Shape>, Integer> fixed(List<List<Turn>> conversations) {
    Map<List<Shape>, Integer> counts = new HashMap<>();
    for (List<Turn> turns : conversations) {
      List<Shape> shapes = shapes(turns);
      if (shapes.size() == turns.size() && !shapes.isEmpty()) {
        counts.merge(shapes, 1, Integer::sum);
      }
    }
    Map<List<Shape>, Integer> general = new HashMap<>();
    counts.forEach(
        (shapes, rows) -> general.merge(generalised(shapes, counts), rows, Integer::sum));
    return general;
  }

  /**
   * The shapes with short constant messages, such as a frequent {@code thanks}, taken for what
   * varies, where it does vary in enough other conversations of these shapes.
   */
  private List<Shape> generalised(List<Shape> shapes, Map<List<Shape>, Integer> counts) {
    List<Shape> now = shapes;
    for (int i = 0; i < shapes.size(); i++) {
      TextPattern text = shapes.get(i).text();
      if (text.slots() == 0 && !Strength.of(text.constants().get(0)).isStrong()) {
        List<Shape> varied = new ArrayList<>(now);
        varied.set(i, new Shape(shapes.get(i).role(), TextPattern.ANY));
        if (counts.getOrDefault(varied, 0) >= minRows) {
          now = varied;
        }
      }
    }
    return now;
  }

  private static List<Shape> head(List<Shape> shapes) {
    int to = 0;
    while (to < shapes.size() && shapes.get(to).role().equals("system")) {
      to++;
    }
    return shapes.subList(0, to);
  }

  private static boolean isStrong(List<Shape> shapes) {
    Strength sum = Strength.NONE;
    boolean anySlot = false;
    for (Shape shape : shapes) {
      anySlot |= shape.text().slots() > 0;
      for (String constant : shape.text().constants()) {
        sum = sum.plus(Strength.of(constant));
      }
    }
    boolean instructions = shapes.get(0).role().equals("system") && !shapes.get(0).text().isAny();
    return instructions ? sum.words() > 0 : sum.isStrong(1) && anySlot;
  }

  private static boolean saysMoreThanInstructions(List<Shape> shapes) {
    List<Shape> others = shapes.subList(head(shapes).size(), shapes.size());
    return others.stream().anyMatch(shape -> !shape.text().isAny());
  }
}
