package dev.understudy.student.classifier;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.prompt.template.Prompts;
import java.util.List;
import java.util.Locale;

/** What of a prompt a classifier reads. */
public enum InputForm {
  /** What varies: the template's slots, or the whole conversation where it has no template. */
  SLOTS {
    @Override
    public String read(Prompts prompts, List<Turn> messages) {
      return prompts.input(messages);
    }
  },
  /** The conversation as the training set pruned it. */
  PRUNED {
    @Override
    public String read(Prompts prompts, List<Turn> messages) {
      return Prompts.NONE.input(prompts.apply(messages));
    }
  };

  /** What is read of these messages. */
  public abstract String read(Prompts prompts, List<Turn> messages);

  /** The word in files, such as {@code slots}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
