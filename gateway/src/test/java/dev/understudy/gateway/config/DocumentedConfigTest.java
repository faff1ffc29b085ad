package dev.understudy.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds docs/configuration.md to what the gateway does. */
class DocumentedConfigTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

  /** A row whose default is a value, not words. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_.]+)` \\| `([^`]+)` \\|");

  private final Path folder;
  private final String page;

  DocumentedConfigTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
    this.page = Files.readString(PAGE);
  }

  @Test
  void theExamplesLoad() throws IOException {
    GatewayConfig config = loadExample();

    assertThat(config.rules()).isEqualTo(folder.resolve("rules.yaml"));
    assertThat(config.readRules().orThrow().routes()).hasSize(3);
  }

  @Test
  void theExampleHasEveryKey() throws IOException {
    Map<String, String> printed = keys(loadExample().toYaml());

    assertThat(keys(yamlBlocks().get(0)).keySet()).isEqualTo(printed.keySet());
  }

  @Test
  void everyKeyIsExplained() throws IOException {
    Map<String, String> printed = keys(loadExample().toYaml());

    assertThat(printed.keySet())
        .allSatisfy(key -> assertThat(page).contains("\n| `" + key + "` |"));
  }

  @Test
  void everyDefaultIsTheOneUsed() {
    Map<String, String> defaults = keys(GatewayConfig.defaults("box", folder).toYaml());
    Matcher row = ROW.matcher(page);
    int rows = 0;

    for (; row.find(); rows++) {
      assertThat(row.group(2)).as(row.group(1)).isEqualTo(defaults.get(row.group(1)));
    }
    assertThat(rows).isGreaterThan(20);
  }

  private GatewayConfig loadExample() throws IOException {
    List<String> blocks = yamlBlocks();
    Path file = Files.writeString(folder.resolve("gateway.yaml"), blocks.get(0));
    Files.writeString(folder.resolve("rules.yaml"), blocks.get(1));
    Files.createDirectories(folder.resolve("tls"));
    for (String pem : List.of("chain.pem", "key.pem", "private-ca.pem")) {
      Files.writeString(folder.resolve("tls").resolve(pem), "");
    }
    for (String secret :
        List.of("admin.token", "ada.token", "grafana.token", "oidc.secret", "pseudonyms.key")) {
      Files.writeString(folder.resolve("tls").resolve(secret), "correct-horse-" + secret + "\n");
    }
    CommandLineSettings flags =
        new CommandLineSettings(file.toString(), null, null, null, null, null);
    return GatewayConfig.load(flags, Map.of(), folder).orThrow();
  }

  private List<String> yamlBlocks() {
    return YAML.matcher(page).results().map(block -> block.group(1)).toList();
  }

  /** The document's keys from the root, joined by dots, and their values as written. */
  private static Map<String, String> keys(String yaml) {
    Map<String, String> keys = new TreeMap<>();
    collect("", new Load(LoadSettings.builder().build()).loadFromString(yaml), keys);
    return keys;
  }

  private static void collect(String path, Object value, Map<String, String> keys) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, below) -> collect(path.isEmpty() ? "" + key : path + "." + key, below, keys));
    } else if (path.matches("(capture\\.(redact\\.patterns|s3\\.tags)|oidc\\.roles)\\..*")) {
      keys.put(path.substring(0, path.lastIndexOf('.')), "names of the user's own");
    } else {
      keys.put(path, String.valueOf(value));
    }
  }
}
