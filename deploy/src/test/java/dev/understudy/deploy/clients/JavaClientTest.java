package dev.understudy.deploy.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.RunningGateway;
import dev.understudy.deploy.upstream.ScriptedUpstream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's client for Java, at the upstream directly and through the gateway. */
class JavaClientTest {
  @Test
  void applicationCannotTellThatTheGatewayIsThere(@TempDir Path captures) throws Exception {
    try (ScriptedUpstream alone = ScriptedUpstream.start();
        ScriptedUpstream behind = ScriptedUpstream.start();
        RunningGateway gateway = RunningGateway.inFrontOf(behind.url(), captures)) {
      CompletableFuture<List<String>> other =
          CompletableFuture.supplyAsync(() -> transcript(alone.url()));

      List<String> through = transcript(gateway.url());
      List<String> directly = other.get(120, TimeUnit.SECONDS);

      assertThat(Differences.between(directly, through)).isEmpty();
      assertThat(Differences.between(Sighting.of(alone.received()), Sighting.of(behind.received())))
          .isEmpty();
    }
  }

  private static List<String> transcript(URI url) {
    try (JavaClient client = new JavaClient(url)) {
      return client.transcript();
    }
  }
}
