package dev.understudy.gateway.config;

import dev.understudy.exchange.Table;
import dev.understudy.rules.yaml.Durations;
import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.sink.firehose.FirehoseSettings;
import dev.understudy.sink.firehose.FirehoseSettings.Retries;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The section {@code capture.firehose}.
 *
 * @param claims the name of the store of what is too large for a stream
 * @param settings how the streams are spoken to
 */
record FirehoseKeys(String claims, FirehoseSettings settings) {
  private static final Scalar<String> REGION =
      Scalar.TEXT.where(
          text -> text.matches("[a-z0-9-]{1,64}"), "must be a region's name such as eu-west-1");
  private static final Scalar<Duration> KEPT =
      Scalar.DURATION.where(kept -> kept.compareTo(Duration.ofDays(1)) >= 0, "must be at least 1d");
  private static final Scalar<URI> ENDPOINT =
      Scalar.of(
          URI.create("http://unreadable.invalid"),
          text -> {
            try {
              URI endpoint = URI.create(text);
              if (endpoint.isAbsolute() && endpoint.getHost() != null) {
                return endpoint;
              }
            } catch (IllegalArgumentException broken) {
              throw Mismatch.of("must be a URL such as https://firehose.example", text);
            }
            throw Mismatch.of("must be a URL such as https://firehose.example", text);
          });

  /**
   * Reads the section; what is absent is as usual for streams that begin with that name.
   *
   * @param store the kind of stores' names
   */
  static FirehoseKeys read(Section in, String base, Scalar<String> store) {
    String claims =
        in.required(
            "claims",
            store.where(
                name -> !name.startsWith("firehose://"), "must be a folder or s3://bucket/prefix"));
    FirehoseSettings usual = FirehoseSettings.of(base, null);
    String region = in.valueOrNull("region", REGION);
    URI endpoint = in.valueOrNull("endpoint", ENDPOINT);
    int batches = in.value("batches", Scalar.integer(1, 100), usual.underWay());
    Duration timeout = in.value("call_timeout", Scalar.DURATION, usual.callTimeout());
    Retries retries =
        new Retries(
            in.value("attempts", Scalar.integer(1, 100), usual.retries().attempts()),
            in.value("first_pause", Scalar.DURATION, usual.retries().firstPause()),
            in.value("longest_pause", Scalar.DURATION, usual.retries().longestPause()));
    Duration kept = in.value("kept", KEPT, usual.kept());
    FirehoseSettings read =
        in.isSound()
            ? FirehoseSettings.of(base, region)
                .withEndpoint(endpoint)
                .withCalls(batches, timeout, retries)
                .withKept(kept)
            : usual;
    for (Table table : Table.values()) {
      read = read.withStream(table, in.value(table.word(), Scalar.NAME, usual.stream(table)));
    }
    return new FirehoseKeys(claims, read);
  }

  /** What {@link #read} reads as the same again. */
  Map<String, Object> written() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("claims", claims);
    for (Table table : Table.values()) {
      keys.put(table.word(), settings.stream(table));
    }
    if (settings.region() != null) {
      keys.put("region", settings.region());
    }
    if (settings.endpoint() != null) {
      keys.put("endpoint", settings.endpoint().toString());
    }
    keys.put("batches", settings.underWay());
    keys.put("call_timeout", Durations.write(settings.callTimeout()));
    keys.put("attempts", settings.retries().attempts());
    keys.put("first_pause", Durations.write(settings.retries().firstPause()));
    keys.put("longest_pause", Durations.write(settings.retries().longestPause()));
    keys.put("kept", Durations.write(settings.kept()));
    return keys;
  }
}
