package dev.understudy.trainer.export.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.trainer.export.chat.Contrast;
import dev.understudy.trainer.export.chat.Unfit;
import dev.understudy.trainer.export.chat.Unfit.Reason;

/**
 * OpenAI's direct preference optimization: {@code input} with {@code messages} and {@code tools},
 * {@code preferred_output} and {@code non_preferred_output} of one message each. Text alone: it
 * takes no pictures.
 *
 * @see <a href="https://developers.openai.com/api/docs/guides/direct-preference-optimization">
 *     OpenAI, "Direct preference optimization", "Data format"</a>
 */
public final class OpenAiPreference implements Shape<Contrast> {
  @Override
  public ObjectNode row(Contrast contrast) throws Unfit {
    if (contrast.request().hasImage()) {
      throw new Unfit(Reason.IMAGE);
    }
    ObjectNode row = Nodes.object();
    ObjectNode input = row.putObject("input");
    input.set("messages", OpenAiMessages.of(contrast.request()));
    if (!contrast.request().functions().isEmpty()) {
      input.set("tools", contrast.request().tools());
    }
    row.putArray("preferred_output").add(OpenAiMessages.of(contrast.chosen()));
    row.putArray("non_preferred_output").add(OpenAiMessages.of(contrast.rejected()));
    return row;
  }
}
