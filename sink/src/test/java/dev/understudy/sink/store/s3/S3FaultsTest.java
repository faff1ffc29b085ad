package dev.understudy.sink.store.s3;

import static dev.understudy.sink.store.StoreContract.NAME;
import static dev.understudy.sink.store.StoreContract.bytes;
import static dev.understudy.sink.store.StoreContract.content;
import static dev.understudy.sink.store.StoreContract.staged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.understudy.sink.ChildJvm;
import dev.understudy.sink.capture.Captured;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.store.Versioned;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What the store makes of an S3 that fails. */
class S3FaultsTest {
  private static final String OBJECT = "ledger/rollouts.json";
  private static LocalS3 s3;
  private static LocalS3 open;

  @TempDir Path folder;
  private FaultyS3 faulty;
  private S3Location location;
  private S3Settings settings;

  @BeforeAll
  static void startServers() throws Exception {
    s3 = LocalS3.start();
    open = LocalS3.startOpen();
  }

  @AfterAll
  static void stopServers() throws Exception {
    s3.stop();
    open.stop();
  }

  @BeforeEach
  void standBefore() throws IOException {
    standBefore(s3);
  }

  private void standBefore(LocalS3 server) throws IOException {
    faulty = FaultyS3.before(server);
    location = server.bucket();
    settings =
        S3Settings.DEFAULTS
            .withEndpoint(faulty.endpoint())
            .withPatience(patience(3, Duration.ofSeconds(8)));
  }

  private static Patience patience(int attempts, Duration attempt) {
    return patience(attempts, attempt, Duration.ofMillis(200));
  }

  private static Patience patience(int attempts, Duration attempt, Duration breakerOpen) {
    return new Patience(
        attempts,
        Patience.Pace.STANDARD,
        Duration.ofSeconds(2),
        attempt,
        Duration.ofSeconds(20),
        2,
        breakerOpen);
  }

  @AfterEach
  void close() throws IOException {
    faulty.close();
  }

  private S3Store open() throws IOException {
    return S3Store.open(location, settings, folder.resolve("staging"), LocalS3.credentials());
  }

  private static boolean isObjectWrite(WireCall call) {
    return call.start().startsWith("PUT ") && call.start().contains("rollouts.json");
  }

  private static boolean put(Store store, String content) throws IOException {
    return store.putIfAbsent(NAME, staged(store, bytes(content)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | AccessDenied | S3 said 403 AccessDenied (request made-to-fail): allow these credentials to do that; docs/s3.md has the policy",
        "404 | NoSuchBucket | S3 said 404 NoSuchBucket (request made-to-fail): make bucket '%s', or correct its name",
        "301 | PermanentRedirect | S3 said 301 PermanentRedirect (request made-to-fail): the bucket is in another region: set the region to its own",
        "400 | AuthorizationHeaderMalformed | S3 said 400 AuthorizationHeaderMalformed (request made-to-fail): the bucket is in another region: set the region to its own",
        "403 | InvalidAccessKeyId | S3 said 403 InvalidAccessKeyId (request made-to-fail): look at the credentials; these are not, or no longer, valid there",
        "403 | RequestTimeTooSkewed | S3 said 403 RequestTimeTooSkewed (request made-to-fail): set this machine's clock",
        "500 | InternalError | S3 said 500 InternalError (request made-to-fail)",
      })
  void whatS3SaysIsToldWithTheRemedy(int status, String code, String why) throws IOException {
    settings = settings.withPatience(patience(1, Duration.ofSeconds(5)));
    faulty.always(Fault.answer(status, code));

    try (S3Store store = open()) {
      assertThatThrownBy(() -> store.read(OBJECT))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "s3://%s/captures/%s could not be read at %s: %s",
              location.bucket(), OBJECT, faulty.endpoint(), why.formatted(location.bucket()))
          .hasMessageNotContaining(LocalS3.SECRET_KEY);
      assertThat(store.health().problem()).contains(code);
    }
  }

