package dev.understudy.trainer.router.command;

import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads shares as rules write them: {@code 20%}, or {@code 0.2}. */
final class Percent implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    try {
      return Scalar.SHARE.read(text).fraction().doubleValue();
    } catch (Mismatch none) {
      throw new TypeConversionException(none.getMessage());
    }
  }
}
