package dev.understudy.student.model;

import java.util.List;

/**
 * A student that is loaded and can answer. Any number of threads may ask at the same time; none
 * after it was closed.
 */
public interface Model extends AutoCloseable {
  /** Its name and version, as its folder states them. */
  Identity identity();

  /**
   * Answers questions, one reply for each in their order. What one question is answered does not
   * depend on its neighbours.
   *
   * @param questions 1 to {@link #mostAtOnce()} questions
   */
  List<Reply> answer(List<Question> questions);

  /** How many questions it takes at once, at least 1. */
  int mostAtOnce();

  /** Gives back memory outside Java's heap. */
  @Override
  void close();

  /**
   * What a student is called.
   *
   * @param name the name that requests ask for, such as {@code toxicity}
   * @param version which training of it, such as {@code 20261126-3f9c2a1b}
   * @param createdSeconds when it was trained, in seconds since 1970
   */
  record Identity(String name, String version, long createdSeconds) {
    public Identity {
      if (name.isBlank() || version.isBlank()) {
        throw new IllegalArgumentException("a student must have a name and a version");
      }
    }
  }
}
