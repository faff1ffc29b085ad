package dev.understudy.deploy.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.Eventually;
import dev.understudy.sink.parquet.ExchangeRows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three gateways behind a balancer are restarted one after the other while applications ask on. */
class RollingRestartTest {
  private static final List<String> ALL = List.of("gateway-0", "gateway-1", "gateway-2");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(5);
  private static final Pattern BOOKS =
      Pattern.compile(
          "gateway has stopped.*offered=(\\d+), pending=(\\d+), spooled=(\\d+), stored=(\\d+), dropped=\\{([^}]*)\\}");

  /** Each so-manieth answer takes longer than a gateway says that it is about to end. */
  private static final int SLOW_EACH = 50;

  private static final Duration BETWEEN_PIECES = Duration.ofMillis(900);

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Model teacher = Model.that(vertx, this::answer);
  private final Balancer balancer = new Balancer(vertx);
  private final List<Replica> gateways = new ArrayList<>();
  private final List<String> ended = new CopyOnWriteArrayList<>();

  @BeforeEach
  void startThree() throws Exception {
    Files.writeString(folder.resolve("rules.yaml"), "version: 1\nroutes: []\n");
    gateways.addAll(
        IntStream.range(0, ALL.size())
            .parallel()
            .mapToObj(
                number -> {
                  try {
                    return start(number);
                  } catch (Exception e) {
                    throw new IllegalStateException(ALL.get(number) + " did not start", e);
                  }
                })
            .toList());
    for (int i = 0; i < ALL.size(); i++) {
      balancer.place(ALL.get(i), gateways.get(i));
    }
    awaitReady(ALL);
  }

  @AfterEach
  void stop() {
    gateways.forEach(Replica::close);
    vertx.close().await();
  }

  @Test
  void noRequestAndNoCaptureIsLost() throws Exception {
    SteadyLoad load = SteadyLoad.on(vertx, balancer.url(), BETWEEN_QUESTIONS);

    for (int i = 0; i < ALL.size(); i++) {
      int before = load.asked();
      end(gateways.get(i));
      gateways.set(i, start(i));
      balancer.place(ALL.get(i), gateways.get(i));
      awaitReady(ALL);
      assertThat(load.asked()).as("questions meanwhile").isGreaterThan(before + 100);
    }
    List<Answer> answers = load.end();
    Future.join(gateways.stream().map(this::ending).toList()).await(2, TimeUnit.MINUTES);

    assertThat(answers).filteredOn(answer -> !answer.isGood()).isEmpty();
    assertThat(stored())
        .containsExactlyInAnyOrderElementsOf(
            answers.stream().map(answer -> answer.question().number()).toList());
    assertThat(ended).hasSize(2 * ALL.size());
    assertThat(ended.stream().mapToInt(RollingRestartTest::settled).sum())
        .isEqualTo(answers.size());
  }

  private Replica start(int number) throws Exception {
    return Replica.start(
        folder,
        ALL.get(number),
        teacher.url(),
        folder.resolve("rules.yaml"),
        "{delay: 3s, deadline: 30s}", // for the balancer to see it, on a machine that stands still
        "");
  }

  private void end(Replica gateway) throws Exception {
    assertThat(gateway.process().terminate()).as(gateway.process().said()).isZero();
    ended.add(gateway.process().said());
  }

  private Future<?> ending(Replica gateway) {
    return vertx.executeBlocking(
        () -> {
          end(gateway);
          return null;
        },
        false);
  }

  private void awaitReady(List<String> names) throws Exception {
    Eventually.see("gateways that get requests", PATIENCE, balancer::ready, names::equals);
  }

  /** How many exchanges a gateway was offered that ended with all of them in the store. */
  private static int settled(String said) {
    Matcher books = BOOKS.matcher(said);
    assertThat(books.find()).as(said).isTrue();
    assertThat(List.of(books.group(2), books.group(3), books.group(4)))
        .as(books.group())
        .containsExactly("0", "0", books.group(1));
    return Integer.parseInt(books.group(1));
  }

  /** The teacher: answers at once, or in pieces, some of them slowly. */
  private void answer(Question question, HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.putHeader("content-type", question.contentType());
    String whole = question.answer("large", Model.RIGHT);
    if (question.number() % SLOW_EACH != 0) {
      response.end(whole);
      return;
    }
    response.setChunked(true);
    List<String> pieces = List.of(whole.substring(0, 40), whole.substring(40, 80));
    for (int i = 0; i < pieces.size(); i++) {
      String piece = pieces.get(i);
      vertx.setTimer(1 + i * BETWEEN_PIECES.toMillis(), now -> response.write(piece));
    }
    vertx.setTimer(
        1 + pieces.size() * BETWEEN_PIECES.toMillis() * 2,
        now -> response.end(whole.substring(80)));
  }

  private List<Integer> stored() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("captures"))) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .flatMap(RollingRestartTest::questions)
          .toList();
    }
  }

  private static Stream<Integer> questions(Path file) {
    try (Stream<GenericRecord> rows = ExchangeRows.read(file)) {
      return rows
          .map(row -> Question.in(Objects.requireNonNull(row.get("request_body")).toString()))
          .map(Question::number)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
