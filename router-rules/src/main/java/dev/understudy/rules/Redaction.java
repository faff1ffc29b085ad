package dev.understudy.rules;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is taken out of records before they are kept.
 *
 * @param find what is looked for and replaced by a placeholder
 * @param patterns patterns of the user's own (RE2) by the name that their placeholders get: capital
 *     letters, digits and {@code _}
 * @param drop JSON pointers (RFC 6901) of members of requests and answers that are left out whole;
 *     {@code *} as a part stands for any
 * @param phoneRegions the regions (ISO 3166-1 alpha-2) whose phone numbers are also found without
 *     their country code
 */
public record Redaction(
    Set<Kind> find, Map<String, String> patterns, List<String> drop, List<String> phoneRegions)
    implements Serializable {
  /** The regions where none are named. */
  public static final List<String> USUAL_REGIONS = List.of("US");

  /** Nothing. */
  public static final Redaction NONE = new Redaction(Set.of(), Map.of(), List.of(), USUAL_REGIONS);

  /** Whatever can be found without being told more. */
  public static final Redaction ALL =
      new Redaction(EnumSet.allOf(Kind.class), Map.of(), List.of(), USUAL_REGIONS);

  /** What can be found by its looks. */
  public enum Kind {
    /** E-mail addresses. */
    EMAIL,
    /** Phone numbers. */
    PHONE,
    /** Numbers of payment cards. */
    CARD,
    /** Bank accounts. */
    IBAN,
    /** Numbers of persons that states give and that can be checked. */
    NATIONAL_ID,
    /** IP addresses. */
    IP,
    /** API keys and tokens of well-known providers. */
    API_KEY,
    /** JSON web tokens. */
    JWT,
    /** Private keys. */
    PRIVATE_KEY;

    /** The word used in rules, such as {@code national_id}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Redaction {
    EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    kinds.addAll(find);
    find = Collections.unmodifiableSet(kinds);
    patterns = Collections.unmodifiableMap(new LinkedHashMap<>(patterns));
    drop = List.copyOf(drop);
    phoneRegions = List.copyOf(phoneRegions);
  }

  /** Whether nothing is taken out. */
  public boolean isNone() {
    return find.isEmpty() && patterns.isEmpty() && drop.isEmpty();
  }
}
