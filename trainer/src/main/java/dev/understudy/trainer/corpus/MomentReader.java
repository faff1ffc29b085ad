package dev.understudy.trainer.corpus;

import dev.understudy.rules.yaml.Mismatch;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads moments on the command line as {@link CorpusSettings#moment} does in files. */
public final class MomentReader implements ITypeConverter<Instant> {
  /**
   * The moment.
   *
   * @throws TypeConversionException if it is none; the message says what was expected
   */
  @Override
  public Instant convert(String text) {
    try {
      return CorpusSettings.moment(text);
    } catch (Mismatch wrong) {
      throw new TypeConversionException(wrong.getMessage());
    }
  }
}
