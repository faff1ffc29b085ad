package dev.understudy.sink.store.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.s3.S3Location;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorePlaceTest {
  @ParameterizedTest
  @CsvSource({
    "s3://bucket, bucket, ''",
    "s3://bucket/, bucket, ''",
    "S3://bucket/captures/, bucket, captures",
    "s3://my.bucket-1/a/b c, my.bucket-1, a/b c",
  })
  void aBucketIsNamedByItsScheme(String text, String bucket, String prefix) {
    assertThat(StorePlace.parse(text))
        .isEqualTo(new StorePlace.Bucket(new S3Location(bucket, prefix)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"captures", "/data/captures", "./s3", "C:captures", "a:b"})
  void everythingWithoutASchemeIsAFolder(String text) {
    assertThat(StorePlace.parse(text)).isEqualTo(new StorePlace.Folder(Path.of(text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gs://bucket/x | store must be a folder or s3://bucket/prefix, got 'gs://bucket/x'",
        "file:///data | store must be a folder or s3://bucket/prefix, got 'file:///data'",
        "' ' | store must be a folder or s3://bucket/prefix, got nothing",
        "s3:// | bucket must be 3 to 63 letters, digits, '.', '-' or '_', got '' in 's3://'",
        "s3://bucket//a | key prefix must have no empty part, '.' or '..', got '/a' in 's3://bucket//a'",
        "s3://bucket/../a | key prefix must have no empty part, '.' or '..', got '../a' in 's3://bucket/../a'",
      })
  void whatIsNeitherIsToldSo(String text, String message) {
    assertThatThrownBy(() -> StorePlace.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aFolderIsOpenedAsOne(@TempDir Path folder) throws Exception {
    StorePlace place = StorePlace.parse(folder.resolve("captures").toString());

    try (Store store = place.open()) {
      assertThat(store).isInstanceOf(FolderStore.class);
      assertThat(store.location()).isEqualTo(place.toString());
    }
  }
}
