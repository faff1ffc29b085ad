package dev.understudy.gateway.named;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.diff.drift.Capabilities;
import dev.understudy.diff.drift.Capabilities.Reason;
import dev.understudy.diff.drift.InputFacts;
import dev.understudy.diff.drift.InputReader;
import dev.understudy.diff.drift.StudentInputs;
import dev.understudy.exchange.prompt.CapturedRequest;
import dev.understudy.exchange.wire.RequestPrompt;
import dev.understudy.rules.decision.Familiarity;
import dev.understudy.rules.decision.Withheld;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells by a student's training inputs which requests it was trained for. Requests are read as
 * those of training sets are. Some 10 microseconds for each thousand bytes; thread-safe.
 */
public final class TrainedInputs implements Familiarity {
  private final InputReader reader;
  private final Capabilities capabilities;

  /** Those of a student with such inputs. */
  public TrainedInputs(StudentInputs inputs) {
    this.reader = inputs.reader();
    this.capabilities = new Capabilities(inputs.profile());
  }

  @Override
  public @Nullable Withheld lacking(byte[] body, String path) {
    try {
      InputFacts facts =
          reader.read(
              new CapturedRequest(
                  RequestPrompt.api(path), null, null, new String(body, UTF_8), false));
      return facts == null ? Withheld.UNTRAINED_SHAPE : first(capabilities.lacking(facts));
    } catch (RuntimeException | StackOverflowError unreadable) { // nobody trained on such either
      return Withheld.UNTRAINED_SHAPE;
    }
  }

  /** One reason is told: the first, as they stand in order of how plain they are. */
  private static @Nullable Withheld first(Set<Reason> reasons) {
    return reasons.isEmpty() ? null : withheld(reasons.iterator().next());
  }

  private static Withheld withheld(Reason reason) {
    return switch (reason) {
      case TOOLS -> Withheld.UNTRAINED_TOOLS;
      case IMAGES -> Withheld.UNTRAINED_IMAGES;
      case LANGUAGE -> Withheld.UNTRAINED_LANGUAGE;
      case TEMPLATE -> Withheld.UNTRAINED_TEMPLATE;
      case LENGTH -> Withheld.UNTRAINED_LENGTH;
    };
  }
}
