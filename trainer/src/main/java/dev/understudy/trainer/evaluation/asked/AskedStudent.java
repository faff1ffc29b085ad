package dev.understudy.trainer.evaluation.asked;

import dev.understudy.student.classifier.Classifier;
import dev.understudy.student.classifier.LabelChoice;
import dev.understudy.student.model.Question;
import dev.understudy.student.model.Reply;
import dev.understudy.trainer.evaluation.Answered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A student that is asked questions and whose answers are told with their labels. */
public final class AskedStudent implements Answerer {
  private static final int MOST_AT_ONCE = 64;

  private final Classifier student;
  private final Map<String, String> labels = new HashMap<>();

  /** A loaded student; not closed here. */
  public AskedStudent(Classifier student) {
    this.student = student;
    for (LabelChoice each : student.labels()) {
      labels.put(each.answer(), each.label());
    }
  }

  /** The labels it chooses among. */
  public List<String> labels() {
    return student.labels().stream().map(LabelChoice::label).toList();
  }

  @Override
  public List<Answered> answers(List<TestQuestion> asked) {
    int atOnce = Math.min(MOST_AT_ONCE, student.mostAtOnce());
    List<Answered> answers = new ArrayList<>(asked.size());
    for (int from = 0; from < asked.size(); from += atOnce) {
      List<Question> questions =
          asked.subList(from, Math.min(asked.size(), from + atOnce)).stream()
              .map(each -> new Question(each.messages()))
              .toList();
      student.answer(questions).forEach(reply -> answers.add(answered(reply)));
    }
    return answers;
  }

  private Answered answered(Reply reply) {
    Map<String, Double> probabilities = new HashMap<>();
    for (Reply.Candidate each : reply.candidates()) {
      String label = labels.get(each.text());
      if (label != null) {
        probabilities.put(label, each.probability());
      }
    }
    return Answered.labelled(reply.text(), labels.get(reply.text()))
        .withConfidence(reply.confidence())
        .withProbabilities(probabilities)
        .withTokens(reply.inputTokens(), reply.outputTokens());
  }
}
