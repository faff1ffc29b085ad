package dev.understudy.trainer.filter;

import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The filters that settings name, ready for use: make them once for a process, as patterns, schemas
 * and the model of languages are loaded. They judge in this order, the cheap and plain ones first:
 *
 * <ol>
 *   <li>{@code empty_answer}
 *   <li>{@code finish_reason}
 *   <li>{@code refusal}
 *   <li>{@code repetition}
 *   <li>{@code not_json}, {@code json_fenced}, {@code off_schema}
 *   <li>{@code input_too_short}, {@code input_too_long}, {@code answer_too_short}, {@code
 *       answer_too_long}
 *   <li>{@code input_language}, {@code answer_language}
 *   <li>{@code pattern}, in the order of the settings
 *   <li>{@code low_confidence}, {@code no_confidence}
 *   <li>{@code gold_disagreement}
 * </ol>
 *
 * What is said about the answer's text does not hold for answers that are tool calls alone.
 * Immutable, thread-safe, deterministic; not serializable: send the settings.
 */
public final class Filters {
  /** What the reasons name as their job. */
  public static final String STAGE = "filters";

  private final List<Filter> inOrder;

  private Filters(List<Filter> inOrder) {
    this.inOrder = List.copyOf(inOrder);
  }

  /** Those that the settings name. */
  public static Filters of(FilterSettings settings) {
    List<Filter> all = new ArrayList<>();
    if (settings.empty()) {
      all.add(new EmptyFilter());
    }
    if (settings.finish() != null) {
      all.add(new FinishFilter(settings.finish()));
    }
    if (settings.refusals()) {
      all.add(new RefusalFilter());
    }
    if (settings.repetition() != null) {
      all.add(new RepetitionFilter(settings.repetition()));
    }
    if (settings.json() != null) {
      all.add(new JsonFilter(settings.json()));
    }
    if (settings.length() != null) {
      all.addAll(LengthFilter.of(settings.length()));
    }
    if (settings.language() != null) {
      all.addAll(LanguageFilter.of(settings.language()));
    }
    settings.patterns().forEach(pattern -> all.add(new PatternFilter(pattern)));
    if (settings.confidence() != null) {
      all.add(new ConfidenceFilter(settings.confidence()));
    }
    if (settings.gold()) {
      all.add(new GoldFilter());
    }
    return new Filters(all);
  }

  /** The first reason not to learn from the example; none where there is none. */
  public Optional<Drop> check(Example example) {
    for (Filter filter : inOrder) {
      Drop drop = filter.judge(example);
      if (drop != null) {
        return Optional.of(drop);
      }
    }
    return Optional.empty();
  }

  /** All reasons, at most one of each filter, in their order. */
  public List<Drop> reasons(Example example) {
    List<Drop> reasons = new ArrayList<>();
    for (Filter filter : inOrder) {
      Drop drop = filter.judge(example);
      if (drop != null) {
        reasons.add(drop);
      }
    }
    return List.copyOf(reasons);
  }

  /** The example, dropped where a filter says so; a reason that it had before stays. */
  public Example apply(Example example) {
    return check(example).map(example::dropped).orElse(example);
  }
}
