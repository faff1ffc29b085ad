package dev.understudy.gateway.config;

import dev.understudy.rules.CredentialHeaders;
import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The allow-list of headers that are recorded; names match in any case.
 *
 * <p>An entry is a name or the start of one followed by {@code *}. Whatever an entry says, names
 * that look like credentials are never allowed.
 */
public final class RecordedHeaders {
  /** What is recorded of requests unless the configuration says otherwise. */
  public static final RecordedHeaders REQUEST_DEFAULT =
      new RecordedHeaders(
          List.of(
              "content-type",
              "content-encoding",
              "accept",
              "user-agent",
              "openai-beta",
              "anthropic-version",
              "anthropic-beta",
              "x-stainless-lang",
              "x-stainless-package-version",
              "x-stainless-retry-count",
              "x-request-id",
              "x-client-request-id",
              "traceparent"));

  /** What is recorded of responses unless the configuration says otherwise. */
  public static final RecordedHeaders RESPONSE_DEFAULT =
      new RecordedHeaders(
          List.of(
              "content-type",
              "content-encoding",
              "openai-processing-ms",
              "openai-version",
              "openai-model",
              "x-request-id",
              "request-id",
              "apim-request-id",
              "retry-after",
              "retry-after-ms",
              "x-ratelimit-*",
              "x-understudy-confidence",
              "anthropic-ratelimit-*"));

  /** A header's name, in lower case, that is no credential's. */
  static final Scalar<String> NAME =
      Scalar.of(
          "unreadable",
          text -> harmless(text, "[A-Za-z0-9!#$%&'+.^_`|~-]{1,200}", "must be a header's name"));

  /** A name, or the start of names followed by a star. */
  private static final Scalar<String> ENTRY =
      Scalar.of(
          "unreadable",
          text ->
              harmless(
                  text,
                  "[A-Za-z0-9!#$%&'+.^_`|~-]{0,200}[A-Za-z0-9!#$%&'+.^_`|~*-]",
                  "must be a header's name, perhaps ending in '*'"));

  private static final int MOST_ASKED = 1024;

  private final List<String> entries;
  private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> starts;
  private final Map<String, Boolean> asked = new ConcurrentHashMap<>();

  /**
   * The allow-list of these entries.
   *
   * @throws IllegalArgumentException when an entry names a credential or could match one
   */
  public RecordedHeaders(List<String> entries) {
    this.entries = entries.stream().map(entry -> entry.toLowerCase(Locale.ROOT)).toList();
    for (String entry : this.entries) {
      String credential = CredentialHeaders.matchedBy(entry);
      if (credential != null) {
        throw new IllegalArgumentException(
            "'" + entry + "' would record '" + credential + "', a credential");
      }
    }
    this.starts =
        this.entries.stream()
            .filter(entry -> entry.endsWith("*"))
            .map(entry -> entry.substring(0, entry.length() - 1))
            .toList();
    this.entries.stream().filter(entry -> !entry.endsWith("*")).forEach(names::add);
  }

  static RecordedHeaders read(Section in, String key, RecordedHeaders usual) {
    return new RecordedHeaders(in.list(key, ENTRY, usual.entries));
  }

  private static String harmless(String text, String shape, String rule) throws Mismatch {
    String name = text.toLowerCase(Locale.ROOT);
    if (!name.matches(shape)) {
      throw Mismatch.of(rule, text);
    }
    String credential = CredentialHeaders.matchedBy(name);
    if (credential != null) {
      throw Mismatch.of("must not record '" + credential + "', a credential or account", text);
    }
    return name;
  }

  /** The entries, in lower case and in order. */
  public List<String> entries() {
    return entries;
  }

  /** Whether a header of that name is recorded. Any thread may ask. */
  public boolean allows(String name) {
    // Applications and upstreams send the same few names again and again; what was found out about
    // them is kept, up to a bound, since this is asked for every header of every call.
    Boolean known = asked.get(name);
    if (known == null) {
      known = isAllowed(name);
      if (asked.size() < MOST_ASKED) {
        asked.put(name, known);
      }
    }
    return known;
  }

  private boolean isAllowed(String name) {
    if (names.contains(name)) {
      return true;
    }
    for (String start : starts) {
      if (name.regionMatches(true, 0, start, 0, start.length())) {
        return !CredentialHeaders.isCredential(name);
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecordedHeaders that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
