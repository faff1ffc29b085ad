package dev.understudy.student.serving.shelf;

import org.jspecify.annotations.Nullable;

/** A folder that no model can be made of. The message is for whoever runs the server. */
public final class UnloadableModel extends Exception {
  private static final long serialVersionUID = 1L;

  /** One with a whole message. */
  public UnloadableModel(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
