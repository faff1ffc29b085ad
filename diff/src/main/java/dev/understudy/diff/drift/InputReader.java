package dev.understudy.diff.drift;

import dev.understudy.exchange.prompt.CapturedRequest;
import dev.understudy.exchange.prompt.PromptReader;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.prompt.template.Match;
import dev.understudy.exchange.prompt.template.Prompts;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks requests over. It takes some 10 microseconds for each thousand characters; of what varies
 * only the last few thousand are looked at closely. Thread-safe.
 */
public final class InputReader {
  private final Prompts prompts;

  /**
   * A reader that knows those templates.
   *
   * @param prompts what the student's {@code prompts.json} says
   */
  public InputReader(Prompts prompts) {
    this.prompts = Objects.requireNonNull(prompts, "prompts");
  }

  /** The facts of a request, or null where it holds no conversation that can be read. */
  public @Nullable InputFacts read(CapturedRequest request) {
    PromptReader.Asked asked = PromptReader.asked(request);
    return asked == null ? null : read(asked.turns(), asked.offersTools());
  }

  /**
   * The facts of a conversation.
   *
   * @param messages the request's messages, instructions included
   * @param offersTools whether the request offers tools
   */
  public InputFacts read(List<Turn> messages, boolean offersTools) {
    long characters = 0;
    long tokens = 0;
    boolean tools = offersTools;
    boolean images = false;
    for (Turn turn : messages) {
      String text = text(turn);
      characters += text.length();
      tokens += TextScan.tokens(text);
      tools |= turn.role().equals("tool") || says(turn, "\"tool_calls\":");
      images |= says(turn, "\"content\":[");
    }
    Match match = prompts.templates().match(messages).orElse(null);
    String varying = match == null ? lastOfUser(messages) : match.input();
    return new InputFacts(
        characters,
        tokens,
        messages.size(),
        tools,
        images,
        LanguageGuess.of(varying),
        template(match),
        varying,
        null);
  }

  private @Nullable String template(@Nullable Match match) {
    if (prompts.templates().all().isEmpty()) {
      return null;
    }
    return match == null ? InputFacts.NO_TEMPLATE : match.template().name();
  }

  /** Texts beside images are left aside: such a request is told by its images. */
  private static String text(Turn turn) {
    return turn.text() == null ? "" : turn.text();
  }

  /**
   * Whether a member of that name stands in what a message has beside its text. Members of the
   * canonical form are written without white space, and quotes within texts are escaped.
   */
  private static boolean says(Turn turn, String member) {
    return turn.rest() != null && turn.rest().contains(member);
  }

  /** Without a template, what the user said last varies, and instructions do not. */
  private static String lastOfUser(List<Turn> messages) {
    for (int i = messages.size() - 1; i >= 0; i--) {
      Turn turn = messages.get(i);
      if (turn.role().equals("user") && turn.text() != null) {
        return turn.text();
      }
    }
    return "";
  }
}
