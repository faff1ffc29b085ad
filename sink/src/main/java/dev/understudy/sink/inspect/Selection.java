package dev.understudy.sink.inspect;

import dev.understudy.exchange.Role;
import dev.understudy.exchange.Table;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that choose among exchanges, as a condition in SQL with parameters. */
final class Selection {
  @Option(names = "--route", paramLabel = "NAME", description = "Only exchanges of this route.")
  private @Nullable String route;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Only exchanges that asked for this model or were served by it.")
  private @Nullable String model;

  @Option(
      names = "--role",
      paramLabel = "WORD",
      converter = RoleReader.class,
      description =
          "Only exchanges that happened for this reason: primary, shadow, echo or escalated.")
  private @Nullable Role role;

  @Option(
      names = "--status",
      paramLabel = "CODE",
      converter = StatusRange.Reader.class,
      description = "Only answers of this HTTP status, such as 404, or class, such as 5xx.")
  private @Nullable StatusRange status;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      converter = Since.class,
      description =
          "Only what arrived since then: a span back from now such as 30m, 2h or 7d, or a time such"
              + " as 2026-01-31, 2026-01-31T07:15 or 2026-01-31T07:15:00Z.")
  private @Nullable Instant since;

  /** What of the tables it is about. */
  Scope scope() {
    return Scope.since(Table.EXCHANGES, since);
  }

  /** The role asked for, or null. */
  @Nullable Role role() {
    return role;
  }

  /** The condition, {@code true} where nothing was asked for. */
  String condition() {
    List<String> all = new ArrayList<>(List.of("true"));
    if (route != null) {
      all.add("route = ?");
    }
    if (model != null) {
      all.add("(model_requested = ? OR model_served = ?)");
    }
    if (role != null) {
      all.add("role = ?");
    }
    if (status != null) {
      all.add("status BETWEEN ? AND ?");
    }
    if (since != null) {
      all.add("received_at >= to_timestamp(?)");
    }
    return String.join(" AND ", all);
  }

  /** The condition's parameters, in order. */
  List<Object> parameters() {
    List<Object> all = new ArrayList<>();
    if (route != null) {
      all.add(route);
    }
    if (model != null) {
      all.add(model);
      all.add(model);
    }
    if (role != null) {
      all.add(role.word());
    }
    if (status != null) {
      all.add(status.from());
      all.add(status.to());
    }
    if (since != null) {
      all.add(since.toEpochMilli() / 1000.0);
    }
    return all;
  }

  /** Reads a role's word. */
  static final class RoleReader implements ITypeConverter<Role> {
    @Override
    public Role convert(String value) {
      for (Role role : Role.values()) {
        if (role.word().equals(value)) {
          return role;
        }
      }
      throw new TypeConversionException(
          "expected primary, shadow, echo or escalated, found '" + value + "'");
    }
  }

  /**
   * HTTP statuses.
   *
   * @param from the first
   * @param to the last
   */
  record StatusRange(int from, int to) {
    /** Reads {@code 404} or {@code 4xx}. */
    static final class Reader implements ITypeConverter<StatusRange> {
      @Override
      public StatusRange convert(String value) {
        if (value.matches("[1-5]xx")) {
          int hundreds = Character.digit(value.charAt(0), 10) * 100;
          return new StatusRange(hundreds, hundreds + 99);
        }
        if (value.matches("[1-9]\\d\\d")) {
          return new StatusRange(Integer.parseInt(value), Integer.parseInt(value));
        }
        throw new TypeConversionException(
            "expected a status such as 404 or 5xx, found '" + value + "'");
      }
    }
  }

  /** Reads a moment. */
  static final class Since implements ITypeConverter<Instant> {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");

    @Override
    public Instant convert(String value) {
      return read(value, Clock.system(ZoneId.systemDefault()));
    }

    /** The moment a text names, seen from a clock's now and zone. */
    static Instant read(String value, Clock clock) {
      Matcher span = SPAN.matcher(value);
      if (span.matches()) {
        return clock.instant().minus(span(Long.parseLong(span.group(1)), span.group(2)));
      }
      ZoneId zone = clock.getZone();
      try {
        if (value.length() == "2026-01-31".length()) {
          return LocalDate.parse(value).atStartOfDay(zone).toInstant();
        }
        return value.endsWith("Z")
            ? Instant.parse(value)
            : LocalDateTime.parse(value).atZone(zone).toInstant();
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "expected a span such as 2h or a time such as 2026-01-31T07:15, found '" + value + "'");
      }
    }

    private static Duration span(long count, String unit) {
      return switch (unit) {
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }
  }
}
