package dev.understudy.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The unit is one that systemd takes, and gives a gateway the time it needs and no rights it does
 * not.
 */
class UnitTest {
  private static final Path UNIT = Path.of("..", "deploy", "systemd", "understudy.service");

  @Test
  void systemdFindsNothingWrong(@TempDir Path folder) throws Exception {
    assertThat(verify(folder, Files.readString(UNIT))).isEmpty();
  }

  @Test
  void misspeltSettingIsTold(@TempDir Path folder) throws Exception {
    String misspelt = Files.readString(UNIT).replace("PrivateTmp=", "PrivatTmp=");

    assertThat(verify(folder, misspelt)).contains("Unknown key").contains("PrivatTmp");
  }

  @Test
  void runsWithoutRootAndMayWriteItsOwnFolderAlone() throws IOException {
    assertThat(Files.readAllLines(UNIT))
        .contains(
            "User=understudy",
            "ProtectSystem=strict",
            "StateDirectory=understudy",
            "NoNewPrivileges=yes",
            "CapabilityBoundingSet=",
            "SystemCallFilter=@system-service")
        .doesNotContain("MemoryDenyWriteExecute=yes");
  }

  @Test
  void hasTheTimeAndTheSocketsThatOperationsAskFor() throws IOException {
    assertThat(Files.readAllLines(UNIT))
        .contains("Restart=always", "TimeoutStopSec=120", "LimitNOFILE=65536", "KillMode=mixed");
  }

  private static String verify(Path folder, String unit) throws Exception {
    Tools.needs(
        Tools.runs("systemd-analyze", "--version"),
        "systemd-analyze is needed to test the unit (Debian package systemd)");
    // It looks whether the program is there, which it is on the server alone.
    Path file = folder.resolve("understudy.service");
    Files.writeString(file, unit.replace("/opt/understudy/bin/understudy", "/bin/true"));
    Process process =
        new ProcessBuilder(List.of("systemd-analyze", "verify", "--man=no", file.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.lines().filter(line -> line.contains("understudy")).reduce("", String::concat);
  }
}
