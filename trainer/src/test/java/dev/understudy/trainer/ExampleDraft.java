package dev.understudy.trainer;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.trainer.example.Cost;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Marks;
import dev.understudy.trainer.example.Origin;
import dev.understudy.trainer.example.Prompt;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.example.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An example in the making, with something valid in every place that a test does not care for. */
public final class ExampleDraft {
  private final String id;
  private @Nullable String user;
  private @Nullable String session;
  private @Nullable String template;
  private String messages = "[{\"role\":\"user\",\"content\":\"x\"}]";
  private String input = "What is it?";
  private String answer = "That.";
  private @Nullable String label;
  private Provenance provenance = Provenance.TEACHER;
  private @Nullable String teacherLabel;
  private @Nullable Gold gold;
  private @Nullable String group;
  private @Nullable Split split;
  private @Nullable Drop drop;
  private long receivedAt;

  private ExampleDraft(String id) {
    this.id = id;
  }

  public static ExampleDraft example(String id) {
    return new ExampleDraft(id);
  }

  public ExampleDraft user(@Nullable String other) {
    user = other;
    return this;
  }

  public ExampleDraft session(@Nullable String other) {
    session = other;
    return this;
  }

  public ExampleDraft template(@Nullable String other) {
    template = other;
    return this;
  }

  public ExampleDraft input(String other) {
    input = other;
    return this;
  }

  /** The input, which is the only message, too. */
  public ExampleDraft asked(String other) {
    input = other;
    messages = Turn.write(List.of(Turn.of("user", other)));
    return this;
  }

  public ExampleDraft answer(String other) {
    answer = other;
    return this;
  }

  /** The teacher's label, which is the target's too. */
  public ExampleDraft label(@Nullable String other) {
    label = other;
    teacherLabel = other;
    return this;
  }

  public ExampleDraft provenance(Provenance other) {
    provenance = other;
    return this;
  }

  public ExampleDraft gold(@Nullable Gold other) {
    gold = other;
    return this;
  }

  public ExampleDraft group(@Nullable String other) {
    group = other;
    return this;
  }

  public ExampleDraft split(@Nullable Split other) {
    split = other;
    return this;
  }

  public ExampleDraft dropped(String stage, String reason) {
    drop = new Drop(stage, reason, null);
    return this;
  }

  /** Microseconds since 1970. */
  public ExampleDraft receivedAt(long micros) {
    receivedAt = micros;
    return this;
  }

  public Example make() {
    return new Example(
        new Origin(
            id,
            "all",
            receivedAt,
            "route",
            "app",
            user,
            session,
            Map.of(),
            "teacher",
            null,
            "chat"),
        new Prompt(messages, null, template, input),
        new Target(answer, null, label, provenance, null, teacherLabel, "stop", null),
        gold,
        new Cost(10, 5, null),
        new Marks(group, null, null, split, 1),
        drop);
  }
}
