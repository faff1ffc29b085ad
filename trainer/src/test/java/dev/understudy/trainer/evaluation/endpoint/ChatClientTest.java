package dev.understudy.trainer.evaluation.endpoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.prompt.Turn;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatClientTest {
  private static final String BEGINNING =
      "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{";

  @Test
  void answerThatStopsHalfWayIsNotWaitedForForEver() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread stalling = new Thread(() -> answerHalf(server));
      stalling.start();
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
      Endpoint endpoint =
          new Endpoint(
              "slow", url, "m", null, 0, 10, false, Duration.ofSeconds(1), Duration.ofMillis(1));
      ChatClient client = new ChatClient(endpoint, name -> null);

      assertThatThrownBy(() -> client.ask(List.of(Turn.of("user", "well?"))))
          .isInstanceOf(Unavailable.class)
          .hasMessage(
              "slow at "
                  + url
                  + "/chat/completions could not be asked, 4 times: no whole answer within 1 s");
    }
  }

  private static void answerHalf(ServerSocket server) {
    List<Socket> held = new ArrayList<>();
    try {
      while (true) {
        Socket socket = server.accept();
        held.add(socket);
        OutputStream out = socket.getOutputStream();
        out.write(BEGINNING.getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
    } catch (SocketException closed) {
      for (Socket each : held) {
        try {
          each.close();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
