package dev.understudy.sink.firehose;

import dev.understudy.exchange.Entry;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.firehose.FirehoseSettings.Retries;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.spool.SegmentFiles;
import dev.understudy.sink.spool.SegmentWriter;
import dev.understudy.sink.spool.Spool;
import dev.understudy.sink.store.FolderStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.firehose.FirehoseAsyncClient;

/** What a gateway has around a target: a server, a client, a store of claims, folders. */
public final class FirehoseHouse implements AutoCloseable {
  static final Retries QUICK = new Retries(6, Duration.ofMillis(1), Duration.ofMillis(4));

  final Path folder;
  final FirehoseServer server;
  final FolderStore claims;
  FirehoseSettings settings;
  private final FirehoseAsyncClient client;

  public FirehoseHouse(Path folder) throws IOException {
    this.folder = folder;
    this.server = FirehoseServer.start();
    this.claims = FolderStore.open(folder.resolve("captures"));
    this.settings = settings(server.endpoint());
    this.client = client(settings);
  }

  static FirehoseSettings settings(URI endpoint) {
    return FirehoseSettings.of("captures", "eu-central-1")
        .withEndpoint(endpoint)
        .withCalls(3, Duration.ofSeconds(20), QUICK);
  }

  static FirehoseAsyncClient client(FirehoseSettings settings) {
    return FirehoseClients.open(
        settings, StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
  }

  public FirehoseServer server() {
    return server;
  }

  /** Where the target keeps its progress and its ledger. */
  Path home() {
    return folder.resolve("firehose");
  }

  public Path sent() {
    return home().resolve("sent");
  }

  FirehoseTarget target() {
    return target(home());
  }

  /** A target with another home; nothing else lives through a crash. */
  FirehoseTarget target(Path home) {
    return new FirehoseTarget(
        settings, client, home, claims, SampleExchanges::unread, Clock.systemUTC(), new Random(1));
  }

  /** A sealed segment of those entries. */
  public SealedSegment segment(List<? extends Entry> entries) throws IOException {
    try (Spool spool = Spool.open(folder.resolve("spool"), "gateway-0", SegmentFiles.ON_DISK)) {
      SegmentWriter writer = spool.begin();
      entries.forEach(writer::frame);
      writer.write();
      return Objects.requireNonNull(spool.seal(writer));
    }
  }

  /** Sends those entries as one segment, and returns it. */
  public SealedSegment send(List<? extends Entry> entries) throws IOException {
    SealedSegment segment = segment(entries);
    target().carry(segment);
    return segment;
  }

  @Override
  public void close() throws IOException {
    // Netty rests for two seconds before it ends; nobody need wait for that.
    Thread closing = new Thread(client::close, "closing-client");
    closing.setDaemon(true);
    closing.start();
    claims.close();
    server.close();
  }
}
