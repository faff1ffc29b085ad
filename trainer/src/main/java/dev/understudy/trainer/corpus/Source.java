package dev.understudy.trainer.corpus;

import dev.understudy.exchange.Role;
import dev.understudy.rules.match.Glob;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.trainer.example.Split;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which exchanges are taken. Patterns may have {@code *}; an empty list takes all.
 *
 * @param name the name of the selection
 * @param routes patterns of routes
 * @param apps patterns of applications
 * @param users patterns of users' pseudonyms
 * @param upstreams patterns of upstreams; those of students are taken only where one is named here
 * @param models patterns of models, as they called themselves or else as they were asked for
 * @param roles why the exchange happened, such as {@code primary}
 * @param tags for each tag that must be there, the patterns of its value
 * @param headers likewise for recorded request headers, by their names in lower case
 * @param gold what becomes of corrections; null for what holds for all sources
 * @param goldLabels with these labels alone, by correction; empty for any
 * @param split the part all its examples belong to, or null to deal them out
 */
public record Source(
    String name,
    List<String> routes,
    List<String> apps,
    List<String> users,
    List<String> upstreams,
    List<String> models,
    List<String> roles,
    Map<String, List<String>> tags,
    Map<String, List<String>> headers,
    @Nullable GoldUse gold,
    List<String> goldLabels,
    @Nullable Split split)
    implements Serializable {
  private static final Scalar<String> ROLE =
      Scalar.words(
          words(Stream.of(Role.values()).map(Role::word).toArray(String[]::new), each -> each));
  private static final Scalar<Split> SPLIT = Scalar.words(words(Split.values(), Split::word));

  /** Takes all that clients were answered. */
  public static final Source ALL =
      new Source(
          "all",
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of("primary"),
          Map.of(),
          Map.of(),
          null,
          List.of(),
          null);

  public Source {
    routes = List.copyOf(routes);
    apps = List.copyOf(apps);
    users = List.copyOf(users);
    upstreams = List.copyOf(upstreams);
    models = List.copyOf(models);
    roles = List.copyOf(roles);
    tags = new TreeMap<>(tags);
    headers = new TreeMap<>(headers);
    goldLabels = List.copyOf(goldLabels);
  }

  /** Reads one of {@code corpus.sources}. */
  static Source read(Section in) {
    return new Source(
        in.required("name", Scalar.NAME),
        in.oneOrMore("routes", Scalar.TEXT),
        in.oneOrMore("apps", Scalar.TEXT),
        in.oneOrMore("users", Scalar.TEXT),
        in.oneOrMore("upstreams", Scalar.TEXT),
        in.oneOrMore("models", Scalar.TEXT),
        in.has("roles") ? in.oneOrMore("roles", ROLE) : ALL.roles,
        in.section("tags", Source::patterns),
        in.section("headers", Source::patterns),
        in.valueOrNull("gold", Scalar.word(GoldUse.class)),
        in.oneOrMore("gold_labels", Scalar.TEXT),
        in.valueOrNull("split", SPLIT));
  }

  private static Map<String, List<String>> patterns(Section in) {
    Map<String, List<String>> patterns = new TreeMap<>();
    for (String name : in.keys()) {
      patterns.put(name, in.oneOrMore(name, Scalar.TEXT));
    }
    return patterns;
  }

  private static <T> Map<String, T> words(T[] all, Function<T, String> word) {
    Map<String, T> words = new LinkedHashMap<>();
    for (T each : all) {
      words.put(word.apply(each), each);
    }
    return words;
  }

  /** Whether it takes an exchange. */
  boolean takes(CapturedExchange exchange) {
    return roles.contains(exchange.role())
        && fits(routes, exchange.route())
        && fits(apps, exchange.app())
        && fits(users, exchange.user())
        && fits(upstreams, exchange.upstream())
        && fits(models, exchange.model())
        && fit(tags, exchange.tags())
        && fit(headers, exchange.headers());
  }

  private static boolean fit(Map<String, List<String>> wanted, Map<String, String> found) {
    return wanted.entrySet().stream()
        .allMatch(each -> fits(each.getValue(), found.get(each.getKey())));
  }

  private static boolean fits(List<String> patterns, @Nullable String value) {
    return patterns.isEmpty()
        || (value != null && patterns.stream().anyMatch(each -> Glob.of(each).matches(value)));
  }
}
