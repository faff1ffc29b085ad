package dev.understudy.gateway.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.Verdict;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.access.Access;
import dev.understudy.gateway.access.AccessSettings;
import dev.understudy.gateway.access.Transport;
import dev.understudy.gateway.feedback.FeedbackIntake;
import dev.understudy.gateway.recent.Case;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.recent.Ruling;
import dev.understudy.gateway.recent.WholeExchanges;
import dev.understudy.sink.capture.Capture;
import dev.understudy.sink.capture.CaptureSettings;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.store.FolderStore;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judgements are taken back over a real server, into a capture that takes its time. */
class TakingBackTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final UUID REQUEST = UUID.fromString("019c1000-0000-7000-8000-00000000beef");
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final String UNDER_WAY =
      "this judgement is being taken back already; look at the case in a moment";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private final RecentCaptures recent = new RecentCaptures(1 << 20, NOON);
  private final CountDownLatch goesOn = new CountDownLatch(1);
  private FolderStore store;
  private Capture capture;
  private URI judgement;

  @BeforeEach
  void serve(@TempDir Path folder) throws IOException {
    store = FolderStore.open(folder.resolve("captures"));
    capture =
        Capture.open(
            CaptureSettings.of("gateway-0", folder.resolve("spool")),
            new ParquetTarget(store, WireReader.withTokenEstimates()::read));
    Access access =
        new Access(vertx, "127.0.0.1", Transport.CLEARTEXT, AccessSettings.NONE, Clock.systemUTC());
    Router router = Router.router(vertx);
    access.mount(router);
    new JudgementApi(
            vertx,
            access,
            recent,
            new WholeExchanges(recent, store),
            new FeedbackIntake(capture, this::held, "gateway-0", Clock.systemUTC()),
            () -> {
              throw new IllegalStateException("taking back asks for no rules");
            },
            PATIENCE)
        .mount(router);
    int port =
        vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await().actualPort();
    judgement =
        URI.create(
            "http://127.0.0.1:%d/console/api/routes/r/differences/%s/judgement"
                .formatted(port, REQUEST));
    recent.offer(disagreement());
    await("the disagreement", () -> recent.find("r", REQUEST) != null);
  }

  @AfterEach
  void stop() throws IOException {
    goesOn.countDown();
    vertx.close().await();
    capture.close();
    store.close();
    recent.close();
  }

  private Entry held(Entry entry) {
    try {
      assertThat(goesOn.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return entry;
  }

  private static Comparison disagreement() {
    return new Comparison(
        REQUEST,
        NOON,
        "gateway-0",
        "v1",
        "r",
        "small",
        "small-1",
        "label",
        Verdict.DIFFERENT,
        0,
        List.of(new Difference("", "\"1\"", "\"0\"")),
        List.of(),
        false,
        Duration.ZERO,
        Duration.ZERO);
  }

  private static void await(String what, BooleanSupplier isSo) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!isSo.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time until " + what).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  private CompletableFuture<HttpResponse<String>> takeBack() {
    return client.sendAsync(
        HttpRequest.newBuilder(judgement).timeout(Duration.ofSeconds(30)).DELETE().build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String error(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return new JsonObject(answer.body()).getString("error");
  }

  private boolean isOpen() {
    Case one = recent.find("r", REQUEST);
    return one != null && one.ruling() == null;
  }

  private long given() {
    return capture.accounting(Table.FEEDBACK).offered();
  }

  private void judged() {
    recent.judged(
        new Judgement(Ruling.TEACHER, "1", "1").feedback(REQUEST, null, NOON, "gateway-0"));
  }

  @Test
  void aJudgementIsTakenBackOnceHoweverLongThatTakes() {
    judged();

    CompletableFuture<HttpResponse<String>> first = takeBack();
    await("the first is under way", () -> given() == 1);
    String ofOtherWindow = error(takeBack().join(), 503);
    String late = error(first.join(), 503);
    String again = error(takeBack().join(), 503);
    goesOn.countDown();
    await("it is taken back", this::isOpen);

    assertThat(ofOtherWindow).isEqualTo(UNDER_WAY);
    assertThat(late)
        .isEqualTo(
            "it takes long to record the judgement, and may be done yet; look at the case once"
                + " more in a moment");
    assertThat(again).isEqualTo(UNDER_WAY);
    await("it is known", () -> takeBack().join().statusCode() != 503);
    assertThat(error(takeBack().join(), 409))
        .isEqualTo("there is no judgement of this case to take back");
    assertThat(given()).isEqualTo(1);
  }

  @Test
  void whatIsNeverHeardOfAgainMayBeTakenBackOnceMore() throws Refused {
    judged();
    AtomicLong nanos = new AtomicLong();
    TakingBack takingBack = new TakingBack(recent, "gateway-0", nanos::get);
    Case one = Objects.requireNonNull(recent.find("r", REQUEST));

    Feedback first = takingBack.begin(one, null);
    nanos.set(TakingBack.LONGEST.toNanos() - 1);
    assertThatThrownBy(() -> takingBack.begin(one, null)).hasMessage(UNDER_WAY);
    nanos.incrementAndGet();

    assertThat(takingBack.begin(one, null)).isEqualTo(first);
    assertThatThrownBy(() -> takingBack.begin(one, null)).hasMessage(UNDER_WAY);
  }

  @Test
  void whatIsJudgedAnewIsTakenBackAnew() {
    judged();
    goesOn.countDown();
    HttpResponse<String> first = takeBack().join();
    recent.judged(
        new Judgement(Ruling.STUDENT, "0", "0")
            .feedback(REQUEST, null, NOON.plusSeconds(1), "gateway-0"));

    HttpResponse<String> second = takeBack().join();

    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
    assertThat(given()).isEqualTo(2);
  }

  @Test
  void whatCouldNotBeRecordedMayBeTakenBackOnceMore() {
    judged();
    capture.close();

    String first = error(takeBack().join(), 503);
    String second = error(takeBack().join(), 503);

    assertThat(first)
        .isEqualTo("the judgement could not be recorded (closed); try again later")
        .isEqualTo(second);
  }
}