  @Test
  void aStoreOpensThoughNobodyListens() throws IOException {
    faulty.refuse();

    try (S3Store store = open()) {
      assertThatThrownBy(() -> put(store, "x"))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("s3://" + location.bucket() + "/captures/")
          .hasMessageContaining(faulty.endpoint().toString())
          .hasMessageMatching(
              ".*(Connection refused.*|no connection in time), attempts: 3; is the endpoint right,"
                  + " up and reachable\\?");
      assertThat(store.health().failures()).containsEntry(FailureKind.CONNECTION, 1L);
      assertThat(store.health().retries()).isEqualTo(2);

      faulty.heal();
      assertThat(put(store, "x")).isTrue();
      assertThat(store.health().problem()).isNull();
    }
  }

  @Test
  void aWriteWhoseAnswersAreLostIsKnownToBeOurs() throws IOException {
    settings = settings.withPatience(patience(3, Duration.ofMillis(1500)));
    try (S3Store store = open()) {
      faulty.next(1, WireCall::isFileWrite, Fault.silenceAfterwards());
      assertThat(put(store, "first")).isTrue();

      faulty.next(1, S3FaultsTest::isObjectWrite, Fault.cutAfterwards());
      String version = Objects.requireNonNull(store.replaceIf(OBJECT, null, bytes("one")));
      assertThat(store.read(OBJECT)).isEqualTo(new Versioned(bytes("one"), version));

      faulty.next(1, WireCall::isFileWrite, Fault.cutAfterwards());
      StoredFile listed = store.list("exchanges/").get(0);
      assertThat(store.replaceFileIf(listed, staged(store, bytes("second")))).isTrue();
      assertThat(content(store, NAME)).isEqualTo(bytes("second"));
      assertThat(faulty.failuresLeft()).isZero();
    }
  }

  @Test
  void aWriteOfWhichItIsNotKnownWhetherItWasDoneIsNeitherDoneNorNotDone() throws IOException {
    try (S3Store store = open();
        S3Store other = open()) {
      String first = store.replaceIf(OBJECT, null, bytes("one"));
      faulty.next(
          1,
          S3FaultsTest::isObjectWrite,
          (call, way) -> {
            way.pass(call, OutputStream.nullOutputStream());
            Versioned there = Objects.requireNonNull(other.read(OBJECT));
            other.replaceIf(OBJECT, there.version(), bytes("three"));
            way.reset();
          });

      assertThatThrownBy(() -> store.replaceIf(OBJECT, first, bytes("two")))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("whether it was ours in between is not known: read it");
    }
  }

  @Test
  void aConflictOfWritesIsTriedAgain() throws IOException {
    try (S3Store store = open()) {
      faulty.next(2, WireCall::isFileWrite, Fault.answer(409, "ConditionalRequestConflict"));

      assertThat(put(store, "x")).isTrue();
      assertThat(store.health().retries()).isEqualTo(2);
    }
  }

  @Test
  void aBreakerSparesAStoreThatIsDown() throws IOException {
    settings = settings.withPatience(patience(1, Duration.ofSeconds(8), Duration.ofHours(1)));
    faulty.always(Fault.answer(500, "InternalError"));

    try (S3Store store = open()) {
      breakDown(store);
      int asked = faulty.calls().size();
      assertThat(store.health().breaker()).isEqualTo("open");
      assertThatThrownBy(() -> store.read(OBJECT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not asked, as the calls before failed: s3://")
          .hasMessageEndingWith("S3 said 500 InternalError (request made-to-fail)");
      assertThat(faulty.calls()).hasSize(asked);
      assertThat(store.health().failures())
          .containsEntry(FailureKind.SERVER, 2L)
          .containsEntry(FailureKind.BREAKER_OPEN, 1L);
    }
  }

  @Test
  void aBreakerLetsAStoreThatIsUpAgainBackIn() throws IOException {
    faulty.always(Fault.answer(500, "InternalError"));
    settings = settings.withPatience(patience(1, Duration.ofSeconds(8)));

    try (S3Store store = open()) {
      breakDown(store);
      faulty.heal();

      Captured.await(() -> answers(store));
      assertThat(store.health().breaker()).isEqualTo("closed");
    }
  }

  private static void breakDown(S3Store store) {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> store.read(OBJECT)).hasMessageContaining("S3 said 500");
    }
  }

