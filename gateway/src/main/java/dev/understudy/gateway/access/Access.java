package dev.understudy.gateway.access;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may do what on one admin port: its doorkeeper, the pages to sign in and out by, and what
 * browsers ask about themselves. To be called on the event loop of the call.
 */
public final class Access {
  /** Where people sign in. */
  static final String LOGIN = "/login";

  /** Where people sign out. */
  static final String LOGOUT = "/logout";

  /** Where people are sent to the provider. */
  static final String OIDC = "/login/oidc";

  /** Where they go when they signed in. */
  static final String CONSOLE = "/console";

  private static final Logger log = LoggerFactory.getLogger(Access.class);

  private final AccessSettings settings;
  private final Sessions sessions;
  private final Cookies cookies;
  private final Refusals refusals;
  private final Doorkeeper doorkeeper;
  private final LoginDesk desk;
  private final @Nullable OidcDesk oidc;

  /**
   * The access of a port.
   *
   * @param host the host the port is bound to
   * @param transport how calls travel to the port
   * @param clock tells when sessions end
   */
  public Access(
      Vertx vertx, String host, Transport transport, AccessSettings settings, Clock clock) {
    SecureRandom random = new SecureRandom();
    Attempts attempts = new Attempts(clock);
    this.refusals = new Refusals();
    this.settings = settings;
    this.sessions = new Sessions(clock, random);
    this.cookies = new Cookies(seenBy(transport, settings));
    this.doorkeeper = new Doorkeeper(host, settings, sessions, cookies, attempts, refusals);
    this.desk = new LoginDesk(settings, doorkeeper, sessions, cookies, attempts, refusals);
    this.oidc =
        settings.oidc() == null
            ? null
            : new OidcDesk(
                vertx, settings, settings.oidc(), desk, cookies, refusals, clock, random);
  }

  /** A proxy in front may speak TLS with browsers where the port does not. */
  private static Transport seenBy(Transport port, AccessSettings settings) {
    boolean https =
        settings.console().url() != null && settings.console().url().getScheme().equals("https");
    return https ? Transport.TLS : port;
  }

  /**
   * Adds the pages to sign in and out by, then the doorkeeper of all paths that are added after.
   */
  public void mount(Router router) {
    desk.mount(router);
    if (oidc != null) {
      oidc.mount(router);
    }
    router.route().handler(doorkeeper);
    router.get("/console/api/me").handler(this::me);
  }

  /** Shows in that registry how often calls were refused, by reason. */
  public void bind(MeterRegistry registry) {
    refusals.bind(registry);
  }

  private void me(RoutingContext call) {
    Caller caller = Caller.of(call);
    Session session = Doorkeeper.session(call);
    Answers.json(
        call,
        200,
        new JsonObject()
            .put("name", caller.who().isEmpty() ? "this machine" : caller.who())
            .put("role", caller.role().word())
            .put("csrf", session == null ? "" : session.csrf())
            .put("prompts", seesTexts(caller)));
  }

  /** Whether a caller may see captured texts: prompts, answers and values of them. */
  public boolean seesTexts(Caller caller) {
    return caller.role().covers(settings.console().prompts());
  }

  /** Lets callers pass that may see captured texts. */
  public SecurityPolicyHandler needsTexts() {
    return Doorkeeper.needs(settings.console().prompts());
  }

  /**
   * Logs that a caller was shown captured texts; to be called for every view of them.
   *
   * @param what what kind of thing was shown, such as {@code exchange}
   * @param id which one, never a text of it
   */
  public void looked(Caller caller, String what, String id) {
    logged(caller, what, "id", id);
  }

  private static void logged(Caller caller, String what, String key, Object value) {
    log.atInfo()
        .addKeyValue("who", caller.name())
        .addKeyValue("what", what)
        .addKeyValue(key, value)
        .log("captured text was looked at");
  }

  /**
   * Logs that captured texts were read for a caller to find some among them; to be called for every
   * search, whatever it found.
   *
   * @param what what kind of search it was, never what was searched for
   * @param exchanges how many exchanges were read
   */
  public void searched(Caller caller, String what, int exchanges) {
    logged(caller, what, "exchanges", exchanges);
  }

  /**
   * Whether who makes a call is known still, for answers that go on for long: false once the
   * session ended in which the call was made. Asking does not prolong it.
   */
  public boolean isKnownStill(RoutingContext call) {
    return Doorkeeper.session(call) == null || sessions.lasts(cookies.session(call));
  }
}
