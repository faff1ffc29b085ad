package dev.understudy.trainer.privacy;

/** Credentials stand in what was written. The message says where, and the remedy; never them. */
public final class SecretsFound extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MOST_SHOWN = 10;

  SecretsFound(SecretReport report) {
    super(message(report));
  }

  private static String message(SecretReport report) {
    StringBuilder message =
        new StringBuilder()
            .append(report.total())
            .append(report.total() == 1 ? " secret stands" : " secrets stand")
            .append(" in what was written:");
    report.finds().stream().limit(MOST_SHOWN).forEach(find -> message.append("\n  ").append(find));
    long rest = report.total() - Math.min(MOST_SHOWN, report.finds().size());
    if (rest > 0) {
      message.append("\n  and ").append(rest).append(" more");
    }
    return message
        .append("\nTake them out (privacy: {redact: [api_key, jwt, private_key]}) and make the set")
        .append(" again, delete these files, and revoke the keys that are real.")
        .append("\nWhere they are none: privacy: {secrets: warn}.")
        .toString();
  }
}
