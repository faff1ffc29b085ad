package dev.understudy.trainer.router.command;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads shares: {@code 20%}, or {@code 0.2}. */
final class Percent implements ITypeConverter<Double> {
  @Override
  public Double convert(String text) {
    boolean isPercent = text.endsWith("%");
    try {
      BigDecimal number =
          new BigDecimal((isPercent ? text.substring(0, text.length() - 1) : text).strip());
      BigDecimal share = isPercent ? number.movePointLeft(2) : number;
      if (share.signum() >= 0 && share.compareTo(BigDecimal.ONE) <= 0) {
        return share.doubleValue();
      }
    } catch (NumberFormatException none) {
      // told below
    }
    throw new TypeConversionException("expected a share such as 20% or 0.2, found '" + text + "'");
  }
}
