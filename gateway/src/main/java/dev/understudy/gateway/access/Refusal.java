package dev.understudy.gateway.access;

import java.util.Locale;

/** Why the admin port does not do what a caller asks. */
enum Refusal {
  /** Who calls said nothing of who they are, or their session is over. */
  UNKNOWN,
  /** It was no token of ours. */
  TOKEN,
  /** Too many wrong tokens came from there. */
  WAITING,
  /** The caller's role may not. */
  ROLE,
  /** A page of another origin asked. */
  ORIGIN,
  /** A browser's session did not say what its pages know. */
  CSRF,
  /** Without tokens this machine alone is answered, and it was not surely that. */
  MACHINE,
  /** Somebody came back from the provider, and was not let in. */
  PROVIDER,
  /** The provider was away when somebody wanted to sign in. */
  PROVIDER_AWAY,
  /** Too many signed in at once. */
  PROVIDER_BUSY;

  /** The reason as metrics write it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
