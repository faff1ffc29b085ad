package dev.understudy.sink.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Feedback;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.capture.Captured;
import dev.understudy.sink.drain.SegmentTarget.Carried;
import dev.understudy.sink.firehose.FirehoseServer.Answering;
import dev.understudy.sink.firehose.FirehoseServer.Arrived;
import dev.understudy.sink.firehose.FirehoseServer.Call;
import dev.understudy.sink.firehose.FirehoseSettings.Retries;
import dev.understudy.sink.firehose.sent.SentLedger;
import dev.understudy.sink.firehose.sent.SentSegment;
import dev.understudy.sink.spool.Counts;
import dev.understudy.sink.spool.SealedSegment;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirehoseTargetTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] NOTHING = {};

  private FirehoseHouse house;
  private FirehoseServer server;

  @BeforeEach
  void openHouse(@TempDir Path folder) throws IOException {
    house = new FirehoseHouse(folder);
    server = house.server();
  }

  @AfterEach
  void closeHouse() throws IOException {
    assertThat(server.complaints()).isEmpty();
    house.close();
  }

  private static List<Exchange> small(int count) {
    SampleExchanges samples = new SampleExchanges(7);
    return Stream.generate(samples::small).limit(count).toList();
  }

  private static Exchange withBody(int length) {
    byte[] body = new byte[length];
    Arrays.fill(body, (byte) 'a');
    return SampleExchanges.of(new UUID(0, 1), SampleExchanges.NOON, body, NOTHING);
  }

  private static List<String> ids(SealedSegment segment, int... indexes) {
    return Arrays.stream(indexes).mapToObj(i -> "gateway-0-" + segment.name() + "-" + i).toList();
  }

  private List<SentSegment> ledger() throws IOException {
    List<SentSegment> all = new ArrayList<>();
    for (Path file : new SentLedger(house.sent()).files()) {
      all.add(SentLedger.read(file));
    }
    return all;
  }

  @Test
  void everyRecordIsALineOfItsTablesStreamUnderAnIdOfItsPlace() throws Exception {
    List<Entry> entries =
        List.of(SampleEntries.comparison(), SampleEntries.feedback(), small(1).get(0));
    SealedSegment segment = house.segment(entries);

    Carried carried = house.target().carry(segment);

    assertThat(carried).isEqualTo(new Carried(new Counts(1, 1, 1), 0, null));
    assertThat(server.arrived())
        .extracting(Arrived::stream, Arrived::id)
        .containsExactlyInAnyOrder(
            tuple("captures-comparisons", ids(segment, 0).get(0)),
            tuple("captures-feedback", ids(segment, 1).get(0)),
            tuple("captures-exchanges", ids(segment, 2).get(0)));
    assertThat(server.arrived())
        .allMatch(each -> each.line().indexOf('\n') == each.line().length() - 1);
  }

  @Test
  void batchesKeepTheLimits() throws Exception {
    List<Exchange> entries = new ArrayList<>(small(1100));
    for (int i = 0; i < 7; i++) {
      entries.add(withBody(1_000_000));
    }

    house.send(entries);

    assertThat(server.ids()).hasSize(1107).doesNotHaveDuplicates();
    assertThat(server.calls()).extracting(call -> call.ids().size()).contains(500);
    assertThat(server.calls().stream().mapToInt(Call::bodyBytes).max().orElse(0))
        .isBetween(4_000_000, 4 * 1024 * 1024);
  }

  @Test
  void onlyWhatWasNotTakenIsSentAgain() throws Exception {
    server.temper(
        call ->
            call.number() == 0
                ? Answering.without(Map.of(3, "InternalFailure", 7, "InternalFailure"))
                : Answering.ALL);

    FirehoseTarget target = house.target();
    SealedSegment segment = house.segment(small(20));
    target.carry(segment);

    assertThat(server.calls()).hasSize(2);
    assertThat(server.calls().get(1).ids()).isEqualTo(ids(segment, 3, 7));
    assertThat(server.ids()).hasSize(20).doesNotHaveDuplicates();
    assertThat(target.deliveries()).isEqualTo(new Deliveries(2, 20, 2, 0, 0));
  }

  @Test
  void askedToSlowDownItCountsAndGoesOn() throws Exception {
    server.temper(
        call ->
            switch (call.number()) {
              case 0 -> Answering.SLOW_DOWN;
              case 1 -> Answering.error(400, "LimitExceededException");
              case 2 -> Answering.error(400, "ThrottlingException");
              case 3 -> Answering.without(Map.of(0, "ServiceUnavailableException"));
              default -> Answering.ALL;
            });

    FirehoseTarget target = house.target();
    target.carry(house.segment(small(2)));

    assertThat(server.ids()).hasSize(2).doesNotHaveDuplicates();
    assertThat(target.deliveries()).isEqualTo(new Deliveries(2, 2, 7, 4, 0));
  }

  @Test
  void aRecordThatIsNeverTakenEndsTheTurnAndTheNextSendsNothingElse() throws Exception {
    server.temper(call -> failing("InternalFailure", call, 5));
    SealedSegment segment = house.segment(small(10));

    assertThatThrownBy(() -> house.target().carry(segment))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "delivery stream captures-exchanges did not take 1 records after 6 attempts"
                + " (InternalFailure: not now)");
    assertThat(server.calls()).hasSize(6);
    assertThat(ledger()).isEmpty();
    server.temper(call -> Answering.ALL);
    house.target().carry(segment);

    assertThat(server.calls().get(6).ids()).isEqualTo(ids(segment, 5));
    assertThat(server.ids()).hasSize(10).doesNotHaveDuplicates();
    assertThat(ledger()).hasSize(1);
  }

  private static Answering failing(String code, Call call, int index) {
    for (int i = 0; i < call.ids().size(); i++) {
      if (call.ids().get(i).endsWith("-" + index)) {
        return Answering.without(Map.of(i, code));
      }
    }
    return Answering.ALL;
  }

  @Test
  void aStreamThatRefusesIsCalledOnceAndTold() throws Exception {
    server.temper(call -> Answering.error(400, "ResourceNotFoundException"));
    SealedSegment segment = house.segment(small(10));

    assertThatThrownBy(() -> house.target().carry(segment))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "delivery stream captures-exchanges refuses records (ResourceNotFoundException: as the"
                + " test wants it")
        .hasMessageEndingWith(
            "see that it exists and that this gateway may call firehose:PutRecordBatch on it");
    assertThat(server.calls()).hasSize(1);
  }

  @Test
  void aCutConnectionDoublesItsBatchAndNoOther() throws Exception {
    server.temper(call -> call.number() == 1 ? Answering.CUT_AFTER : Answering.ALL);

    house.send(small(1200));

    List<String> cut = server.calls().get(1).ids();
    assertThat(server.ids()).hasSize(1200 + cut.size());
    assertThat(server.timesArrived()).hasSize(1200);
    server
        .timesArrived()
        .forEach((id, times) -> assertThat(times).as(id).isEqualTo(cut.contains(id) ? 2 : 1));
  }

  @Test
  void whatIsTooLargeLiesInTheStoreAndItsClaimIsSent() throws Exception {
    FirehoseTarget target = house.target();
    Exchange large = withBody(3_000_000);
    SealedSegment segment = house.segment(List.of(small(1).get(0), large));

    target.carry(segment);

    String id = ids(segment, 1).get(0);
    JsonNode line = JSON.readTree(server.arrived().get(1).line());
    String place = line.path("claim").asText();
    assertThat(place)
        .isEqualTo(
            house.claims.location()
                + "/claims/exchanges/date=2026-01-31/hour=12/"
                + id
                + ".json.gz");
    assertThat(line.has("request_body")).isFalse();
    assertThat(line.path("request_bytes").asInt()).isEqualTo(3_000_000);
    assertThat(line.path("response_body").isMissingNode()).isTrue();
    JsonNode whole;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(Path.of(place)))) {
      whole = JSON.readTree(in);
    }
    assertThat(whole.path("request_body").asText()).hasSize(3_000_000);
    assertThat(whole.path("record_id").asText()).isEqualTo(id);
    assertThat(whole.has("claim")).isFalse();
    assertThat(target.deliveries().claimChecked()).isEqualTo(1);
  }

  @Test
  void aClaimThatIsThereAlreadyIsSentAgain() throws Exception {
    server.temper(call -> Answering.error(400, "ResourceNotFoundException"));
    SealedSegment segment = house.segment(List.of(withBody(2_000_000)));
    assertThatThrownBy(() -> house.target().carry(segment)).isInstanceOf(IOException.class);
    server.temper(call -> Answering.ALL);

    house.target().carry(segment);

    assertThat(server.ids()).isEqualTo(ids(segment, 0));
    try (Stream<Path> left = Files.walk(house.folder.resolve("captures/.staging"))) {
      assertThat(left.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void aLineOfTheLargestSizeIsSentAndOneByteMoreIsNot() throws Exception {
    SealedSegment probe = house.send(List.of(withBody(1_000_000)));
    int around = server.arrived().get(0).line().length() - 1_000_000;

    house.send(List.of(withBody(1_024_000 - around)));
    house.send(List.of(withBody(1_024_001 - around)));

    assertThat(probe.name()).hasSize(28);
    assertThat(server.arrived().get(1).line()).hasSize(1_024_000).doesNotContain("\"claim\"");
    assertThat(server.arrived().get(2).line()).contains("\"claim\"");
  }

  @Test
  void aClaimIsSmallWhateverIsLarge() throws Exception {
    String huge = "\u0001".repeat(400_000);
    Feedback feedback =
        new Feedback(
            new UUID(1, 2), SampleExchanges.NOON, "gateway-0", 1.0, huge, huge, huge, huge);

    house.send(List.of(feedback));

    assertThat(JSON.readTree(server.arrived().get(0).line()).fieldNames())
        .toIterable()
        .containsExactly("record_id", "request_id", "given_at", "instance", "score", "claim");
  }

  @Test
  void aSegmentInTheLedgerIsNotSentAgain() throws Exception {
    SealedSegment segment = house.send(small(10));

    Carried again = house.target().carry(segment);

    assertThat(again.records()).isEqualTo(new Counts(10, 0, 0));
    assertThat(server.ids()).hasSize(10);
    assertThat(ledger()).hasSize(1);
    try (Stream<Path> left = Files.list(house.home().resolve("progress"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whatWasSentBeforeItsSegmentWasDamagedCounts() throws Exception {
    SealedSegment segment = house.send(small(5));
    byte[] bytes = Files.readAllBytes(segment.file());
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment.file(), bytes);

    Carried again = house.target().carry(segment);

    assertThat(again.records()).isEqualTo(new Counts(5, 0, 0));
    assertThat(again.lost()).isZero();
    assertThat(again.damage()).isNotNull();
    assertThat(server.ids()).hasSize(5);
  }

  @Test
  void aDamagedSegmentsOtherRecordsKeepTheirPlaces() throws Exception {
    SealedSegment segment = house.segment(small(5));
    byte[] bytes = Files.readAllBytes(segment.file());
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment.file(), bytes);

    Carried carried = house.target().carry(segment);

    assertThat(carried.lost()).isEqualTo(1);
    assertThat(server.ids()).isEqualTo(ids(segment, 0, 1, 3, 4));
  }

  @Test
  void anInterruptEndsATurnAndWhatWasTakenByThenIsNoted() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    house.settings = house.settings.withCalls(1, Duration.ofSeconds(20), FirehoseHouse.QUICK);
    server.temper(
        call -> {
          if (call.number() == 1) {
            held.countDown();
            await(release);
            return Answering.CUT_BEFORE;
          }
          return Answering.ALL;
        });
    SealedSegment segment = house.segment(small(1000));
    List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    Thread carrier =
        new Thread(
            () -> {
              try {
                house.target().carry(segment);
              } catch (IOException e) {
                thrown.add(e);
              }
            });
    carrier.start();
    await(held);

    carrier.interrupt();
    carrier.join(30_000);
    release.countDown();

    assertThat(carrier.isAlive()).isFalse();
    assertThat(thrown).hasSize(1).first().isInstanceOf(InterruptedIOException.class);
    Captured.await(() -> server.calls().size() == 2);
    server.temper(call -> Answering.ALL);
    house.target().carry(segment);
    assertThat(server.ids()).hasSize(1000).doesNotHaveDuplicates();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void wrongSettingsAreTold() {
    FirehoseSettings settings = FirehoseSettings.of("captures", "eu-central-1");

    assertThatThrownBy(() -> FirehoseSettings.of("a b", null))
        .hasMessage(
            "delivery stream of exchanges must be 1 to 64 letters, digits, '_', '.' or '-', got"
                + " 'a b-exchanges'");
    assertThatThrownBy(() -> FirehoseSettings.of("a", "Frankfurt!"))
        .hasMessage("region must be a name such as eu-central-1, got 'Frankfurt!'");
    assertThatThrownBy(() -> settings.withEndpoint(java.net.URI.create("firehose")))
        .hasMessage("endpoint must be a URL such as https://firehose.example, got 'firehose'");
    assertThatThrownBy(() -> settings.withCalls(0, Duration.ofSeconds(1), FirehoseHouse.QUICK))
        .hasMessage("underWay must be 1 to 100, got 0");
    assertThatThrownBy(() -> new Retries(0, Duration.ofSeconds(1), Duration.ofSeconds(1)))
        .hasMessage("attempts must be 1 to 100, got 0");
    assertThatThrownBy(() -> settings.withKept(Duration.ofHours(1)))
        .hasMessage("kept must be at least a day, got PT1H");
  }
}
