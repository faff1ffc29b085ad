package dev.understudy.trainer.evaluation.command;

import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.asked.FrozenTest;
import dev.understudy.trainer.evaluation.endpoint.Budget;
import dev.understudy.trainer.evaluation.endpoint.ChatClient;
import dev.understudy.trainer.evaluation.endpoint.Endpoint;
import dev.understudy.trainer.evaluation.endpoint.Unavailable;
import dev.understudy.trainer.evaluation.interval.Bootstrap;
import dev.understudy.trainer.evaluation.judge.Judge;
import dev.understudy.trainer.evaluation.judge.JudgeSettings;
import dev.understudy.trainer.evaluation.judge.Judged;
import dev.understudy.trainer.evaluation.judge.JudgedPair;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who judges whose answers are better. */
final class JudgeOptions {
  @Option(
      names = "--judge",
      paramLabel = "URL",
      description = {
        "Has a language model judge the first student's answers against the first teacher's, by",
        "OpenAI's API; both orders are shown, some are asked again."
      })
  private @Nullable URI judge;

  @Option(names = "--judge-model", paramLabel = "MODEL", description = "The judge's name.")
  private @Nullable String model;

  @Option(
      names = "--judge-key",
      paramLabel = "VARIABLE",
      description = "The environment variable that holds the judge's key; default: none.")
  private @Nullable String key;

  @Option(
      names = "--judge-budget",
      paramLabel = "N",
      description =
          "The most calls, those counted whose answers are used again (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000")
  private long calls;

  @Option(
      names = "--judge-tokens",
      paramLabel = "N",
      description = "The most tokens, likewise (default: ${DEFAULT-VALUE}).",
      defaultValue = "2000000")
  private long tokens;

  @Option(
      names = "--judge-criteria",
      paramLabel = "TEXT",
      description = "What makes an answer better, in a sentence or two.",
      defaultValue = JudgeSettings.CRITERIA,
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private String criteria = "";

  @Option(names = "--judge-all", description = "Rows whose answers are the same are judged, too.")
  private boolean all;

  @Option(
      names = "--judge-answers",
      paramLabel = "FILE",
      description = {
        "Keeps what it said, so that it is not asked again (default: ${DEFAULT-VALUE})."
      },
      defaultValue = "judge.jsonl")
  private Path answers = Path.of("");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /** Refuses a judge without a model or key, before anything is loaded. */
  void require() {
    if (judge == null) {
      return;
    }
    if (model == null) {
      throw new ParameterException(spec.commandLine(), "--judge needs --judge-model");
    }
    try {
      ChatClient.requireKey(settings(judge, model).endpoint(), System::getenv);
    } catch (IllegalArgumentException | Unavailable wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
  }

  private JudgeSettings settings(URI url, String name) {
    Endpoint endpoint = JudgeSettings.judge(url, name, key);
    return JudgeSettings.of(endpoint, criteria, new Budget(calls, tokens));
  }

  /**
   * What the judge thinks of the subject and its teacher, or null where none was asked for.
   *
   * @throws IllegalArgumentException where there are no two systems to judge
   */
  @Nullable Judged judge(FrozenTest test, TestSet set)
      throws Unavailable, IOException, InterruptedException {
    if (judge == null || model == null) {
      return null;
    }
    TestSystem first = set.subject();
    TestSystem second = opponent(set, first);
    List<JudgedPair> pairs = Conversations.pairs(test, set, first, second);
    List<JudgedPair> shown = all ? pairs : pairs.stream().filter(each -> !each.isAlike()).toList();
    return new Judged(
        first.name(),
        second.name(),
        model,
        pairs.size() - shown.size(),
        new Judge(settings(judge, model), answers, Bootstrap.DEFAULT, System::getenv).judge(shown));
  }

  private static TestSystem opponent(TestSet set, TestSystem subject) {
    return set.systems().stream()
        .filter(each -> !each.equals(subject) && each.role() == Role.TEACHER)
        .findFirst()
        .or(() -> set.systems().stream().filter(each -> !each.equals(subject)).findFirst())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a judge compares two systems, but there is only '%s': add a --teacher"
                        .formatted(subject.name())));
  }
}
