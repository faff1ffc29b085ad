package dev.understudy.gateway.demo;

import dev.understudy.gateway.config.CommandLineSettings;
import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.rules.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of the demo's gateway, by way of files that stay beside the captures to be played
 * with.
 *
 * @param folder the folder of captures
 */
record DemoSettings(Path folder) {
  /** The gateway's file of rules. */
  Path rules() {
    return folder.resolve("rules.yaml");
  }

  /**
   * Writes the files and reads them as a gateway does.
   *
   * @param port where the gateway is to listen; 0 for a free port
   * @throws IllegalStateException with all that is wrong
   */
  GatewayConfig write(int port, int teacherPort) throws IOException {
    String yaml =
        """
        listen: 127.0.0.1:%d
        admin: 127.0.0.1:0
        teacher: http://127.0.0.1:%d/v1
        rules: %s
        instance: demo
        capture:
          segment: {age: 2s}
        log: {level: warn}
        """
            .formatted(port, teacherPort, rules().getFileName());
    Path file = Files.createDirectories(folder).resolve("gateway.yaml");
    Files.writeString(file, yaml);
    Files.writeString(rules(), DemoRehearsal.rulesBefore());
    CommandLineSettings flags =
        new CommandLineSettings(
            file.toString(), null, null, null, null, folder.toAbsolutePath().toString());
    return GatewayConfig.load(flags, Map.of(), Path.of(""))
        .fold(config -> config, DemoSettings::refuse);
  }

  private static GatewayConfig refuse(List<Problem> problems) {
    throw new IllegalStateException(
        problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
  }
}
