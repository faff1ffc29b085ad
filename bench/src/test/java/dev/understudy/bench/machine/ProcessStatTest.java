package dev.understudy.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessStatTest {
  @Test
  void readsTicksBehindANameWithBlanksAndBrackets() {
    String line =
        "4711 (tmux: (server) x) S 17 4711 4711 0 -1 4194560 1 2 3 4 150 50 7 3 20 0 9 0 33 1 2";

    ProcessStat stat = ProcessStat.parse(line);

    assertThat(stat).isEqualTo(new ProcessStat(4711, 17, 200, 10));
  }

  @Test
  void refusesALineThatIsCutOff() {
    assertThatThrownBy(() -> ProcessStat.parse("4711 (java) S 17 4711"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a line of /proc/PID/stat, got: 4711 (java) S 17 4711");
  }

  @Test
  void seesTheTimeThisProcessSpends() {
    ProcessTree self = new ProcessTree(ProcessHandle.current());
    Duration before = self.cpu();
    long waste = 0;
    while (self.cpu().minus(before).compareTo(Duration.ofMillis(50)) < 0 && waste < 1L << 40) {
      waste++;
    }

    assertThat(self.cpu()).isGreaterThan(before);
    assertThat(self.residentBytes()).isGreaterThan(1 << 20);
  }

  @Test
  void addsUpTheTimeOfACoreAndKeepsStolenTimeApart() {
    String stat =
        "cpu  1 1 1 1 1 1 1 1 0 0\ncpu0 100 5 20 900 3 2 1 40 0 0\ncpu1 9 9 9 9 9 9 9 9 0 0";

    CoreClock clock = CoreClock.parse(stat, 0);

    assertThat(clock).isEqualTo(new CoreClock(Duration.ofMillis(1_280), Duration.ofMillis(400)));
  }

  @Test
  void readsTheTotalOfAClassHistogram() {
    String histogram =
        """
        4711:
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:         22334        1853016  [B (java.base@17)
        Total        331331       14142424
        """;

    assertThat(LiveHeap.parseTotal(histogram)).hasValue(14_142_424L);
    assertThat(LiveHeap.parseTotal("4711:\nno such process")).isEmpty();
  }
}
