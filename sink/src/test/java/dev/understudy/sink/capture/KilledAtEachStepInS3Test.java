package dev.understudy.sink.capture;

import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.s3.LocalS3;
import dev.understudy.sink.store.s3.S3Location;
import dev.understudy.sink.store.s3.S3Settings;
import dev.understudy.sink.store.s3.S3Store;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class KilledAtEachStepInS3Test extends KillsAtEachStep {
  private static LocalS3 s3;

  private final Map<Path, String> places = new HashMap<>();

  KilledAtEachStepInS3Test() {
    super(new InABucket());
  }

  @BeforeAll
  static void startS3() throws Exception {
    s3 = LocalS3.start();
  }

  @AfterAll
  static void stopS3() throws Exception {
    s3.stop();
  }

  @Override
  String place(Path folder) {
    return places.computeIfAbsent(
        folder,
        test ->
            String.join(" ", s3.endpoint().toString(), s3.bucket().toString(), test.toString()));
  }

  /** A bucket; the place is the endpoint, the bucket and a folder for staging. */
  static final class InABucket implements TestStore {
    @Override
    public Store open(String place) throws IOException {
      List<String> parts = List.of(place.split(" ", 3));
      return S3Store.open(
          S3Location.parse(parts.get(1)),
          S3Settings.DEFAULTS.withEndpoint(URI.create(parts.get(0))).withRegion("us-east-1"),
          Path.of(parts.get(2)).resolve("staging"),
          LocalS3.credentials());
    }
  }
}
