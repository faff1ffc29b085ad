package dev.understudy.gateway.access;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The pages by which people sign in and out; they load and run nothing. */
final class LoginPage {
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:16px/1.5 system-ui,sans-serif;max-width:24rem;margin:15vh auto 0;padding:0 1rem}
      h1{font-size:1.25rem}
      label{display:block;margin:1rem 0 .25rem}
      input{box-sizing:border-box;width:100%;font:inherit;padding:.5rem}
      button,a.button{display:inline-block;font:inherit;margin:1rem 0;padding:.5rem 1rem}
      [role=alert]{border-left:.25rem solid #b3261e;padding-left:.75rem}
      """;
  private static final String POLICY =
      "default-src 'none'; style-src '%s'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
          .formatted(hash(STYLE));

  private LoginPage() {}

  /** Asks for a token, where there are tokens, and leads to the provider, where there is one. */
  static void signIn(RoutingContext call, int status, AccessSettings settings, String problem) {
    StringBuilder body = new StringBuilder("<h1>Sign in to Understudy</h1>\n");
    if (!problem.isEmpty()) {
      body.append("<p role=\"alert\">").append(escaped(problem)).append("</p>\n");
    }
    if (settings.oidc() != null) {
      body.append(
          "<p><a class=\"button\" href=\"%s\">Sign in with %s</a></p>\n"
              .formatted(Access.OIDC, escaped(settings.oidc().issuer().getHost())));
    }
    if (!settings.known().isEmpty()) {
      body.append(
          """
          <form method="post" action="%s">
          <label for="token">Token</label>
          <input id="token" name="token" type="password" autocomplete="current-password" required autofocus>
          <button>Sign in</button>
          </form>
          """
              .formatted(Access.LOGIN));
    }
    answer(call, status, "Sign in", "", body.toString());
  }

  /** Asks whether to sign out. */
  static void signOut(RoutingContext call, Session session) {
    answer(
        call,
        200,
        "Sign out",
        "",
        """
        <h1>Signed in as %s</h1>
        <form method="post" action="%s">
        <input type="hidden" name="csrf" value="%s">
        <button>Sign out</button>
        </form>
        """
            .formatted(escaped(session.who()), Access.LOGOUT, escaped(session.csrf())));
  }

  /**
   * Leads to the console by a page of our own. A redirection would still belong to the provider's
   * page, and the session's cookie would not be sent.
   */
  static void signedIn(RoutingContext call) {
    answer(
        call,
        200,
        "Signed in",
        "<meta http-equiv=\"refresh\" content=\"0; url=%s\">\n".formatted(Access.CONSOLE),
        "<h1>Signed in</h1>\n<p><a href=\"%s\">To the console</a></p>\n".formatted(Access.CONSOLE));
  }

  private static void answer(
      RoutingContext call, int status, String title, String head, String body) {
    call.response()
        .setStatusCode(status)
        .putHeader("content-type", "text/html; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .putHeader("content-security-policy", POLICY)
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("referrer-policy", "same-origin") // with none, forms say of no origin
        .end(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            %s<title>%s - Understudy</title>
            <style>%s</style>
            </head>
            <body>
            <main>
            %s</main>
            </body>
            </html>
            """
                .formatted(head, title, STYLE, body));
  }

  /** A text as it may stand in HTML, in quotes too. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String hash(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
