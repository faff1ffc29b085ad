package dev.understudy.trainer.export.chat;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who speaks. */
public enum Role {
  /** Instructions; OpenAI's newer models call them the developer's. */
  SYSTEM,
  /** Who asks. */
  USER,
  /** The model. */
  ASSISTANT,
  /** What a tool that the model called gave back. */
  TOOL;

  /** The word on the wire, such as {@code user}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that word, {@code developer} being the system; null where it is another. */
  static @Nullable Role of(String word) {
    return switch (word) {
      case "system", "developer" -> SYSTEM;
      case "user" -> USER;
      case "assistant" -> ASSISTANT;
      case "tool" -> TOOL;
      default -> null;
    };
  }
}
