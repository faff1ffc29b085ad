package dev.understudy.sink.store.s3;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The way to S3: the SDK's client as the settings want it, and the region it asks.
 *
 * @param client the client; whoever opened the line closes it
 * @param region the region
 */
record Line(S3AsyncClient client, String region) {
  private static final String REGION_OF_NOWHERE = "us-east-1";
  private static final int SPARE_CONNECTIONS = 8;

  /**
   * A client of that endpoint. Nothing is asked of it yet.
   *
   * @param credentials null for the SDK's chain
   * @throws IOException if there is no telling the region; the message says the remedy
   */
  static Line open(
      S3Location location,
      S3Settings settings,
      @Nullable AwsCredentialsProvider credentials,
      Counters counters)
      throws IOException {
    URI endpoint = settings.endpoint();
    Region region = region(location, settings);
    Patience patience = settings.patience();
    boolean checked = settings.objects().checksum() != Checksum.NONE;
    S3AsyncClientBuilder builder =
        S3AsyncClient.builder()
            .region(region)
            .forcePathStyle(settings.addressing().isPath(endpoint))
            // checksums of what is sent are computed before, see Checksum
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(
                checked
                    ? ResponseChecksumValidation.WHEN_SUPPORTED
                    : ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .maxConcurrency(settings.multipart().parallel() + SPARE_CONNECTIONS)
                    .connectionTimeout(patience.connect())
                    // SDK 2.51 on Netty 4.2 loses some 5 % of refused connections and waits
                    .connectionAcquisitionTimeout(patience.connect())
                    .readTimeout(patience.attempt())
                    .writeTimeout(patience.attempt())
                    .tcpKeepAlive(true)
                    .eventLoopGroup(Loops.SHARED))
            .overrideConfiguration(
                change ->
                    change
                        .apiCallAttemptTimeout(patience.attempt())
                        .apiCallTimeout(patience.call())
                        .retryStrategy(retries(patience))
                        .addExecutionInterceptor(counters));
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    if (credentials != null) {
      builder.credentialsProvider(credentials);
    }
    return new Line(builder.build(), region.id());
  }

  /** The threads that move bytes: two for all stores, for good, as to end them takes seconds. */
  private static final class Loops {
    static final SdkEventLoopGroup SHARED =
        SdkEventLoopGroup.builder().numberOfThreads(2).threadFactory(Loops::thread).build();

    private static Thread thread(Runnable work) {
      Thread thread = new Thread(work, "understudy-s3");
      thread.setDaemon(true);
      return thread;
    }
  }

  private static RetryStrategy retries(Patience patience) {
    return switch (patience.pace()) {
      case STANDARD -> retries(AwsRetryStrategy.standardRetryStrategy().toBuilder(), patience);
      case ADAPTIVE -> retries(AwsRetryStrategy.adaptiveRetryStrategy().toBuilder(), patience);
    };
  }

  /** Exponential pauses with full jitter; longer ones where S3 asks to slow down. */
  private static <B extends RetryStrategy.Builder<B, ? extends RetryStrategy>>
      RetryStrategy retries(B builder, Patience patience) {
    return builder
        .maxAttempts(patience.attempts())
        .backoffStrategy(
            BackoffStrategy.exponentialDelay(Duration.ofMillis(100), Duration.ofSeconds(5)))
        .throttlingBackoffStrategy(
            BackoffStrategy.exponentialDelay(Duration.ofSeconds(1), Duration.ofSeconds(20)))
        .retryOnException(Line::isConflict)
        .retryOnException(Verdict::isWithoutConnection)
        .build();
  }

  /** Another write of the same object was under way: S3 asks to try again. */
  private static boolean isConflict(Throwable thrown) {
    return thrown instanceof S3Exception said
        && said.statusCode() == 409
        && said.awsErrorDetails() != null
        && "ConditionalRequestConflict".equals(said.awsErrorDetails().errorCode());
  }

  private static Region region(S3Location location, S3Settings settings) throws IOException {
    String set = settings.region();
    if (set != null) {
      return Region.of(set);
    }
    boolean own = settings.endpoint() != null;
    try {
      // an own endpoint is no reason to ask for the machine's metadata, which may take long
      return own
          ? new AwsRegionProviderChain(
                  new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
              .getRegion()
          : DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException none) {
      if (own) {
        return Region.of(REGION_OF_NOWHERE);
      }
      throw new IOException(
          "store %s: no region is known: set it, or AWS_REGION, or one in the profile; for another service than S3 set its endpoint"
              .formatted(location),
          none);
    }
  }
}
