package dev.understudy.rules;

/** What an upstream is sent to prove who asks. */
public sealed interface Credentials {
  /** The client's own, as they came. The usual for teachers; a student never gets them. */
  record Forward() implements Credentials {}

  /** None: the client's are taken off. The usual for students. */
  record None() implements Credentials {}

  /**
   * The gateway's own: {@code Authorization: Bearer} and the value of an environment variable, read
   * when the rules are put into force. The client's are taken off.
   *
   * @param variable the variable's name
   */
  record FromEnvironment(String variable) implements Credentials {}
}
