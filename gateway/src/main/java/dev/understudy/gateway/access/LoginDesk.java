package dev.understudy.gateway.access;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** {@code /login} and {@code /logout}: begins sessions of browsers by a token, and ends them. */
final class LoginDesk {
  private static final Logger log = LoggerFactory.getLogger(LoginDesk.class);
  private static final int MOST_BODY_BYTES = 4 * 1024;

  private final AccessSettings settings;
  private final Doorkeeper doorkeeper;
  private final Sessions sessions;
  private final Cookies cookies;
  private final Attempts attempts;
  private final Refusals refusals;

  LoginDesk(
      AccessSettings settings,
      Doorkeeper doorkeeper,
      Sessions sessions,
      Cookies cookies,
      Attempts attempts,
      Refusals refusals) {
    this.settings = settings;
    this.doorkeeper = doorkeeper;
    this.sessions = sessions;
    this.cookies = cookies;
    this.attempts = attempts;
    this.refusals = refusals;
  }

  /** Adds the paths, which are open to all. */
  void mount(Router router) {
    router.get(Access.LOGIN).handler(this::ask);
    router
        .post(Access.LOGIN)
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES))
        .handler(this::signIn);
    router.get(Access.LOGOUT).handler(this::askToLeave);
    router
        .post(Access.LOGOUT)
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES))
        .handler(this::signOut);
  }

  private void ask(RoutingContext call) {
    if (settings.isGuarded()) {
      LoginPage.signIn(call, 200, settings, "");
    } else {
      to(call, Access.CONSOLE);
    }
  }

  private void signIn(RoutingContext call) {
    HttpServerRequest request = call.request();
    String address = address(call);
    String given = request.getFormAttribute("token");
    if (Origins.isForeign(request, settings.console().url())) {
      refuse(
          call,
          403,
          Refusal.ORIGIN,
          "Sign in on this page, not from another site: " + Origins.FOREIGN + ".");
      return;
    }
    Token token = given == null ? null : doorkeeper.known(given.strip());
    long wait =
        token == null ? attempts.waitSeconds(address) : attempts.waitSeconds(address, token);
    if (wait > 0) {
      call.response().putHeader("retry-after", Long.toString(wait));
      refuse(call, 429, Refusal.WAITING, Attempts.message(wait) + ".");
      return;
    }
    if (token == null) {
      attempts.failed(address, given == null ? "" : given.strip());
      refuse(call, 401, Refusal.TOKEN, "That is no token of this gateway.");
      return;
    }
    attempts.heard(address, token);
    begin(call, token.name(), token.role(), "");
    to(call, Access.CONSOLE);
  }

  private void refuse(RoutingContext call, int status, Refusal why, String problem) {
    refusals.count(why);
    LoginPage.signIn(call, status, settings, problem);
  }

  /**
   * Begins a session in the place of the one there may be, and gives its cookie.
   *
   * @param sub who it is to the provider, or an empty text without one
   */
  void begin(RoutingContext call, String who, Role role, String sub) {
    sessions.end(cookies.session(call));
    cookies.giveSession(call, sessions.begin(who, role));
    LoggingEventBuilder line = log.atInfo().addKeyValue("who", who);
    if (!sub.isEmpty()) {
      line = line.addKeyValue("sub", sub);
    }
    line.addKeyValue("role", role.word()).addKeyValue("from", address(call)).log("signed in");
  }

  private void askToLeave(RoutingContext call) {
    Session session = sessions.use(cookies.session(call));
    if (session == null) {
      to(call, Access.LOGIN);
    } else {
      LoginPage.signOut(call, session);
    }
  }

  private void signOut(RoutingContext call) {
    HttpServerRequest request = call.request();
    Session session = sessions.use(cookies.session(call));
    if (session != null) {
      String said = request.getHeader(Doorkeeper.CSRF);
      if (Origins.isForeign(request, settings.console().url())) {
        refusals.count(Refusal.ORIGIN);
        Answers.problem(call, 403, Origins.FOREIGN);
        return;
      }
      if (!Doorkeeper.isSame(
          session.csrf(), said != null ? said : request.getFormAttribute("csrf"))) {
        refusals.count(Refusal.CSRF);
        Answers.problem(
            call,
            403,
            "expected the header '%s' as GET /console/api/me tells it, or the form of %s"
                .formatted(Doorkeeper.CSRF, Access.LOGOUT));
        return;
      }
      sessions.end(cookies.session(call));
      log.atInfo()
          .addKeyValue("who", session.who())
          .addKeyValue("from", address(call))
          .log("signed out");
    }
    cookies.takeSession(call);
    to(call, Access.LOGIN);
  }

  private static String address(RoutingContext call) {
    return call.request().remoteAddress().hostAddress();
  }

  /** Leads a browser to another address. */
  static void to(RoutingContext call, String path) {
    call.response()
        .setStatusCode(303)
        .putHeader("location", path)
        .putHeader("cache-control", "no-store")
        .end();
  }
}
