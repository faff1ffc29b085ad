package dev.understudy.sink.store.s3;

import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoreContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class S3StoreTest extends StoreContract {
  private static LocalS3 s3;

  @TempDir Path folder;
  private S3Location location;

  @BeforeAll
  static void startServer() throws Exception {
    s3 = LocalS3.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    s3.stop();
  }

  @BeforeEach
  void makeBucket() {
    location = s3.bucket();
  }

  @Override
  protected Store open() throws IOException {
    return S3Store.open(
        location,
        S3Settings.DEFAULTS.withEndpoint(s3.endpoint()),
        folder.resolve("staging"),
        LocalS3.credentials());
  }
}
