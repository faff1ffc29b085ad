package dev.understudy.gateway.config;

import dev.understudy.gateway.access.AccessSettings;
import dev.understudy.gateway.access.Loopback;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Upstream;
import dev.understudy.rules.yaml.Durations;
import dev.understudy.rules.yaml.HostPort;
import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Problem;
import dev.understudy.rules.yaml.RulesFile;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.rules.yaml.Yaml;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one gateway's settings: the command line before the file, the file before the environment,
 * the environment before the defaults. Used once.
 */
final class ConfigReader {
  private static final String TEACHER_URL = "TEACHER_URL";
  private static final String COMMAND_LINE = "command line";

  /** Takes the place of a teacher that was given wrongly, so that the rules' own problems show. */
  private static final URI UNREADABLE = URI.create("http://unreadable.invalid");

  private final CommandLineSettings flags;
  private final Map<String, String> environment;
  private final Path workingFolder;
  private final List<Problem> problems = new ArrayList<>();

  ConfigReader(CommandLineSettings flags, Map<String, String> environment, Path workingFolder) {
    this.flags = flags;
    this.environment = environment;
    this.workingFolder = workingFolder.toAbsolutePath().normalize();
  }

  Parsed<GatewayConfig> read() {
    Parsed<GatewayConfig> config = fromFile();
    problems.addAll(config.problems());
    if (config instanceof Parsed.Good<GatewayConfig> good) {
      checkTogether(good.value());
      checkRules(good.value());
    }
    return problems.isEmpty() ? config : new Parsed.Bad<>(problems);
  }

  private Parsed<GatewayConfig> fromFile() {
    String source = flags.config();
    Path file = flag("--config", source, Scalar.path(workingFolder));
    if (source == null || file == null) {
      return Yaml.read(COMMAND_LINE, new byte[0], in -> config(in, workingFolder));
    }
    Path parent = file.getParent();
    Path folder = parent == null ? workingFolder : parent;
    return Yaml.bytes(source, file)
        .fold(
            bytes -> Yaml.read(source, bytes, in -> config(in, folder)),
            Parsed.Bad<GatewayConfig>::new);
  }

  private GatewayConfig config(Section in, Path folder) {
    Scalar<Path> fromFolder = Scalar.path(folder);
    Scalar<Path> fromHere = Scalar.path(workingFolder);
    GatewayConfig usual =
        GatewayConfig.defaults(Instance.name(environment), workingFolder.resolve("captures"));
    return new GatewayConfig(
        preferred(
            flag("--listen", flags.listen(), Scalar.HOST_PORT),
            in.value("listen", Scalar.HOST_PORT, usual.listen())),
        preferred(
            flag("--admin", flags.admin(), Scalar.HOST_PORT),
            in.value("admin", Scalar.HOST_PORT, usual.admin())),
        AccessSettings.read(in, environment, folder),
        teacher(in.valueOrNull("teacher", Scalar.BASE_URL)),
        preferredOrNull(
            flag("--rules", flags.rules(), fromHere), in.valueOrNull("rules", fromFolder)),
        in.value("instance", Instance.NAME, usual.instance()),
        in.value("event_loops", Scalar.integer(1, 1024), usual.eventLoops()),
        in.sectionOrNull("tls", tls -> TlsSettings.read(tls, folder)),
        in.sectionOrNull("admin_tls", tls -> TlsSettings.read(tls, folder)),
        in.section("upstream", upstream -> UpstreamSettings.read(upstream, folder)),
        in.section("limits", Limits::read),
        in.section(
            "capture",
            capture ->
                CaptureSettings.read(
                    capture,
                    environment,
                    folder,
                    preferred(captures(), usual.capture().store().name()),
                    flags.captures() != null,
                    workingFolder.resolve("captures"))),
        in.value(
            "on_client_gone", Scalar.word(GatewayConfig.OnClientGone.class), usual.onClientGone()),
        in.section("shutdown", ShutdownSettings::read),
        in.section("ready_when", ReadyWhen::read),
        in.section("log", LogSettings::read));
  }

  /** Whether a teacher was given other than in the file, readable or not. */
  private boolean isTeacherGiven() {
    return flags.teacher() != null || !teacherVariable().isEmpty();
  }

