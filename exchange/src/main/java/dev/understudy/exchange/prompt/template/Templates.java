package dev.understudy.exchange.prompt.template;

import dev.understudy.exchange.prompt.Turn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All templates of a corpus. A prompt is taken for the first that matches; tried first is the one
 * with the longest constants, so that a template that another begins with does not hide it.
 *
 * @param all the templates, in the order in which they are tried
 */
public record Templates(List<Template> all) implements Serializable {
  private static final Comparator<Template> MOST_SPECIFIC_FIRST =
      Comparator.comparingInt(Template::length).reversed().thenComparing(Template::name);

  /** None. */
  public static final Templates NONE = new Templates(List.of());

  public Templates {
    all = all.stream().sorted(MOST_SPECIFIC_FIRST).toList();
    Map<String, Template> names = new HashMap<>();
    for (Template template : all) {
      if (names.put(template.name(), template) != null) {
        throw new IllegalArgumentException("two templates are named '" + template.name() + "'");
      }
    }
  }

  /** The template of these messages, and what varies in them. */
  public Optional<Match> match(List<Turn> turns) {
    for (Template template : all) {
      Match match = template.match(turns);
      if (match != null) {
        return Optional.of(match);
      }
    }
    return Optional.empty();
  }

  /**
   * The same for messages in JSON.
   *
   * @throws IllegalArgumentException if they are no JSON array of chat messages
   */
  public Optional<Match> match(String messages) {
    return match(Turn.read(messages));
  }

  /**
   * The same templates, where users gave names to some: to those with a certain text in a constant.
   * Where several have it, each gets the name and the end of its own name.
   *
   * @param names texts that must occur in a constant, by the names to give
   */
  public Templates named(Map<String, String> names) {
    List<Template> renamed = new ArrayList<>(all);
    names.forEach(
        (name, text) -> {
          List<Template> meant = all.stream().filter(each -> each.says(text)).toList();
          for (Template template : meant) {
            String end = template.name().substring(template.name().lastIndexOf('-') + 1);
            int place = all.indexOf(template);
            renamed.set(place, template.named(meant.size() == 1 ? name : name + "-" + end));
          }
        });
    return new Templates(renamed);
  }

  /** The names whose text occurs in no template's constants. */
  public List<String> unused(Map<String, String> names) {
    return names.entrySet().stream()
        .filter(name -> all.stream().noneMatch(each -> each.says(name.getValue())))
        .map(Map.Entry::getKey)
        .toList();
  }
}
