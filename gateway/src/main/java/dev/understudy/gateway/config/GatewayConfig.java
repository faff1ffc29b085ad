package dev.understudy.gateway.config;

import dev.understudy.gateway.access.AccessSettings;
import dev.understudy.rules.Rules;
import dev.understudy.rules.yaml.HostPort;
import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.RulesFile;
import dev.understudy.rules.yaml.Yaml;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of the gateway. Paths are absolute and normalised.
 *
 * @param listen where applications connect
 * @param admin where health, metrics and the admin API answer
 * @param access whom the admin port answers
 * @param teacher the large model's base URL: http or https, a host, perhaps a port and a path
 *     without a trailing slash, nothing else; null only where there are {@code rules}
 * @param rules the file of rules, or null where everything goes to the teacher
 * @param instance this gateway's name in records and file names: {@code [A-Za-z0-9._-]+}
 * @param eventLoops how many event loops serve traffic, at least 1
 * @param tls the certificate of the traffic port, or null for cleartext
 * @param adminTls the certificate of the admin port, or null for cleartext
 * @param upstream how upstreams are spoken to
 * @param limits what clients may send
 * @param capture what is recorded, and how safely
 * @param onClientGone what becomes of the upstream's call when the client leaves
 * @param shutdown how the gateway ends
 * @param readyWhen when {@code /health/ready} says yes
 * @param log what is logged, and how
 */
public record GatewayConfig(
    HostPort listen,
    HostPort admin,
    AccessSettings access,
    @Nullable URI teacher,
    @Nullable Path rules,
    String instance,
    int eventLoops,
    @Nullable TlsSettings tls,
    @Nullable TlsSettings adminTls,
    UpstreamSettings upstream,
    Limits limits,
    CaptureSettings capture,
    OnClientGone onClientGone,
    ShutdownSettings shutdown,
    ReadyWhen readyWhen,
    LogSettings log) {

  /**
   * The settings from everywhere: the command line goes before the YAML file it names, the file
   * before the environment's {@code TEACHER_URL}, the environment before the defaults. The rules
   * they name are checked too.
   *
   * @param environment the process's environment
   * @param workingFolder what the command line's paths and the default captures folder start from;
   *     the file's own paths start from its folder
   */
  public static Parsed<GatewayConfig> load(
      CommandLineSettings flags, Map<String, String> environment, Path workingFolder) {
    return new ConfigReader(flags, environment, workingFolder).read();
  }

  /** The rules to decide by, read now: those of the file, or the teacher for everything. */
  public Parsed<Rules> readRules() {
    return rules != null
        ? RulesFile.read(rules.toString(), rules, teacher)
        : new Parsed.Good<>(Rules.teacherOnly(Objects.requireNonNull(teacher, "teacher")));
  }

  /** Every setting as the YAML that {@link #load} reads back as an equal configuration. */
  public String toYaml() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("listen", listen.toString());
    keys.put("admin", admin.toString());
    access.write(keys);
    if (teacher != null) {
      keys.put("teacher", teacher.toString());
    }
    if (rules != null) {
      keys.put("rules", rules.toString());
    }
    keys.put("instance", instance);
    keys.put("event_loops", eventLoops);
    if (tls != null) {
      keys.put("tls", tls.written());
    }
    if (adminTls != null) {
      keys.put("admin_tls", adminTls.written());
    }
    keys.put("upstream", upstream.written());
    keys.put("limits", limits.written());
    keys.put("capture", capture.written());
    keys.put("on_client_gone", onClientGone.name().toLowerCase(Locale.ROOT));
    keys.put("shutdown", shutdown.written());
    keys.put("ready_when", readyWhen.written());
    keys.put("log", log.written());
    return Yaml.write(keys);
  }

  /** The settings used where none are set, with that store and with a teacher or rules to come. */
  public static GatewayConfig defaults(String instance, Path captures) {
    return new GatewayConfig(
        new HostPort("127.0.0.1", 8080),
        new HostPort("127.0.0.1", 8081),
        AccessSettings.NONE,
        null,
        null,
        instance,
        Runtime.getRuntime().availableProcessors(),
        null,
        null,
        UpstreamSettings.DEFAULT,
        Limits.DEFAULT,
        CaptureSettings.in(captures),
        OnClientGone.CANCEL,
        ShutdownSettings.DEFAULT,
        ReadyWhen.DEFAULT,
        LogSettings.DEFAULT);
  }

  /** What becomes of the upstream's call when the client leaves before the answer's end. */
  public enum OnClientGone {
    /** It is cancelled, so that nobody pays for tokens nobody reads. */
    CANCEL,
    /** It runs to its end for the record. */
    FINISH
  }
}
