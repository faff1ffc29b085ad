package dev.understudy.student.serving.batch;

/**
 * A model that could not answer a question. The cause may quote the question, so neither its
 * message nor its trace is for logs or clients.
 */
public final class ModelFailure extends Exception {
  private static final long serialVersionUID = 1L;

  ModelFailure(Throwable cause) {
    super("the model failed to answer: " + cause.getClass().getSimpleName(), cause);
  }
}
