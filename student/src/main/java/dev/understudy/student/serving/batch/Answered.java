package dev.understudy.student.serving.batch;

import dev.understudy.student.model.Model;
import dev.understudy.student.model.Reply;
import java.util.Objects;

/**
 * A reply, and whose it is.
 *
 * @param reply what was answered
 * @param by the version of the model that answered
 */
public record Answered(Reply reply, Model.Identity by) {
  public Answered {
    Objects.requireNonNull(reply, "reply");
    Objects.requireNonNull(by, "by");
  }
}
