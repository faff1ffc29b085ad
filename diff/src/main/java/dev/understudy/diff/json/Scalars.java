package dev.understudy.diff.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.text.Normalizer;

/** When two values that hold no others are the same. */
final class Scalars {
  /** Numbers whose orders of magnitude are further apart than this are not near one another. */
  private static final long MAX_ORDERS_APART = 400;

  private Scalars() {}

  /** Strings after NFC, numbers by value within the tolerance, all else as it is. */
  static boolean same(JsonNode a, JsonNode b, double tolerance) {
    if (a.isTextual() && b.isTextual()) {
      String left = a.textValue();
      String right = b.textValue();
      return left.equals(right) || nfc(left).equals(nfc(right));
    }
    if (a.isNumber() && b.isNumber()) {
      if (a.isIntegralNumber() && a.canConvertToLong() && b.canConvertToLong() && tolerance == 0) {
        return b.isIntegralNumber()
            ? a.longValue() == b.longValue()
            : a.decimalValue().compareTo(b.decimalValue()) == 0;
      }
      return near(a.decimalValue(), b.decimalValue(), tolerance);
    }
    return a.equals(b);
  }

  /** Whether the numbers lie no further apart than the tolerance times the larger magnitude. */
  static boolean near(BigDecimal a, BigDecimal b, double tolerance) {
    if (a.compareTo(b) == 0) {
      return true;
    }
    if (tolerance == 0) {
      return false;
    }
    if (a.signum() != 0
        && b.signum() != 0
        && Math.abs(magnitude(a) - magnitude(b)) > MAX_ORDERS_APART) {
      return tolerance >= 1;
    }
    BigDecimal apart = a.subtract(b, MathContext.DECIMAL128).abs();
    BigDecimal larger = a.abs().max(b.abs());
    return apart.compareTo(larger.multiply(BigDecimal.valueOf(tolerance), MathContext.DECIMAL128))
        <= 0;
  }

  private static long magnitude(BigDecimal number) {
    return (long) number.precision() - number.scale();
  }

  static String nfc(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFC)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** One text for all ways of writing the same value. */
  static String canonical(JsonNode scalar) {
    if (scalar.isTextual()) {
      return '"' + nfc(scalar.textValue()).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
    if (scalar.isIntegralNumber() && scalar.canConvertToLong()) {
      return BigDecimal.valueOf(scalar.longValue()).stripTrailingZeros().toString();
    }
    if (scalar.isNumber()) {
      return scalar.decimalValue().stripTrailingZeros().toString();
    }
    return scalar.toString();
  }
}