  private String teacherVariable() {
    return environment.getOrDefault(TEACHER_URL, "");
  }

  private @Nullable String captures() {
    return flag("--captures", flags.captures(), StoreSettings.name(workingFolder));
  }

  private @Nullable URI teacher(@Nullable URI inFile) {
    if (flags.teacher() != null) {
      return flag("--teacher", flags.teacher(), Scalar.BASE_URL);
    }
    return inFile != null || teacherVariable().isEmpty()
        ? inFile
        : given("environment", TEACHER_URL, teacherVariable(), Scalar.BASE_URL);
  }

  /** What no single setting can be blamed for. */
  private void checkTogether(GatewayConfig config) {
    String source = flags.config() != null ? flags.config() : COMMAND_LINE;
    if (config.teacher() == null && config.rules() == null && !isTeacherGiven()) {
      problems.add(
          Problem.of(
              source,
              "no teacher; give --teacher URL, TEACHER_URL, 'teacher' in the config file, or"
                  + " rules that name upstreams"));
    }
    if (collide(config.listen(), config.admin())) {
      problems.add(
          Problem.of(
              source,
              "listen (%s) and admin (%s) must not be the same port"
                  .formatted(config.listen(), config.admin())));
    }
    if (!config.access().isGuarded() && !Loopback.holds(config.admin().host())) {
      problems.add(
          Problem.of(
              source,
              ("admin (%s) listens beyond this machine, and nobody is asked who they are; set"
                      + " admin_token to env:NAME or file:PATH, or admin_tokens or oidc, or let it"
                      + " listen on 127.0.0.1")
                  .formatted(config.admin())));
    }
    checkPatience(source, "upstream.timeouts", config, config.upstream().timeouts());
  }

  private void checkRules(GatewayConfig config) {
    Path rules = config.rules();
    if (rules == null) {
      return;
    }
    String source = rules.toString();
    URI teacher = config.teacher() == null && isTeacherGiven() ? UNREADABLE : config.teacher();
    Parsed<Rules> read = RulesFile.read(source, rules, teacher);
    problems.addAll(read.problems());
    read.fold(Rules::upstreams, bad -> List.<Upstream>of())
        .forEach(
            upstream ->
                checkPatience(
                    source,
                    "upstreams." + upstream.name() + ".timeouts",
                    config,
                    config.upstream().timeouts().with(upstream.timeouts())));
  }

  private void checkPatience(
      String source, String subject, GatewayConfig config, Timeouts timeouts) {
    Duration client = config.limits().clientIdle();
    Duration silence =
        timeouts.firstByte().compareTo(timeouts.idle()) > 0
            ? timeouts.firstByte()
            : timeouts.idle();
    if (client != null && client.compareTo(silence) <= 0) {
      problems.add(
          Problem.of(
              source,
              ("limits.client_idle (%s) must be longer than first_byte and idle of %s (%s), or"
                      + " clients are cut while the teacher thinks")
                  .formatted(Durations.write(client), subject, Durations.write(silence))));
    }
  }

  private static boolean collide(HostPort one, HostPort other) {
    return one.port() != 0
        && one.port() == other.port()
        && (one.host().equals(other.host()) || isEveryAddress(one) || isEveryAddress(other));
  }

  private static boolean isEveryAddress(HostPort listener) {
    return listener.host().equals("0.0.0.0") || listener.host().equals("::");
  }

  private <T> @Nullable T flag(String name, @Nullable String text, Scalar<T> kind) {
    return text == null ? null : given(COMMAND_LINE, name, text, kind);
  }

  private <T> @Nullable T given(String source, String name, String text, Scalar<T> kind) {
    try {
      return kind.read(text);
    } catch (Mismatch mismatch) {
      problems.add(Problem.of(source, name + " " + mismatch.getMessage()));
      return null;
    }
  }

  private static <T> T preferred(@Nullable T first, T second) {
    return first != null ? first : second;
  }

  private static <T> @Nullable T preferredOrNull(@Nullable T first, @Nullable T second) {
    return first != null ? first : second;
  }
}
