package dev.understudy.sink.parquet;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Feedback;
import java.util.Objects;

/**
 * One row of the table of feedback.
 *
 * @param feedback what it tells of
 */
public record FeedbackRow(Feedback feedback) implements TableRow {
  public FeedbackRow {
    Objects.requireNonNull(feedback, "feedback");
  }

  @Override
  public Entry entry() {
    return feedback;
  }

  @Override
  public void write(Columns out) {
    out.begin();
    out.text("request_id", feedback.requestId().toString());
    out.number("given_at", Columns.micros(feedback.givenAt()));
    out.word("instance", feedback.instance());
    out.real("score", feedback.score());
    out.word("label", feedback.label());
    out.text("correction", feedback.correction());
    out.word("annotator", feedback.annotator());
    out.text("comment", feedback.comment());
    out.end();
  }
}
