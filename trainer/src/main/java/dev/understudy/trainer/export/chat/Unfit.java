package dev.understudy.trainer.export.chat;

import java.util.Locale;

/** Something cannot be said in a format, and why. Carries no stack trace: it is an outcome. */
public final class Unfit extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** With the reason. */
  public Unfit(Reason reason) {
    super(reason.word(), null, false, false);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Why something is left out of an export. */
  public enum Reason {
    /** An earlier job dropped it. */
    DROPPED,
    /** Its weight came to no copy at all. */
    WEIGHT,
    /** Its messages are no JSON array of chat messages, or there are none. */
    MESSAGES,
    /** A message's role is not one of the chat API's, or one it gave up: {@code function}. */
    ROLE,
    /** A message has a part that is neither text nor a picture: sound, a file, hidden reasoning. */
    PART,
    /** A picture, where the format has text alone, or in a turn that must not have one. */
    IMAGE,
    /** The answer continues a turn of the model that was already begun. */
    PREFILLED,
    /** The answer says nothing. */
    EMPTY_ANSWER,
    /** Tool calls that are no JSON array of function calls. */
    TOOL_CALLS,
    /** A tool call or its result without the identifier that the format requires. */
    TOOL_CALL_ID,
    /** The arguments of a tool call are no JSON object, and the format wants one. */
    ARGUMENTS,
    /** The tools on offer are no JSON array of functions. */
    TOOLS,
    /** Text beside tool calls in one turn, where the format has room for one of them. */
    TEXT_WITH_TOOL_CALLS,
    /** Turns in an order that the format does not allow. */
    TURN_ORDER;

    /** The word used in reports, such as {@code turn_order}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
