package dev.understudy.trainer.evaluation.judge;

import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.endpoint.ChatClient;
import dev.understudy.trainer.evaluation.endpoint.Unavailable;
import dev.understudy.trainer.evaluation.interval.Bootstrap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Has pairs of answers judged, one call after the other. Each pair is shown in both orders, some
 * are asked again. Pairs come in an order drawn by the seed, so that where the budget ends, those
 * judged are a fair sample. What was judged before, as the file tells, is not asked again and
 * counts against the budget.
 */
public final class Judge {
  private final JudgeSettings settings;
  private final ChatClient client;
  private final Path file;
  private final Bootstrap bootstrap;

  /**
   * A judge by these settings.
   *
   * @param file keeps what it says
   * @param bootstrap how the interval is resampled
   * @param environment tells variables of the environment, such as {@code System::getenv}
   * @throws Unavailable where the key is not set
   */
  public Judge(
      JudgeSettings settings,
      Path file,
      Bootstrap bootstrap,
      UnaryOperator<@Nullable String> environment)
      throws Unavailable {
    this.settings = settings;
    this.client = new ChatClient(settings.endpoint(), environment);
    this.file = file;
    this.bootstrap = bootstrap;
  }

  /**
   * What the judge thinks of these pairs.
   *
   * @throws Unavailable where it cannot be asked; what it said before is kept in the file
   * @throws IOException where the file cannot be read or written
   */
  public JudgeReport judge(List<JudgedPair> pairs)
      throws Unavailable, IOException, InterruptedException {
    Random dice = new Random(settings.seed());
    List<JudgedPair> drawn = new ArrayList<>(pairs);
    Collections.shuffle(drawn, dice);
    try (JudgeAnswers answers = JudgeAnswers.open(file)) {
      Session session = new Session(answers);
      int judged = 0;
      for (JudgedPair pair : drawn) {
        boolean swapsFirst = dice.nextBoolean();
        boolean isRepeated = dice.nextDouble() < settings.repeatedShare();
        if (!session.judge(pair, swapsFirst, isRepeated)) {
          break;
        }
        judged++;
      }
      return session.count.report(drawn.size() - judged, bootstrap);
    }
  }

  /** One walk over the pairs. */
  private final class Session {
    private final JudgeAnswers answers;
    private final JudgeCount count = new JudgeCount();

    Session(JudgeAnswers answers) {
      this.answers = answers;
    }

    /** Whether the pair was judged in both orders before the budget ended. */
    boolean judge(JudgedPair pair, boolean swapsFirst, boolean isRepeated)
        throws Unavailable, IOException, InterruptedException {
      Preference once = ask(new JudgeCall(pair, swapsFirst, 0));
      Preference turned = once == null ? null : ask(new JudgeCall(pair, !swapsFirst, 0));
      if (once == null || turned == null) {
        return false;
      }
      count.pair(swapsFirst ? turned : once, swapsFirst ? once : turned);
      if (isRepeated) {
        Preference again = ask(new JudgeCall(pair, swapsFirst, 1));
        if (again != null) {
          count.repeat(once, again);
        }
      }
      return true;
    }

    /** What the judge says, or null where the budget is spent. */
    private @Nullable Preference ask(JudgeCall call)
        throws Unavailable, IOException, InterruptedException {
      String key = call.key(settings);
      JudgeAnswers.Said said = answers.get(key);
      if (said == null) {
        boolean isSpent =
            count.calls() >= settings.budget().calls()
                || count.tokens() + client.estimate(call.conversation(settings.criteria()))
                    > settings.budget().tokens();
        if (isSpent) {
          return null;
        }
        Answered answer = client.ask(call.conversation(settings.criteria()));
        said = new JudgeAnswers.Said(Preference.read(answer.text()), tokens(answer));
        answers.put(key, said);
      }
      count.call(said);
      return said.preference();
    }

    private static long tokens(Answered answer) {
      Answered.Tokens took = answer.tokens();
      return took == null ? 0 : took.input() + took.output();
    }
  }
}
