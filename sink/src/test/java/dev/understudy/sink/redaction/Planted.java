package dev.understudy.sink.redaction;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Values that must never be stored, of every kind, made up from a seed. */
final class Planted {
  private static final String ALPHANUMERIC =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private final Random random;

  Planted(Random random) {
    this.random = random;
  }

  /** One of any kind; what stands before it may be what tells it. */
  record Value(Detector kind, String before, String text) {}

  Value any() {
    Detector[] kinds = Detector.values();
    return of(kinds[random.nextInt(kinds.length)]);
  }

  Value of(Detector kind) {
    return switch (kind) {
      case EMAIL -> plain(kind, letters(3) + "." + letters(4) + "@" + letters(6) + ".com");
      case PHONE -> phone();
      case CARD -> plain(kind, grouped(card(), random.nextInt(3)));
      case IBAN -> plain(kind, iban());
      case NATIONAL_ID -> nationalId();
      case IP -> plain(kind, ip());
      case API_KEY -> apiKey();
      case JWT ->
          plain(kind, "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." + token(40) + "." + token(43));
      case PRIVATE_KEY ->
          plain(
              kind,
              "-----BEGIN PRIVATE KEY-----\n"
                  + token(64)
                  + "\n"
                  + token(64)
                  + "\n"
                  + token(20)
                  + "\n-----END PRIVATE KEY-----");
    };
  }

  private static Value plain(Detector kind, String text) {
    return new Value(kind, "", text);
  }

  private Value phone() {
    int line = 1000 + random.nextInt(9000);
    List<Value> all =
        List.of(
            plain(Detector.PHONE, "+1 415-555-" + line),
            plain(Detector.PHONE, "(415) 555-" + line),
            plain(Detector.PHONE, "415-555-" + line),
            plain(Detector.PHONE, "415.555." + line),
            plain(Detector.PHONE, "+1415555" + line),
            plain(Detector.PHONE, "+44 20 7946 " + line),
            plain(Detector.PHONE, "+49 30 90" + line),
            new Value(Detector.PHONE, "phone ", "415555" + line));
    return all.get(random.nextInt(all.size()));
  }

  private String card() {
    StringBuilder digits = new StringBuilder(random.nextBoolean() ? "4" : "53");
    while (digits.length() < 15) {
      digits.append(random.nextInt(10));
    }
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      int digit = digits.charAt(14 - i) - '0';
      sum += i % 2 == 0 ? (digit < 5 ? digit * 2 : digit * 2 - 9) : digit;
    }
    return digits.append((10 - sum % 10) % 10).toString();
  }

  private static String grouped(String digits, int how) {
    String by = how == 0 ? "" : how == 1 ? " " : "-";
    return String.join(
        by,
        digits.substring(0, 4),
        digits.substring(4, 8),
        digits.substring(8, 12),
        digits.substring(12));
  }

  private String iban() {
    StringBuilder account = new StringBuilder();
    for (int i = 0; i < 18; i++) {
      account.append(random.nextInt(10));
    }
    int remainder = new BigInteger(account + "131400").mod(BigInteger.valueOf(97)).intValueExact();
    return "DE%02d%s".formatted(98 - remainder, account);
  }

  private Value nationalId() {
    int number = 1000 + random.nextInt(9000);
    return switch (random.nextInt(4)) {
      case 0 -> plain(Detector.NATIONAL_ID, "123-45-" + number);
      case 1 -> new Value(Detector.NATIONAL_ID, "SSN: ", "12345" + number);
      case 2 -> plain(Detector.NATIONAL_ID, "AB12" + number + "C");
      default -> {
        int dni = 12_340_000 + number;
        yield plain(Detector.NATIONAL_ID, "" + dni + "TRWAGMYFPDXBNJZSQVHLCKE".charAt(dni % 23));
      }
    };
  }

  private String ip() {
    return random.nextBoolean()
        ? "203.0.%d.%d".formatted(random.nextInt(256), random.nextInt(256))
        : "2001:db8::%x:%x".formatted(random.nextInt(65_536), 4_096 + random.nextInt(61_440));
  }

  private Value apiKey() {
    return switch (random.nextInt(6)) {
      case 0 -> plain(Detector.API_KEY, "sk-proj-" + token(40) + "7");
      case 1 -> plain(Detector.API_KEY, "AKIA" + token(15).toUpperCase(Locale.ROOT) + "7");
      case 2 -> plain(Detector.API_KEY, "ghp_" + token(35) + "7");
      case 3 -> new Value(Detector.API_KEY, "Authorization: Bearer ", token(30) + "x7");
      case 4 -> new Value(Detector.API_KEY, "api_key=", token(30) + "x7");
      default -> new Value(Detector.API_KEY, "mysql://root:", token(10) + "x7");
    };
  }

  /** What must follow a value so that it is one. */
  static String after(Value value) {
    return value.before().startsWith("mysql:") ? "@db/x" : "";
  }

  private String letters(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  private String token(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(ALPHANUMERIC.charAt(random.nextInt(ALPHANUMERIC.length())));
    }
    return text.toString();
  }
}
