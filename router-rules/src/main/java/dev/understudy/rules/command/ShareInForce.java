package dev.understudy.rules.command;

import dev.understudy.rules.Share;
import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The canary share in force for a route.
 *
 * @param route the route's name
 * @param share the share
 */
record ShareInForce(String route, Share share) {
  /** Reads {@code chat=5%}. */
  static final class Reader implements ITypeConverter<ShareInForce> {
    @Override
    public ShareInForce convert(String value) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        throw new TypeConversionException(
            "expected a route and a share, such as chat=5%, found '" + value + "'");
      }
      try {
        return new ShareInForce(
            value.substring(0, equals), Scalar.SHARE.read(value.substring(equals + 1)));
      } catch (Mismatch mismatch) {
        throw new TypeConversionException("a share " + mismatch.getMessage());
      }
    }
  }
}
