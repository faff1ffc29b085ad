package dev.understudy.gateway.edit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.gateway.live.LiveRules;
import dev.understudy.gateway.named.StudentFiles;
import dev.understudy.rules.Rules;
import dev.understudy.rules.named.NamedFiles;
import dev.understudy.rules.preview.Preview;
import dev.understudy.rules.preview.Previewing;
import dev.understudy.rules.preview.UnreadableCaptures;
import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Problem;
import dev.understudy.rules.yaml.RulesFile;
import dev.understudy.sink.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the file of rules is looked at and edited. All methods read files and may wait; any thread
 * may call.
 */
public final class RulesDesk {
  private static final Logger log = LoggerFactory.getLogger(RulesDesk.class);

  private static final long MOST_PREVIEWED_BYTES = 256L * 1024 * 1024;

  private final GatewayConfig config;
  private final LiveRules live;
  private final Store store;

  /**
   * A desk over the rules in force and the file they come from.
   *
   * @param store where captures are stored; stays open as long as the desk is used
   */
  public RulesDesk(GatewayConfig config, LiveRules live, Store store) {
    this.config = config;
    this.live = live;
    this.store = store;
  }

  /**
   * The file as it lies on the disk, or null where the gateway was started without one.
   *
   * @throws IOException if it cannot be read
   */
  public @Nullable RulesText text() throws IOException {
    Path file = config.rules();
    if (file == null) {
      return null;
    }
    byte[] bytes = Files.readAllBytes(file);
    return new RulesText(
        name(file),
        new String(bytes, UTF_8),
        RulesFile.version(bytes),
        read(file, bytes).problems(),
        new WholeFile(file).readOnly());
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private Parsed<Rules> read(Path file, byte[] bytes) {
    Path folder = file.toAbsolutePath().getParent();
    return RulesFile.read(name(file), bytes, folder == null ? file : folder, config.teacher());
  }

  /** What a text would change of the rules in force. */
  public Checked check(String text) {
    Path file = file();
    byte[] bytes = text.getBytes(UTF_8);
    String version = RulesFile.version(bytes);
    return read(file, bytes)
        .fold(
            rules -> {
              List<Problem> ofFiles = NamedFiles.problems(name(file), rules, new StudentFiles());
              return new Checked(
                  version,
                  ofFiles,
                  ofFiles.isEmpty()
                      ? RouteChanges.between(live.current().rules(), rules)
                      : List.of());
            },
            problems -> new Checked(version, problems, List.of()));
  }

  /** Whether the rules are in a file, so that there is something to edit. */
  public boolean hasFile() {
    return config.rules() != null;
  }

  private Path file() {
    Path file = config.rules();
    if (file == null) {
      throw new IllegalStateException("there is no file of rules; start with --rules");
    }
    return file;
  }

  /**
   * What a text would do with the requests that were captured lately, as far as files of {@value
   * #MOST_PREVIEWED_BYTES} bytes hold them. What is not in a folder is fetched first.
   *
   * @throws UnreadableCaptures where there are none, or they cannot be read
   * @throws IOException where a file that the rules name cannot be used
   * @throws IllegalStateException where the text has problems
   */
  public Preview preview(String text) throws UnreadableCaptures, IOException {
    Path file = file();
    Rules before = live.current().rules();
    Rules after = read(file, text.getBytes(UTF_8)).orThrow();
    if (config.capture().store().firehose() != null) {
      throw new IOException(
          "captures in %s are not read from here; use 'understudy rules preview --captures' with the place that the delivery streams write to"
              .formatted(config.capture().store().name()));
    }
    try (StoredCaptures captures =
        StoredCaptures.newest(store, MOST_PREVIEWED_BYTES, Instant.now())) {
      return Previewing.of(
          before,
          NamedFiles.learned(before, new StudentFiles()),
          after,
          NamedFiles.learned(after, new StudentFiles()),
          captures);
    }
  }

  /**
   * Puts a text in place of the file's and has it taken up at once, or leaves all as it was.
   *
   * @param base the version of the file that the edit began from
   * @param by who edits, for the log
   * @param reason why, for the log
   * @throws IOException if the file cannot be read
   */
  public synchronized Applied apply(String text, String base, String by, String reason)
      throws IOException {
    Path file = file();
    byte[] before = Files.readAllBytes(file);
    byte[] after = text.getBytes(UTF_8);
    String version = RulesFile.version(before);
    if (!version.equals(base)) {
      return Placing.changedMeanwhile(before, List.of());
    }
    List<Problem> problems = check(text).problems();
    if (!problems.isEmpty()) {
      return new Applied(
          Applied.Outcome.REFUSED, version, problems.stream().map(Problem::toString).toList());
    }
    Applied applied = new Placing(file, takesUp()).place(before, after);
    if (applied.outcome() == Applied.Outcome.IN_FORCE) {
      log.atInfo()
          .addKeyValue("by", by)
          .addKeyValue("from", version)
          .addKeyValue("to", applied.version())
          .addKeyValue("reason", reason)
          .log("rules were edited on the console");
    }
    return applied;
  }

  private Placing.TakesUp takesUp() {
    return new Placing.TakesUp() {
      @Override
      public void reload() {
        live.reload();
      }

      @Override
      public LiveRules.Status status() {
        return live.status();
      }
    };
  }
}
