package dev.understudy.student.serving.shelf;

import dev.understudy.student.model.Model;
import dev.understudy.student.model.Question;
import dev.understudy.student.model.Reply;
import java.util.List;

/** A model that was closed before, and may be closed again. */
record UnclosedTwice(Model closed) implements Model {
  @Override
  public Identity identity() {
    return closed.identity();
  }

  @Override
  public List<Reply> answer(List<Question> questions) {
    return closed.answer(questions);
  }

  @Override
  public int mostAtOnce() {
    return closed.mostAtOnce();
  }

  @Override
  public void close() {}
}
