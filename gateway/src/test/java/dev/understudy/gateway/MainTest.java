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
              dataset     Makes training sets of captures.
              train       Trains students of a training set.
              experiment  Varies one setting of a training at a time.
              ablate      Tells how much more data would bring.
              evaluate    Tells how well students do on a test.
              router      Learns which requests a student gets right.
              drift       Tells whether requests are still like those in training.
              student     Serves trained students as an OpenAI-compatible endpoint.
            """);
  }
}
