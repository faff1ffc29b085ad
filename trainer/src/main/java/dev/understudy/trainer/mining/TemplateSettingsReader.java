package dev.understudy.trainer.mining;

import dev.understudy.exchange.prompt.template.Pruning;
import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.util.Map;

/**
 * Reads {@link TemplateSettings} from their section:
 *
 * <pre>{@code
 * min_rows: 50
 * sample: 20000
 * names: {moderation: "classify whether it is toxic"}
 * prune: {moderation: input}
 * }</pre>
 */
public final class TemplateSettingsReader {
  private static final int MOST_SAMPLE = 1_000_000;
  private static final Scalar<String> PRUNE = Scalar.of("none", TemplateSettingsReader::prune);

  private TemplateSettingsReader() {}

  /** The settings of a section. */
  public static TemplateSettings read(Section in) {
    TemplateSettings usual = TemplateSettings.USUAL;
    int minRows = in.value("min_rows", Scalar.integer(2, MOST_SAMPLE), usual.minRows());
    int sample = in.value("sample", Scalar.integer(2, MOST_SAMPLE), usual.sample());
    Map<String, String> names = in.namedValues("names", Scalar.NAME, Scalar.TEXT);
    Map<String, String> prune = in.namedValues("prune", Scalar.NAME, PRUNE);
    if (sample < minRows && in.isSound("min_rows") && in.isSound("sample")) {
      in.problem(
          "sample", "sample must be at least min_rows, %d, got %d".formatted(minRows, sample));
      sample = minRows;
    }
    return new TemplateSettings(minRows, Math.max(minRows, sample), names, prune);
  }

  private static String prune(String text) throws Mismatch {
    try {
      return Pruning.of(text).word();
    } catch (IllegalArgumentException neither) {
      throw Mismatch.of("must be none, input, or a text with {input} or a slot such as {1}", text);
    }
  }
}
