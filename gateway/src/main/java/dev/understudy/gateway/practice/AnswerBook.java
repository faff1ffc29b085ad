package dev.understudy.gateway.practice;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The recorded answers, found by what was asked. What is added later replaces what was added before
 * it under the same model and messages. Filled by one thread, then only read, by any.
 */
final class AnswerBook {
  private final Map<PromptKey, Entry> entries = new HashMap<>();
  private final SortedSet<String> models = new TreeSet<>();
  private int size;

  /**
   * Writes an answer down.
   *
   * @param askedModel the model name the application used, which may be an alias of the one that
   *     served
   */
  void add(String askedModel, List<Turn> turns, RecordedAnswer answer) {
    Entry entry = entries.computeIfAbsent(PromptKey.of(turns), key -> new Entry());
    if (entry.put(askedModel, answer)) {
      size++;
    }
    models.add(askedModel);
  }

  /** The answer that this model gave to these turns, else the latest that any model gave. */
  Optional<RecordedAnswer> find(String model, List<Turn> turns) {
    Entry entry = entries.get(PromptKey.of(turns));
    return entry == null ? Optional.empty() : Optional.of(entry.get(model));
  }

  /** The model names that can be asked for, sorted. */
  SortedSet<String> models() {
    return Collections.unmodifiableSortedSet(models);
  }

  /** How many answers there are. */
  int size() {
    return size;
  }

  /** The answers to one conversation; nearly always a single one. */
  private static final class Entry {
    private final Map<String, RecordedAnswer> byModel = new HashMap<>(2);
    private @Nullable RecordedAnswer latest;

    boolean put(String model, RecordedAnswer answer) {
      latest = answer;
      return byModel.put(model, answer) == null;
    }

    RecordedAnswer get(String model) {
      RecordedAnswer exact = byModel.get(model);
      if (exact != null) {
        return exact;
      }
      if (latest == null) {
        throw new IllegalStateException("an entry is made to be put into");
      }
      return latest;
    }
  }
}
