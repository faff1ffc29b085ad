package dev.understudy.trainer.dataset;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.diff.label.LabelSettings;
import dev.understudy.trainer.corpus.GoldUse;
import dev.understudy.trainer.corpus.Source;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Target;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How answers are labelled and corrected; sent to where the examples are.
 *
 * @param settings where labels stand and what becomes of corrections
 * @param sources the corpus's, which may say otherwise
 * @param wordings how the teacher words each label
 */
record Labelling(AnswerSettings settings, List<Source> sources, Map<String, String> wordings)
    implements Serializable {
  Labelling {
    sources = List.copyOf(sources);
    wordings = new TreeMap<>(wordings);
  }

  /** What does it, on one thread. */
  Worker worker() {
    return new Worker(this);
  }

  /** Labels and corrects. */
  static final class Worker {
    private final Labelling how;
    private final @Nullable LabelReader reader;

    private Worker(Labelling how) {
      this.how = how;
      LabelSettings read = how.settings.read();
      this.reader = read == null ? null : LabelReader.of(read);
    }

    /** The example with the labels that its answers have. */
    Example labelled(Example example) {
      if (!example.isKept()) {
        return example;
      }
      Target target = example.target();
      String label = label(target.answer());
      Target labelled =
          new Target(
              target.answer(),
              target.toolCalls(),
              label,
              target.provenance(),
              target.teacherAnswer(),
              label,
              target.finishReason(),
              target.confidence());
      return new Example(
          example.origin(),
          example.prompt(),
          labelled,
          gold(example.gold()),
          example.cost(),
          example.marks(),
          example.drop());
    }

    private @Nullable Gold gold(@Nullable Gold gold) {
      if (gold == null) {
        return null;
      }
      String read = gold.answer() == null ? null : label(gold.answer());
      String said = gold.label() == null ? null : LabelReader.canonical(gold.label());
      return new Gold(gold.answer(), read == null ? said : read, gold.score());
    }

    private @Nullable String label(String answer) {
      return reader == null ? null : reader.read(answer).orElse(null);
    }

    /** The example with what is to be learned in the teacher's place. */
    Example withGold(Example example) {
      if (!example.isKept()) {
        return example;
      }
      Source source = source(example);
      GoldUse use = source == null || source.gold() == null ? how.settings.gold() : source.gold();
      Gold gold = example.gold();
      String answer = gold == null || use == GoldUse.IGNORE ? null : answer(gold);
      if (answer == null) {
        return use == GoldUse.ONLY
            ? example.dropped(new Drop(LabelsStage.NAME, "no_gold", null))
            : labelledEnough(example);
      }
      String label = Objects.requireNonNull(gold).label();
      if (source != null && !isWanted(source, label)) {
        return example.dropped(
            new Drop(LabelsStage.NAME, "other_gold", "the source takes other gold labels"));
      }
      return labelledEnough(
          example.with(example.target().replaced(answer, label, Provenance.GOLD)));
    }

    private static boolean isWanted(Source source, @Nullable String label) {
      return source.goldLabels().isEmpty()
          || (label != null
              && source.goldLabels().stream().map(LabelReader::canonical).anyMatch(label::equals));
    }

    /** Null where nobody said what the answer should have been, nor in which words. */
    private @Nullable String answer(Gold gold) {
      String worded = gold.label() == null ? null : how.wordings.get(gold.label());
      boolean isTeachersStyle = how.settings.style() == AnswerSettings.Style.TEACHER;
      return isTeachersStyle && worded != null ? worded : gold.answer();
    }

    private Example labelledEnough(Example example) {
      return reader == null || how.settings.keepUnlabelled() || example.target().label() != null
          ? example
          : example.dropped(new Drop(LabelsStage.NAME, "no_label", null));
    }

    private @Nullable Source source(Example example) {
      return how.sources.stream()
          .filter(each -> each.name().equals(example.origin().source()))
          .findFirst()
          .orElse(null);
    }
  }
}
