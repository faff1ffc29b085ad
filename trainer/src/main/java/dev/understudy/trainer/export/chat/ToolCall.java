package dev.understudy.trainer.export.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function that the model wants called.
 *
 * @param id what names the call in the conversation, or null
 * @param name the function's name
 * @param arguments its arguments as the model wrote them: JSON, if the model was right
 */
public record ToolCall(@Nullable String id, String name, String arguments) {
  public ToolCall {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(arguments, "arguments");
  }

  /**
   * The arguments as the JSON object they should be; an empty one where the model wrote nothing.
   *
   * @throws Unfit if they are no JSON object
   */
  public ObjectNode argumentsAsObject() throws Unfit {
    try {
      JsonNode read = arguments.isBlank() ? Json.object() : Json.read(arguments);
      if (read instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException notJson) {
      throw new Unfit(Unfit.Reason.ARGUMENTS);
    }
    throw new Unfit(Unfit.Reason.ARGUMENTS);
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "ToolCall[" + name + "]";
  }
}
