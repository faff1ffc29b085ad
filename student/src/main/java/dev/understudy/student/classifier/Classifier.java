package dev.understudy.student.classifier;

import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.student.model.Model;
import dev.understudy.student.model.Question;
import dev.understudy.student.model.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Answers with the words of the label it chooses. */
public final class Classifier implements Model {
  private final Identity identity;
  private final Prompts prompts;
  private final InputForm form;
  private final Decider decider;
  private final Scorer scorer;
  private final int[] answerTokens;

  /**
   * A classifier that owns its scorer.
   *
   * @param prompts the templates of its training set
   * @param form what of a prompt it reads
   */
  public Classifier(
      Identity identity, Prompts prompts, InputForm form, Decider decider, Scorer scorer) {
    this.identity = Objects.requireNonNull(identity, "identity");
    this.prompts = Objects.requireNonNull(prompts, "prompts");
    this.form = Objects.requireNonNull(form, "form");
    this.decider = Objects.requireNonNull(decider, "decider");
    this.scorer = Objects.requireNonNull(scorer, "scorer");
    this.answerTokens =
        decider.labels().stream().mapToInt(each -> scorer.tokens(each.answer())).toArray();
  }

  @Override
  public Identity identity() {
    return identity;
  }

  /** What it chooses among. */
  public List<LabelChoice> labels() {
    return decider.labels();
  }

  @Override
  public int mostAtOnce() {
    return scorer.mostAtOnce();
  }

  @Override
  public List<Reply> answer(List<Question> questions) {
    List<String> texts =
        questions.stream().map(each -> form.read(prompts, each.messages())).toList();
    List<Scorer.Score> scores = scorer.scores(texts);
    List<Reply> replies = new ArrayList<>(scores.size());
    for (Scorer.Score score : scores) {
      replies.add(reply(score));
    }
    return replies;
  }

  private Reply reply(Scorer.Score score) {
    Decider.Decision decision = decider.decide(score.logits());
    List<Reply.Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < labels().size(); i++) {
      candidates.add(
          new Reply.Candidate(labels().get(i).answer(), decision.probabilities().get(i)));
    }
    return new Reply(
        labels().get(decision.chosen()).answer(),
        decision.confidence(),
        candidates,
        score.tokens(),
        answerTokens[decision.chosen()],
        score.truncated());
  }

  @Override
  public void close() {
    scorer.close();
  }
}
