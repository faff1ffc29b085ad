package dev.understudy.trainer.evaluation.asked;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.endpoint.Budget;
import dev.understudy.trainer.evaluation.endpoint.ChatClient;
import dev.understudy.trainer.evaluation.endpoint.Endpoint;
import dev.understudy.trainer.evaluation.endpoint.Journal;
import dev.understudy.trainer.evaluation.endpoint.Unavailable;
import dev.understudy.trainer.evaluation.recorded.InputPrompt;
import dev.understudy.trainer.evaluation.recorded.RecordedLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A model that is asked over HTTP, a few questions at a time. What it said is kept in a file of
 * {@link RecordedLine}s, and what that has is not asked again.
 */
public final class AskedEndpoint implements Answerer {
  private final Endpoint endpoint;
  private final ChatClient client;
  private final Settings settings;

  /**
   * How an endpoint is asked.
   *
   * @param record the file that keeps what it says
   * @param prompt in which inputs are asked, or null to ask as the test does
   * @param labels reads the labels of answers, or null where they are no labels
   * @param atOnce how many questions it is asked at the same time, at least 1
   * @param budget what one run may cost; a question that is tried again counts once
   */
  public record Settings(
      Path record,
      @Nullable InputPrompt prompt,
      @Nullable LabelReader labels,
      int atOnce,
      Budget budget) {
    public Settings {
      if (atOnce < 1) {
        throw new IllegalArgumentException(
            "at least one question must be asked at a time, got " + atOnce);
      }
    }
  }

  /**
   * An endpoint that will be asked.
   *
   * @param environment tells variables of the environment, such as {@code System::getenv}
   * @throws Unavailable where its key is not set
   */
  public AskedEndpoint(
      Endpoint endpoint, Settings settings, UnaryOperator<@Nullable String> environment)
      throws Unavailable {
    this.endpoint = endpoint;
    this.client = new ChatClient(endpoint, environment);
    this.settings = settings;
  }

  @Override
  public List<Answered> answers(List<TestQuestion> questions)
      throws Unavailable, IOException, InterruptedException {
    Map<String, List<Turn>> wanted = new LinkedHashMap<>();
    List<String> keys = new ArrayList<>(questions.size());
    for (TestQuestion question : questions) {
      List<Turn> asked = question.askedBy(settings.prompt());
      String key = RecordedLine.key(asked);
      wanted.put(key, asked);
      keys.add(key);
    }
    Map<String, Answered> known = new ConcurrentHashMap<>();
    try (Journal journal =
        Journal.open(
            settings.record(),
            "recorded conversation",
            line -> remember(RecordedLine.of(line), known))) {
      wanted.keySet().removeAll(known.keySet());
      new Round(journal, known).ask(List.copyOf(wanted.values()));
    }
    List<Answered> answers = new ArrayList<>(keys.size());
    for (String key : keys) {
      answers.add(known.getOrDefault(key, Answered.text("")).labelledBy(settings.labels()));
    }
    return answers;
  }

  /** The file may hold what was said elsewhere, by other models, and at other temperatures. */
  private void remember(RecordedLine line, Map<String, Answered> known) {
    boolean isOurs =
        endpoint.model().equals(line.model())
            && endpoint.baseUrl().toString().equals(line.endpoint())
            && Double.valueOf(endpoint.temperature()).equals(line.temperature())
            && !(endpoint.tellsLogprobs() && line.answer().logprobs().isEmpty());
    if (isOurs) {
      known.putIfAbsent(RecordedLine.key(line.messages()), line.answer());
    }
  }

  /** One walk over what is not known yet. */
  private final class Round {
    private final Journal journal;
    private final Map<String, Answered> known;
    private final AtomicLong tokens = new AtomicLong();
    private final AtomicBoolean isOver = new AtomicBoolean();

    Round(Journal journal, Map<String, Answered> known) {
      this.journal = journal;
      this.known = known;
    }

    void ask(List<List<Turn>> conversations) throws Unavailable, IOException, InterruptedException {
      requireBudget(conversations);
      ExecutorService threads = Executors.newFixedThreadPool(settings.atOnce());
      try {
        List<Future<?>> asked = new ArrayList<>();
        for (List<Turn> each : conversations) {
          asked.add(threads.submit(() -> askUnlessOver(each)));
        }
        Failure failure = new Failure();
        for (Future<?> each : asked) {
          failure.join(each);
        }
        failure.raise();
      } finally {
        isOver.set(true);
        threads.shutdown();
        settle(threads);
      }
    }

    /** What is under way is paid for, so it is waited for and kept, interrupted or not. */
    private void settle(ExecutorService threads) {
      boolean isInterrupted = Thread.interrupted();
      try {
        while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
          isInterrupted |= Thread.interrupted();
        }
      } catch (InterruptedException twice) {
        threads.shutdownNow();
        isInterrupted = true;
      }
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }

    /** Nothing is spent on a round that cannot end. */
    private void requireBudget(List<List<Turn>> conversations) throws Unavailable {
      long least = conversations.stream().mapToLong(client::estimate).sum();
      Budget budget = settings.budget();
      if (conversations.size() > budget.calls() || least > budget.tokens()) {
        throw new Unavailable(
            ("%s: %d questions of more than %d tokens are to be asked, but the budget is %d and %d:"
                    + " raise it, or ask fewer rows")
                .formatted(
                    endpoint.name(), conversations.size(), least, budget.calls(), budget.tokens()));
      }
    }

    private @Nullable Void askUnlessOver(List<Turn> conversation)
        throws Unavailable, IOException, InterruptedException {
      if (isOver.get()) {
        return null;
      }
      try {
        ask(conversation, client.estimate(conversation));
        return null;
      } catch (Unavailable | IOException | InterruptedException | RuntimeException failure) {
        isOver.set(true);
        throw failure;
      }
    }

    private void ask(List<Turn> conversation, long estimate)
        throws Unavailable, IOException, InterruptedException {
      if (tokens.get() + estimate > settings.budget().tokens()) {
        throw new Unavailable(
            ("%s: the budget of %d tokens is spent; what was answered is kept in %s: raise it, or"
                    + " ask fewer rows")
                .formatted(endpoint.name(), settings.budget().tokens(), settings.record()));
      }
      Answered answer = client.ask(conversation);
      Answered.Tokens took = answer.tokens();
      tokens.addAndGet(took == null ? 0 : took.input() + took.output());
      journal.append(
          new RecordedLine(
                  endpoint.model(),
                  endpoint.baseUrl().toString(),
                  endpoint.temperature(),
                  null,
                  conversation,
                  answer)
              .json());
      known.put(RecordedLine.key(conversation), answer);
    }
  }

  /** The first failure of many that were asked. */
  private static final class Failure {
    private @Nullable Throwable first;

    void join(Future<?> asked) throws InterruptedException {
      try {
        asked.get();
      } catch (ExecutionException failed) {
        first = first == null ? failed.getCause() : first;
      }
    }

    void raise() throws Unavailable, IOException, InterruptedException {
      if (first instanceof Unavailable unavailable) {
        throw unavailable;
      }
      if (first instanceof IOException broken) {
        throw broken;
      }
      if (first instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      if (first != null) {
        throw new IllegalStateException(first);
      }
    }
  }
}
