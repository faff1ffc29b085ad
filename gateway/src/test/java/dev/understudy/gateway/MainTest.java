package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void helpNamesTheCommandsOfOtherProgramsToo() {
    assertThat(Main.commandLine().getUsageMessage())
        .endsWith(
            """

            Programs of their own:
              dataset   Makes training sets of captures.
              train     Trains students of a training set.
              evaluate  Tells how well students do on a test.
              student   Serves trained students as an OpenAI-compatible endpoint.
            """);
  }
}
