package dev.understudy.gateway.practice;

import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say how fast the practice teacher speaks. */
final class PaceOptions {
  @Option(
      names = "--latency",
      paramLabel = "TIME",
      defaultValue = "50ms",
      converter = Latency.class,
      description = "Time to the first token, such as 50ms or 2s (default: ${DEFAULT-VALUE}).")
  Duration latency = Duration.ZERO;

  @Option(
      names = "--tokens-per-second",
      paramLabel = "RATE",
      defaultValue = "80",
      description =
          "Tokens per second after the first; 0 says everything at once (default:"
              + " ${DEFAULT-VALUE}).")
  double tokensPerSecond;

  /**
   * The pace asked for.
   *
   * @throws IllegalArgumentException when the rate is negative
   */
  Pace pace() {
    return new Pace(latency, tokensPerSecond == 0 ? Double.POSITIVE_INFINITY : tokensPerSecond);
  }

  /** Reads a time with its unit. */
  static final class Latency implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      try {
        return Scalar.DURATION_OR_ZERO.read(value);
      } catch (Mismatch e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
