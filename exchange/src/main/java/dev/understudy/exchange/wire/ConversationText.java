package dev.understudy.exchange.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A conversation as a person reads it, from the JSON of its messages. */
public final class ConversationText {
  private ConversationText() {}

  /**
   * The text of a conversation, rendered as in the captures' column {@code input}: a single message
   * of the user is its text; several are {@code role: text} each, with a blank line between them.
   *
   * @param messages the JSON of {@code messages} or {@code input}: a text, or a list of messages
   * @return null where there is no text, or where the JSON is broken or cut off
   */
  public static @Nullable String of(String messages) {
    byte[] bytes = messages.getBytes(StandardCharsets.UTF_8);
    Conversation conversation = new Conversation();
    try (Json json = new Json(bytes, 0, bytes.length)) {
      if (!json.enterValue()) {
        return null;
      }
      conversation.readTurns(json);
    } catch (IOException cutOrBroken) {
      return null;
    }
    return conversation.rendered(null);
  }
}
