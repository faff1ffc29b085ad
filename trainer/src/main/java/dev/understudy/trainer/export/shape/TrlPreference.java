package dev.understudy.trainer.export.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.trainer.export.chat.Contrast;
import dev.understudy.trainer.export.chat.Unfit;

/**
 * TRL's conversational type "preference" with the prompt apart, as it recommends: {@code prompt},
 * {@code chosen} and {@code rejected}, and {@code tools} where there are any.
 *
 * @see <a href="https://huggingface.co/docs/trl/dataset_formats#preference">TRL, "Dataset formats
 *     and types", "Preference"</a>
 */
public final class TrlPreference implements Shape<Contrast> {
  @Override
  public ObjectNode row(Contrast contrast) throws Unfit {
    ObjectNode row = Nodes.object();
    row.set("prompt", TrlMessages.of(contrast.request()));
    row.set("chosen", TrlMessages.of(contrast.chosen()));
    row.set("rejected", TrlMessages.of(contrast.rejected()));
    TrlMessages.addTools(row, contrast.request());
    return row;
  }
}
