package dev.understudy.rules.yaml;

import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Upstream;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file of rules. */
public final class RulesFile {
  private static final Scalar<Integer> VERSION = Scalar.words(Map.of("1", 1));

  private final FileNotes files;
  private final Map<String, Upstream> upstreams = new LinkedHashMap<>();
  private final Map<String, Section> definitions = new LinkedHashMap<>();
  private final UpstreamRoles roles = new UpstreamRoles();
  private final Set<String> names = new HashSet<>();
  private final List<Route> earlier = new ArrayList<>();

  private RulesFile(Path folder) {
    this.files = new FileNotes(folder);
  }

  /**
   * The rules in the file. Paths in it start from its folder.
   *
   * @param source the file as the user named it, for messages
   * @param teacher the base URL of the upstream given at start, or null; it takes what no route
   *     speaks about, else the first upstream of the file does
   */
  public static Parsed<Rules> read(String source, Path file, @Nullable URI teacher) {
    Path absolute = file.toAbsolutePath();
    Path folder = Objects.requireNonNullElse(absolute.getParent(), absolute);
    return Yaml.bytes(source, file)
        .fold(bytes -> read(source, bytes, folder, teacher), Parsed.Bad<Rules>::new);
  }

  /** The rules in these bytes of a file in the working folder. */
  public static Parsed<Rules> read(String source, byte[] bytes, @Nullable URI teacher) {
    return read(source, bytes, Path.of("").toAbsolutePath(), teacher);
  }

  /** The rules in these bytes of a file in that folder; see {@link #read(String, Path, URI)}. */
  public static Parsed<Rules> read(
      String source, byte[] bytes, Path folder, @Nullable URI teacher) {
    return Yaml.read(source, bytes, in -> new RulesFile(folder).rules(in, version(bytes), teacher));
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
    in.namedSections("upstreams", this::upstream);
    RouteReader reader = new RouteReader(upstreams, roles, files);
    List<Route> routes = new ArrayList<>(in.sections("routes", each -> route(each, reader)));
    if (!in.has("upstreams") && !in.has("routes")) {
      in.problem("no rules here; name upstreams or routes, or start without --rules");
    } else if (upstreams.isEmpty()) {
      in.problem("upstreams", "no upstream; name one under 'upstreams' or start with --teacher");
    } else {
      roles.teaches(byDefault());
      definitions.forEach((name, each) -> roles.check(defined(name), each));
    }
    if (!in.isSound()) {
      return Rules.teacherOnly(Scalar.BASE_URL.standIn());
    }
    routes.add(Route.toDefault(byDefault()));
    return new Rules(version, List.copyOf(upstreams.values()), routes, files.all());
  }

  private Upstream upstream(String name, Section in) {
    Upstream upstream = UpstreamReader.read(name, in);
    if (upstreams.putIfAbsent(name, upstream) == null) {
      definitions.put(name, in);
    }
    return upstream;
  }

  private Upstream defined(String name) {
    return Objects.requireNonNull(upstreams.get(name), name);
  }

  private Upstream byDefault() {
    return upstreams.values().iterator().next();
  }

  private Route route(Section in, RouteReader reader) {
    Route route = reader.read(in);
    boolean sound = in.isSound();
    if (in.isSound("name") && !names.add(route.name())) {
      in.problem("name", "duplicate route name '" + route.name() + "'");
    } else if (sound) {
      checkReached(route, in);
      earlier.add(route);
    }
    return route;
  }

  private void checkReached(Route route, Section in) {
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

  /** The version of rules in a file of these bytes; see {@link Rules#version}. */
  public static String version(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, 12);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
