package dev.understudy.rules.yaml;

import dev.understudy.rules.Share;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of single value: how its text is read, from YAML, a command line or the environment alike.
 *
 * @param <T> what the text means
 */
public final class Scalar<T> {
  /** Any text but blanks. */
  public static final Scalar<String> TEXT =
      new Scalar<>("?", text -> text).where(text -> !text.isBlank(), "must not be blank");

  /** A name: letters, digits, {@code .}, {@code _} and {@code -}, at most 64 of them. */
  public static final Scalar<String> NAME =
      new Scalar<>("?", text -> text)
          .where(
              text -> text.matches("[A-Za-z0-9._-]{1,64}"),
              "must be 1 to 64 letters, digits, '.', '_' or '-'");

  /** {@code true} or {@code false}. */
  public static final Scalar<Boolean> BOOLEAN =
      words(orderedMap(List.of("true", "false"), List.of(true, false)));

  /** A duration of at least a millisecond, such as {@code 30s}. */
  public static final Scalar<Duration> DURATION =
      new Scalar<>(Duration.ofSeconds(1), Durations::read)
          .where(duration -> !duration.isZero(), "must be longer than zero");

  /** A duration, zero included. */
  public static final Scalar<Duration> DURATION_OR_ZERO =
      new Scalar<>(Duration.ofSeconds(1), Durations::read);

  /** A number of bytes, such as {@code 64KiB}. */
  public static final Scalar<Long> BYTES = new Scalar<>(1L, ByteSizes::read);

  /** An exact share of a whole within [0, 1]: {@code 5%}, {@code 0.1%} or {@code 0.25}. */
  public static final Scalar<Share> SHARE = new Scalar<>(Share.NONE, Scalar::share);

  /** The base URL of an upstream, without a trailing slash. */
  public static final Scalar<URI> BASE_URL =
      new Scalar<>(URI.create("http://unreadable.invalid"), BaseUrls::read);

  /** Where to listen: {@code 127.0.0.1:8080}, {@code localhost:0}, {@code [::1]:8080}. */
  public static final Scalar<HostPort> HOST_PORT =
      new Scalar<>(new HostPort("unreadable.invalid", 0), Scalar::hostPort);

  private static final Pattern SHARE_SHAPE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,12})?)(%?)");
  private static final Pattern HOST_PORT_SHAPE =
      Pattern.compile("(?:([A-Za-z0-9._-]{1,253})|\\[([0-9A-Fa-f:.%a-z]{2,60})\\]):([0-9]{1,5})");

  private final T standIn;
  private final Reading<T> reading;

  private Scalar(T standIn, Reading<T> reading) {
    this.standIn = standIn;
    this.reading = reading;
  }

  /** Turns a text into what it means. */
  @FunctionalInterface
  public interface Reading<T> {
    /** The meaning, or the rule that the text breaks. */
    T read(String text) throws Mismatch;
  }

  /**
   * A kind of value of one's own.
   *
   * @param standIn a valid value that takes the place of an unreadable one so that reading can go
   *     on and find the other problems; it is never handed out
   */
  public static <T> Scalar<T> of(T standIn, Reading<T> reading) {
    return new Scalar<>(standIn, reading);
  }

  /** A whole number within both bounds. */
  public static Scalar<Integer> integer(int least, int most) {
    String rule = "must be a whole number within [" + least + ", " + most + "]";
    return new Scalar<>(
        least,
        text -> {
          try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
              return number;
            }
          } catch (NumberFormatException notOne) {
            throw Mismatch.of(rule, text);
          }
          throw Mismatch.of(rule, text);
        });
  }

  /** A number of bytes within both bounds. */
  public static Scalar<Long> bytes(long least, long most) {
    return BYTES.where(
        bytes -> bytes >= least && bytes <= most,
        "must be within [" + ByteSizes.write(least) + ", " + ByteSizes.write(most) + "]");
  }

  /** One of an enum's constants, written in lower case. */
  public static <E extends Enum<E>> Scalar<E> word(Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    return words(
        orderedMap(
            constants.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList(),
            constants));
  }

  /** One of these words, which are listed in messages in the map's order. */
  public static <T> Scalar<T> words(Map<String, T> meanings) {
    List<String> words = List.copyOf(meanings.keySet());
    String last = words.get(words.size() - 1);
    String rule =
        words.size() == 1
            ? "must be " + last
            : "must be " + String.join(", ", words.subList(0, words.size() - 1)) + " or " + last;
    T standIn = meanings.values().iterator().next();
    return new Scalar<>(
        standIn,
        text -> {
          T meaning = meanings.get(text);
          if (meaning == null) {
            throw Mismatch.of(rule, text);
          }
          return meaning;
        });
  }

  /** A path, made absolute from that folder and normalised. */
  public static Scalar<Path> path(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    return new Scalar<>(
        absolute,
        text -> {
          if (text.isBlank()) {
            throw new Mismatch("must not be blank");
          }
          if (text.equals("~") || text.startsWith("~/")) {
            throw Mismatch.of("must be a path without '~', which only shells understand", text);
          }
          try {
            return absolute.resolve(text).normalize();
          } catch (InvalidPathException broken) {
            throw Mismatch.of("must be a path", text);
          }
        });
  }

  /** The same kind of value, with one more rule: {@code must be ...}. */
  public Scalar<T> where(Predicate<? super T> holds, String rule) {
    return new Scalar<>(
        standIn,
        text -> {
          T value = reading.read(text);
          if (!holds.test(value)) {
            throw Mismatch.of(rule, text);
          }
          return value;
        });
  }

  /** The same kind of value, whose messages also name the word {@code none}. */
  Scalar<T> orNone() {
    return new Scalar<>(
        standIn,
        text -> {
          try {
            return reading.read(text);
          } catch (Mismatch mismatch) {
            throw mismatch.orNone();
          }
        });
  }

  /** What the text means. */
  public T read(String text) throws Mismatch {
    return reading.read(text);
  }

  T standIn() {
    return standIn;
  }

  private static Share share(String text) throws Mismatch {
    Matcher matcher = SHARE_SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw Mismatch.of("must be a share such as 5%, 0.1% or 0.25", text);
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    BigDecimal share = matcher.group(2).isEmpty() ? number : number.movePointLeft(2);
    if (share.compareTo(BigDecimal.ONE) > 0) {
      throw Mismatch.of("must be within [0, 1], that is [0%, 100%]", text);
    }
    return new Share(share);
  }

  private static HostPort hostPort(String text) throws Mismatch {
    Matcher matcher = HOST_PORT_SHAPE.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65535) {
      throw Mismatch.of("must be HOST:PORT", text);
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return new HostPort(host, Integer.parseInt(matcher.group(3)));
  }

  private static <T> Map<String, T> orderedMap(List<String> words, List<T> meanings) {
    Map<String, T> map = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      map.put(words.get(i), meanings.get(i));
    }
    return map;
  }
}
