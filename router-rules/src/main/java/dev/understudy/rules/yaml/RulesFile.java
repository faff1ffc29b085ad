package dev.understudy.rules.yaml;

import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.TimeoutOverrides;
import dev.understudy.rules.Upstream;
import dev.understudy.rules.match.Glob;
import dev.understudy.rules.match.Match;
import dev.understudy.rules.match.Match.HeaderMatch;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a file of rules. */
public final class RulesFile {
  private static final Scalar<Integer> VERSION = Scalar.words(Map.of("1", 1));
  private static final Scalar<String> METHOD =
      Scalar.TEXT.where(
          text -> text.matches("[A-Z]{1,32}"), "must be an HTTP method in capitals, such as POST");
  private static final Scalar<String> PATH =
      Scalar.TEXT
          .where(text -> text.startsWith("/") || text.startsWith("*"), "must begin with '/' or '*'")
          .where(
              text -> text.matches("[^?#\\s]*"), "must be a path alone, without query or blanks");

  private final Map<String, Upstream> upstreams = new LinkedHashMap<>();
  private final List<Route> earlier = new ArrayList<>();

  private RulesFile() {}

  /**
   * The rules in the file.
   *
   * @param source the file as the user named it, for messages
   * @param teacher the base URL of the upstream given at start, or null; it takes what no route
   *     speaks about, else the first upstream of the file does
   */
  public static Parsed<Rules> read(String source, Path file, @Nullable URI teacher) {
    return Yaml.bytes(source, file)
        .fold(bytes -> read(source, bytes, teacher), Parsed.Bad<Rules>::new);
  }

  /** The rules in these bytes of a file; see {@link #read(String, Path, URI)}. */
  public static Parsed<Rules> read(String source, byte[] bytes, @Nullable URI teacher) {
    return Yaml.read(source, bytes, in -> new RulesFile().rules(in, version(bytes), teacher));
  }

  private Rules rules(Section in, String version, @Nullable URI teacher) {
    if (in.isEmpty()) {
      in.problem("no rules here; begin with 'version: 1', then name upstreams and routes");
      return Rules.teacherOnly(Scalar.BASE_URL.standIn());
    }
    in.required("version", VERSION);
    if (teacher != null) {
      upstreams.put(Upstream.TEACHER, Upstream.teacher(teacher));
    }
    in.namedSections("upstreams", this::upstream).forEach(upstreams::putIfAbsent);
    List<Route> routes = new ArrayList<>(in.sections("routes", this::route));
    if (!in.has("upstreams") && !in.has("routes")) {
      in.problem("no rules here; name upstreams or routes, or start without --rules");
    } else if (upstreams.isEmpty()) {
      in.problem("upstreams", "no upstream; name one under 'upstreams' or start with --teacher");
    }
    if (!in.isSound()) {
      return Rules.teacherOnly(Scalar.BASE_URL.standIn());
    }
    routes.add(Route.toDefault(upstreams.values().iterator().next()));
    return new Rules(version, List.copyOf(upstreams.values()), routes);
  }

  private Upstream upstream(String name, Section in) {
    try {
      Scalar.NAME.read(name);
    } catch (Mismatch mismatch) {
      in.problemAtName("an upstream's name " + mismatch.getMessage());
    }
    if (name.equals(Upstream.TEACHER)) {
      in.problemAtName("the upstream name 'teacher' is reserved for the one given by --teacher");
    }
    return Upstream.at(
        name, in.required("url", Scalar.BASE_URL), in.section("timeouts", RulesFile::timeouts));
  }

  private static TimeoutOverrides timeouts(Section in) {
    return new TimeoutOverrides(
        in.valueOrNull("connect", Scalar.DURATION),
        in.valueOrNull("first_byte", Scalar.DURATION),
        in.valueOrNull("idle", Scalar.DURATION),
        in.has("total") ? total(in) : null);
  }

  private static Duration total(Section in) {
    Duration total = in.valueOrNone("total", Scalar.DURATION, null);
    return total == null ? Duration.ZERO : total;
  }

  private Route route(Section in) {
    String name = in.required("name", Scalar.NAME);
    Match match = in.section("match", RulesFile::match);
    String teacher = in.required("teacher", Scalar.TEXT);
    Upstream upstream = upstreams.get(teacher);
    if (in.isSound() && upstream == null) {
      in.problem("teacher", dangling(teacher));
    }
    if (name.equals(Route.DEFAULT)) {
      in.problem("name", "the route name 'default' is reserved for what no route speaks about");
    }
    Route route =
        Route.toTeacher(
            name, match, upstream != null ? upstream : Upstream.teacher(Scalar.BASE_URL.standIn()));
    if (in.isSound()) {
      compareWithEarlier(route, in);
      earlier.add(route);
    }
    return route;
  }

  private void compareWithEarlier(Route route, Section in) {
    for (Route before : earlier) {
      if (before.name().equals(route.name())) {
        in.problem("name", "duplicate route name '" + route.name() + "'");
        return;
      }
    }
    for (Route before : earlier) {
      if (before.match().covers(route.match())) {
        in.problem(
            "name",
            "route '%s' is never reached: route '%s' above it matches all that it does"
                .formatted(route.name(), before.name()));
        return;
      }
    }
  }

  private String dangling(String name) {
    String known =
        upstreams.isEmpty()
            ? "none is defined"
            : "defined: " + String.join(", ", upstreams.keySet());
    return "no upstream named '" + name + "'; " + known;
  }

  private static Match match(Section in) {
    String path = in.valueOrNull("path", PATH);
    String method = in.valueOrNull("method", METHOD);
    List<HeaderMatch> headers = new ArrayList<>();
    in.namedValues("headers", Scalar.TEXT)
        .forEach(
            (name, value) ->
                headers.add(new HeaderMatch(name.toLowerCase(Locale.ROOT), Glob.of(value))));
    return new Match(path == null ? null : Glob.of(path), method, headers, null);
  }

  private static String version(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, 12);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
