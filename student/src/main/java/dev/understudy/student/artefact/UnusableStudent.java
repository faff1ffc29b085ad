package dev.understudy.student.artefact;

import java.io.IOException;

/** A folder that is no student, or none that can be used here; the message says why. */
public final class UnusableStudent extends IOException {
  private static final long serialVersionUID = 1;

  /** With the folder or file, what was expected and what was found. */
  public UnusableStudent(String message) {
    super(message);
  }

  /** The same for a failure that has a cause. */
  public UnusableStudent(String message, Throwable cause) {
    super(message, cause);
  }
}
