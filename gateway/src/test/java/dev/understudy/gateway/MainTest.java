package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void helpNamesTheTrainersCommandsToo() {
    assertThat(Main.commandLine().getUsageMessage())
        .endsWith(
            """

            Of the trainer, a program of its own:
              dataset   Makes training sets of captures.
            """);
  }
}
