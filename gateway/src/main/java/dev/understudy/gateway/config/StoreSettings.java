package dev.understudy.gateway.config;

import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.sink.firehose.FirehoseSettings;
import dev.understudy.sink.store.place.StorePlace;
import dev.understudy.sink.store.s3.S3Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where what was captured goes.
 *
 * @param name where, as people write it: a folder's path, {@code s3://bucket/prefix} or {@code
 *     firehose://name}
 * @param place the store of finished files and of the ledger; with delivery streams, of the ledger
 *     and of what is too large for them
 * @param s3 how S3 is reached where {@code place} is there
 * @param firehose the delivery streams, or null where files are put into the store
 */
public record StoreSettings(
    String name, StorePlace place, S3Settings s3, @Nullable FirehoseSettings firehose) {
  private static final String FIREHOSE = "firehose://";

  public StoreSettings {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(s3, "s3");
  }

  /** A folder. */
  public static StoreSettings in(Path folder) {
    return new StoreSettings(
        folder.toString(), new StorePlace.Folder(folder), S3Settings.DEFAULTS, null);
  }

  /** What people write, made whole: a path absolute from that folder, anything else as it is. */
  static Scalar<String> name(Path folder) {
    Scalar<Path> path = Scalar.path(folder);
    return Scalar.of(
        folder.toString(),
        text -> {
          if (text.startsWith(FIREHOSE)) {
            Scalar.NAME.read(text.substring(FIREHOSE.length()));
            return text;
          }
          return place(text) instanceof StorePlace.Bucket bucket
              ? bucket.toString()
              : path.read(text).toString();
        });
  }

  private static StorePlace place(String text) throws Mismatch {
    try {
      return StorePlace.parse(text);
    } catch (IllegalArgumentException neither) {
      String why = String.valueOf(neither.getMessage());
      int rule = why.indexOf("must ");
      throw rule >= 0 ? new Mismatch(why.substring(rule)) : new Mismatch("must be sound: " + why);
    }
  }

  /**
   * Reads {@code store}, {@code s3} and {@code firehose}.
   *
   * @param in the section {@code capture}
   * @param environment where S3's endpoint and region may stand
   * @param folder what paths in the file start from
   * @param usual the store's name where the file has none
   * @param usualIsGiven whether that was given on the command line, and so goes before the file's
   */
  static StoreSettings read(
      Section in,
      Map<String, String> environment,
      Path folder,
      String usual,
      boolean usualIsGiven) {
    String inFile = in.value("store", name(folder), usual);
    String name = usualIsGiven ? usual : inFile;
    FirehoseKeys streams = null;
    if (name.startsWith(FIREHOSE)) {
      String base = name.substring(FIREHOSE.length());
      streams = in.section("firehose", each -> FirehoseKeys.read(each, base, name(folder)));
    } else {
      in.refuse(
          "firehose", "capture.firehose has no effect unless capture.store is firehose://NAME");
    }
    StorePlace place = StorePlace.parse(streams == null ? name : streams.claims());
    boolean bucket = place instanceof StorePlace.Bucket;
    if (in.has("s3") && !bucket) {
      in.problem("s3", "capture.s3 has no effect unless files go to s3://bucket/prefix");
    }
    S3Settings s3 =
        in.section(
            "s3",
            each ->
                S3Keys.read(each, bucket ? ofEnvironment(environment, each) : S3Settings.DEFAULTS));
    return new StoreSettings(name, place, s3, streams == null ? null : streams.settings());
  }

  private static S3Settings ofEnvironment(Map<String, String> environment, Section in) {
    try {
      return S3Settings.ofEnvironment(environment);
    } catch (IllegalArgumentException unreadable) {
      in.problem("in the environment variables AWS_*, S3's " + unreadable.getMessage());
      return S3Settings.DEFAULTS;
    }
  }

  Map<String, Object> written() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("store", name);
    if (place instanceof StorePlace.Bucket) {
      keys.put("s3", S3Keys.written(s3));
    }
    if (firehose != null) {
      keys.put("firehose", new FirehoseKeys(place.toString(), firehose).written());
    }
    return keys;
  }
}
