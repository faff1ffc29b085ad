package dev.understudy.deploy.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.RunningGateway;
import dev.understudy.deploy.upstream.ScriptedUpstream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each client plays all its scenarios twice, directly at the upstream and through the gateway; what
 * the application saw and what the upstream saw must not differ.
 */
class NodeClientsTest {
  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic", "ai-sdk", "langchain"})
  void applicationCannotTellThatTheGatewayIsThere(String client, @TempDir Path captures)
      throws Exception {
    NodeClients clients = NodeClients.installed();
    try (ScriptedUpstream alone = ScriptedUpstream.start();
        ScriptedUpstream behind = ScriptedUpstream.start();
        RunningGateway gateway = RunningGateway.inFrontOf(behind.url(), captures)) {
      CompletableFuture<List<String>> other =
          CompletableFuture.supplyAsync(() -> clients.transcript(client, alone.url()));

      List<String> through = clients.transcript(client, gateway.url());
      List<String> directly = other.get(120, TimeUnit.SECONDS);

      assertThat(Differences.between(directly, through)).isEmpty();
      assertThat(Differences.between(Sighting.of(alone.received()), Sighting.of(behind.received())))
          .isEmpty();
    }
  }
}
