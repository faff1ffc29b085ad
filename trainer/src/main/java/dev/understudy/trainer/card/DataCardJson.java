package dev.understudy.trainer.card;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/**
 * A card as JSON: an object of the version of this format, {@code format}, and the card, {@code
 * card}, whose keys are the components of {@link DataCard} in their order, in small letters parted
 * by underscores. What is not known is null; verdicts are words in small letters.
 */
public final class DataCardJson {
  /** The version of the format. */
  public static final int FORMAT = 1;

  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .build()
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private DataCardJson() {}

  /** The card in JSON, indented, with a line end at the end; the same card gives the same text. */
  public static String write(DataCard card) {
    try {
      return WRITER.writeValueAsString(new Envelope(FORMAT, card)) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private record Envelope(int format, DataCard card) {}
}
