package dev.understudy.exchange.prompt.template;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.wire.ConversationText;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Templates, and what students see of prompts made from them.
 *
 * @param templates the templates
 * @param prunings the prunings by the names of templates; others are not pruned
 */
public record Prompts(Templates templates, Map<String, Pruning> prunings) implements Serializable {
  /** No templates: prompts are what they are. */
  public static final Prompts NONE = new Prompts(Templates.NONE, Map.of());

  public Prompts {
    TreeMap<String, Pruning> sorted = new TreeMap<>(prunings);
    for (Template template : templates.all()) {
      int highest = sorted.getOrDefault(template.name(), new Pruning.None()).highestSlot();
      if (highest > template.slots()) {
        throw new IllegalArgumentException(
            "the pruned prompt of template '%s' names slot {%d}, but it has %d"
                .formatted(template.name(), highest, template.slots()));
      }
    }
    for (String name : sorted.keySet()) {
      if (templates.all().stream().noneMatch(each -> each.name().equals(name))) {
        throw new IllegalArgumentException(
            "there is no template named '%s' to prune; found: %s"
                .formatted(
                    name,
                    templates.all().isEmpty()
                        ? "none"
                        : String.join(
                            ", ", templates.all().stream().map(Template::name).sorted().toList())));
      }
    }
    prunings = Collections.unmodifiableMap(sorted);
  }

  /** What is done to prompts of that template. */
  public Pruning pruning(Template template) {
    return prunings.getOrDefault(template.name(), new Pruning.None());
  }

  /**
   * What varies in these messages: the template's slots, or the whole conversation as a person
   * reads it where they are of no template; empty where there is no text in them.
   */
  public String input(List<Turn> messages) {
    return templates.match(messages).map(Match::input).orElseGet(() -> text(messages));
  }

  /** The text of these messages as a person reads it; empty where there is none in them. */
  private static String text(List<Turn> messages) {
    String text = ConversationText.of(Turn.write(messages));
    return text == null ? "" : text;
  }

  /** The messages that a student sees: as they are, where they are of no template. */
  public List<Turn> apply(List<Turn> messages) {
    return templates
        .match(messages)
        .map(match -> pruning(match.template()).apply(match))
        .orElse(messages);
  }

  /**
   * The same for messages in JSON; what is not pruned comes back as it came.
   *
   * @throws IllegalArgumentException if they are no JSON array of chat messages
   */
  public String apply(String messages) {
    return templates
        .match(messages)
        .filter(match -> !pruning(match.template()).equals(new Pruning.None()))
        .map(match -> Turn.write(pruning(match.template()).apply(match)))
        .orElse(messages);
  }
}