  private static boolean answers(Store store) {
    try {
      return store.read(OBJECT) == null;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void refusalsAndConditionsThatDoNotHoldLeaveTheBreakerClosed() throws IOException {
    try (S3Store store = open()) {
      put(store, "first");
      for (int i = 0; i < 4; i++) {
        assertThat(put(store, "second")).isFalse();
        assertThat(store.read("nothing")).isNull();
      }
      faulty.always(Fault.answer(403, "AccessDenied"));
      for (int i = 0; i < 4; i++) {
        assertThatThrownBy(() -> store.read(OBJECT)).hasMessageContaining("AccessDenied");
      }

      assertThat(store.health().breaker()).isEqualTo("closed");
      assertThat(store.health().failures()).containsEntry(FailureKind.REFUSED, 4L);
    }
  }

  @Test
  void nobodyWaitsLongerThanThePatienceOfTheSettings() throws IOException {
    settings = settings.withPatience(patience(2, Duration.ofMillis(300)));
    faulty.always(Fault.silence());

    try (S3Store store = open()) {
      assertThatThrownBy(() -> store.read(OBJECT))
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("no answer in time, attempts: 2");
      assertThat(store.health().failures()).containsEntry(FailureKind.TIMEOUT, 1L);
    }
  }

  @Test
  void aThreadThatIsInterruptedWaitsNoLonger() throws Exception {
    settings = settings.withPatience(patience(1, Duration.ofSeconds(20)));
    faulty.always(Fault.silence());

    try (S3Store store = open()) {
      FutureTask<Boolean> reading =
          new FutureTask<>(
              () -> {
                try {
                  store.read(OBJECT);
                  return false;
                } catch (InterruptedIOException e) {
                  return Thread.currentThread().isInterrupted();
                }
              });
      Thread thread = new Thread(reading);
      thread.start();
      Captured.await(() -> !faulty.calls().isEmpty());
      thread.interrupt();

      assertThat(reading.get()).isTrue();
      assertThat(store.health().breaker()).isEqualTo("closed");
    }
  }

  @Test
  void aClockThatIsWrongIsAllowedForOnceS3SaidTheTime() throws IOException {
    faulty.always(Fault.clockAhead(Duration.ofHours(1)));

    try (S3Store store = open()) {
      assertThat(put(store, "x")).isTrue();
      assertThat(put(store, "y")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEndpointWithoutConditionalWritesIsFoundOutAndSaidSoOnce(boolean overlooked)
      throws Exception {
    standBefore(open);
    faulty.always(overlooked ? Fault.conditionsOverlooked() : Fault.conditionsUnknown());
    Logger log = (Logger) LoggerFactory.getLogger(ConditionalWrites.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    try (S3Store store = open()) {
      assertThat(store.conditionalWrites()).isTrue();

      assertThat(put(store, "first")).isTrue();
      assertThat(put(store, "second")).isFalse();
      assertThat(content(store, NAME)).isEqualTo(bytes("first"));

      String one = store.replaceIf(OBJECT, null, bytes("one"));
      assertThat(store.replaceIf(OBJECT, null, bytes("again"))).isNull();
      assertThat(store.replaceIf(OBJECT, one, bytes("two"))).isNotNull();
      assertThat(store.replaceIf(OBJECT, one, bytes("late"))).isNull();

      assertThat(store.conditionalWrites()).isFalse();
      assertThat(lines.list)
          .extracting(ILoggingEvent::getMessage)
          .containsExactly(
              "the endpoint does not heed conditions of writes: names are looked at before they"
                  + " are taken, and two gateways racing for one file or one rollout may undo"
                  + " each other's write");
    } finally {
      log.detachAppender(lines);
    }
  }

  @Test
  void whoOnlyReadsWritesNothing() throws IOException {
    try (S3Store store = open()) {
      store.list("");
      store.read(OBJECT);
    }

    assertThat(faulty.calls()).isNotEmpty().allMatch(call -> call.start().startsWith("GET "));
  }

  @Test
  void wrongSettingsKeepAStoreFromOpening() {
    assertThatThrownBy(
            () -> S3Store.open(location, settings, Path.of("/proc/nowhere"), LocalS3.credentials()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("staging folder /proc/nowhere cannot be written (")
        .hasMessageEndingWith("or choose another");
  }

  /** Puts a file into the store of which the name is given, as it is opened by default or so. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException {
      S3Location location = S3Location.parse(args[0]);
      S3Settings settings = S3Settings.ofEnvironment(System.getenv());
      if (args.length > 2) {
        settings = settings.withAddressing(Addressing.valueOf(args[2]));
      }
      try (Store store = S3Store.open(location, settings, Path.of(args[1]))) {
        System.out.println("put: " + put(store, "from a child"));
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private String child(Map<String, String> environment, List<String> java, String... more)
      throws Exception {
    List<String> options = new ArrayList<>(java);
    options.add("-Duser.home=" + folder);
    List<String> arguments = new ArrayList<>(List.of(location.toString(), folder + "/child"));
    arguments.addAll(List.of(more));
    ProcessBuilder builder =
        new ProcessBuilder(ChildJvm.command(options, Child.class, arguments.toArray(String[]::new)))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.lines().reduce((first, last) -> last).orElse("");
  }

  @Test
  void credentialsComeFromTheEnvironment() throws Exception {
    assertThat(
            child(
                Map.of(
                    "AWS_ENDPOINT_URL_S3", faulty.endpoint().toString(),
                    "AWS_ACCESS_KEY_ID", LocalS3.ACCESS_KEY,
                    "AWS_SECRET_ACCESS_KEY", LocalS3.SECRET_KEY),
                List.of()))
        .isEqualTo("put: true");
  }

  @Test
  void withoutCredentialsItIsSaidWhereTheyAreLookedFor() throws Exception {
    assertThat(child(Map.of("AWS_ENDPOINT_URL_S3", faulty.endpoint().toString()), List.of()))
        .endsWith(
            "no credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
                + " AWS_PROFILE, or give the machine a role");
  }

  @Test
  void aProfileHasCredentialsAndRegionAndTheBucketStandsInTheHost() throws Exception {
    LocalS3 named = LocalS3.startAt("s3.local");
    try {
      location = named.bucket("captured");
      Path hosts =
          Files.writeString(folder.resolve("hosts"), "127.0.0.1 s3.local captured.s3.local\n");
      Path credentials =
          Files.writeString(
              folder.resolve("credentials"),
              "[understudy]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
                  .formatted(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY));
      Path config =
          Files.writeString(folder.resolve("config"), "[profile understudy]\nregion = eu-west-1\n");

      String said =
          child(
              Map.of(
                  "AWS_ENDPOINT_URL",
                  "http://s3.local:" + named.port(),
                  "AWS_PROFILE",
                  "understudy",
                  "AWS_SHARED_CREDENTIALS_FILE",
                  credentials.toString(),
                  "AWS_CONFIG_FILE",
                  config.toString()),
              List.of("-Djdk.net.hosts.file=" + hosts),
              "VIRTUAL_HOST");

      assertThat(said).isEqualTo("put: true");
    } finally {
      named.stop();
    }
  }
}
