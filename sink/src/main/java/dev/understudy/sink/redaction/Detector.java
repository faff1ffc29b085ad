package dev.understudy.sink.redaction;

import java.util.Locale;

/**
 * What can be found. The name is that of the placeholder: {@code <EMAIL_1>}. How each is checked
 * stands in docs/redaction.md.
 */
public enum Detector {
  /** E-mail addresses. */
  EMAIL,
  /** Telephone numbers. */
  PHONE,
  /** Payment cards. */
  CARD,
  /** Bank accounts. */
  IBAN,
  /** Numbers that states give to people. */
  NATIONAL_ID,
  /** Addresses of machines. */
  IP,
  /** Keys, tokens and passwords. */
  API_KEY,
  /** JSON web tokens. */
  JWT,
  /** Private keys in text armour. */
  PRIVATE_KEY;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in settings and metrics, such as {@code national_id}. */
  public String word() {
    return word;
  }
}
