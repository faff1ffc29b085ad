package dev.understudy.sink.store.s3;

import dev.understudy.sink.store.Staging;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.store.Versioned;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * A store that is a bucket of S3, or a part of one. Several processes may share it. A file is put
 * by one conditional request, or in parts with a conditional last one: where the endpoint heeds
 * conditions, of several racing callers exactly one wins.
 *
 * <p>All methods may be called from any thread, wait no longer than the settings' patience allows,
 * and end with {@link java.io.InterruptedIOException} when the thread is interrupted. Failures say
 * which object, which endpoint, what it said, and the remedy.
 */
public final class S3Store implements Store {

  private final S3Location location;
  private final S3Settings settings;
  private final Staging staging;
  private final Calls calls;
  private final ObjectReads reads;
  private final ConditionalWrites conditions;
  private final ObjectWrites writes;
  private final AbandonedUploads abandoned;

  private S3Store(S3Location location, S3Settings settings, Staging staging, Calls calls) {
    this.location = location;
    this.settings = settings;
    this.staging = staging;
    this.calls = calls;
    this.reads = new ObjectReads(location, calls, ObjectReads.KEYS_PER_PAGE);
    this.conditions = new ConditionalWrites(location, calls, settings.objects());
    this.writes = new ObjectWrites(location, calls, reads, conditions, settings.multipart());
    this.abandoned =
        new AbandonedUploads(
            location, calls, settings.multipart().abandonedAfter(), Clock.systemUTC());
    calls.onOutage(conditions::forget);
  }

  /**
   * Opens the store with credentials of the SDK's chain. Nothing is asked of S3 yet, which may be
   * down. The caller closes it.
   *
   * @param staging the folder on a local disk where files are written before they are put; runs may
   *     share it
   * @throws IOException if the staging folder cannot be written or there is no telling the region;
   *     the message names it and the remedy
   */
  public static S3Store open(S3Location location, S3Settings settings, Path staging)
      throws IOException {
    return open(location, settings, staging, null);
  }

  /**
   * As {@link #open(S3Location, S3Settings, Path)}, with credentials from there; null is the chain.
   */
  public static S3Store open(
      S3Location location,
      S3Settings settings,
      Path staging,
      @Nullable AwsCredentialsProvider credentials)
      throws IOException {
    Counters counters = new Counters();
    Line line = Line.open(location, settings, credentials, counters);
    try {
      Verdict verdict = new Verdict(location, settings.endpoint(), line.region());
      Calls calls = new Calls(line, verdict, settings.patience(), counters);
      return new S3Store(location, settings, staging(staging), calls);
    } catch (IOException | RuntimeException e) {
      line.client().close();
      throw e;
    }
  }

  private static Staging staging(Path folder) throws IOException {
    try {
      return Staging.open(folder);
    } catch (IOException e) {
      throw new IOException(
          "staging folder %s cannot be written (%s): make it writable for user '%s' or choose another"
              .formatted(
                  folder.toAbsolutePath(),
                  e.getClass().getSimpleName(),
                  System.getProperty("user.name")),
          e);
    }
  }

  @Override
  public Path stage(String name) {
    return staging.path(name);
  }

  @Override
  public boolean putIfAbsent(String name, Path staged) throws IOException {
    return write(name, staged, Condition.ABSENT);
  }

  @Override
  public boolean replaceFileIf(StoredFile expected, Path staged) throws IOException {
    return write(expected.name(), staged, new Condition(expected.version()));
  }

  private boolean write(String name, Path staged, Condition condition) throws IOException {
    try {
      String version = writes.write(name, Content.of(staged), condition, settings.objects());
      abandoned.begin();
      return version != null;
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  @Override
  public SeekableByteChannel open(String name) throws IOException {
    return S3Channel.open(reads, name, location.of(name));
  }

  @Override
  public @Nullable Versioned read(String name) throws IOException {
    ResponseBytes<GetObjectResponse> there = reads.whole(name);
    return there == null ? null : new Versioned(there.asByteArrayUnsafe(), there.response().eTag());
  }

  @Override
  public @Nullable String replaceIf(String name, @Nullable String expectedVersion, byte[] bytes)
      throws IOException {
    Versioned.requireSmall(name, bytes);
    return writes.write(
        name,
        new Content.Small(bytes.clone()),
        new Condition(expectedVersion),
        settings.objects().ofLedger());
  }

  /** {@inheritDoc} Names of which a part begins with a dot are the store's own and left out. */
  @Override
  public List<StoredFile> list(String prefix) throws IOException {
    return reads.list(prefix);
  }

  @Override
  public boolean delete(String name) throws IOException {
    if (reads.head(name) == null) {
      return false; // S3 does not say whether there was one
    }
    calls.make(
        "deleted",
        name,
        client ->
            client.deleteObject(
                request -> request.bucket(location.bucket()).key(location.key(name))));
    return true;
  }

  @Override
  public String location() {
    return location.toString();
  }

  /**
   * Whether the endpoint heeds the conditions of writes, which the store needs for its promises;
   * true until the first write has found out. Without them names are looked at before they are
   * taken, and only writers in this process take turns.
   */
  public boolean conditionalWrites() {
    return !conditions.areIgnored();
  }

  /** How S3 fares just now; asks nothing of it. */
  public S3Health health() {
    return calls.health();
  }

  /** Lets go of the staging folder and all connections. */
  @Override
  public void close() throws IOException {
    abandoned.close();
    calls.close();
    staging.close();
  }
}
