package dev.understudy.student.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TorchEngineTest {
  @Test
  void nativesAreUnpackedIntoTheUsersCacheFolder() {
    assertThat(TorchEngine.cacheFolder(Map.of(), "/home/ann"))
        .isEqualTo(Path.of("/home/ann/.cache/understudy/djl"));
    assertThat(TorchEngine.cacheFolder(Map.of("XDG_CACHE_HOME", "/fast"), "/home/ann"))
        .isEqualTo(Path.of("/fast/understudy/djl"));
  }

  @Test
  void nothingIsDownloadedAndNobodyIsTold() {
    TorchEngine.workOffline();

    assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
    assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
  }

  @Test
  void everyMachineHasACpu() {
    TorchEngine engine = TorchEngine.start();

    assertThat(engine.devices()).startsWith("cpu");
    assertThat(engine.device("cpu")).isEqualTo(Device.cpu());
    assertThat(engine.version()).startsWith("2.");
    assertThat(TorchEngine.start()).isSameAs(engine);
  }

  @Test
  void deviceThatIsNotThereIsRefusedWithTheOnesThatAre() {
    TorchEngine engine = TorchEngine.start();

    assertThatThrownBy(() -> engine.device("gpu99"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no device 'gpu99'; this machine has: "
                + String.join(", ", engine.devices())
                + " (or: auto)");
  }

  @Test
  void threadsAreSetForAllThreads() throws InterruptedException {
    TorchEngine engine = TorchEngine.start();
    int before = engine.threads();
    int[] seen = new int[1];
    Thread other = new Thread(() -> seen[0] = engine.threads());

    engine.useThreads(1);
    other.start();
    other.join();
    engine.useThreads(before);

    assertThat(seen[0]).isEqualTo(1);
    assertThatThrownBy(() -> engine.useThreads(0)).hasMessage("threads must be at least 1, got 0");
  }
}
