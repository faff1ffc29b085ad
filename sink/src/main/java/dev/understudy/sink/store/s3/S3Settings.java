package dev.understudy.sink.store.s3;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a bucket is reached and how objects lie in it. Credentials are never among the settings: they
 * come from the SDK's chain (environment, system properties, profile, web identity, container,
 * instance).
 *
 * @param endpoint where requests go, such as {@code http://minio:9000}; null for S3 itself
 * @param region the region's name, such as {@code eu-west-1}; null for the one of the SDK's chain,
 *     and {@code us-east-1} where that has none and an endpoint is set
 * @param addressing where requests name the bucket
 * @param objects how objects are stored
 * @param multipart how large files are uploaded
 * @param patience how long S3 is waited for
 */
public record S3Settings(
    @Nullable URI endpoint,
    @Nullable String region,
    Addressing addressing,
    ObjectOptions objects,
    MultipartOptions multipart,
    Patience patience) {
  /** S3 itself, in the region of the SDK's chain. */
  public static final S3Settings DEFAULTS =
      new S3Settings(
          null,
          null,
          Addressing.AUTO,
          ObjectOptions.DEFAULTS,
          MultipartOptions.DEFAULTS,
          Patience.DEFAULTS);

  public S3Settings {
    Objects.requireNonNull(addressing, "addressing");
    Objects.requireNonNull(objects, "objects");
    Objects.requireNonNull(multipart, "multipart");
    Objects.requireNonNull(patience, "patience");
    if (endpoint != null) {
      checkEndpoint(endpoint);
    }
    if (region != null && !region.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw new IllegalArgumentException(
          "region must be a region's name such as eu-west-1, got '" + region + "'");
    }
  }

  private static void checkEndpoint(URI endpoint) {
    String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (!http || endpoint.getHost() == null) {
      throw new IllegalArgumentException(
          "endpoint must be an http or https URL such as http://minio:9000, got '%s'"
              .formatted(endpoint.getUserInfo() == null ? endpoint : "one with a user"));
    }
    if (endpoint.getUserInfo() != null
        || endpoint.getQuery() != null
        || endpoint.getFragment() != null) {
      throw new IllegalArgumentException(
          "endpoint must have no user, query or fragment; credentials come from the environment, a profile or a role");
    }
  }

  /**
   * The defaults with what the environment says: the endpoint of {@code AWS_ENDPOINT_URL_S3} or
   * {@code AWS_ENDPOINT_URL} (unless {@code AWS_IGNORE_CONFIGURED_ENDPOINT_URLS} is true), the
   * region of {@code AWS_REGION} or {@code AWS_DEFAULT_REGION}.
   *
   * @throws IllegalArgumentException if that is no endpoint or region
   */
  public static S3Settings ofEnvironment(Map<String, String> environment) {
    boolean ignored = Boolean.parseBoolean(environment.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"));
    String endpoint =
        ignored ? null : first(environment, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL");
    String region = first(environment, "AWS_REGION", "AWS_DEFAULT_REGION");
    return DEFAULTS.withEndpoint(endpoint == null ? null : URI.create(endpoint)).withRegion(region);
  }

  private static @Nullable String first(Map<String, String> environment, String... names) {
    for (String name : names) {
      String value = environment.get(name);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return null;
  }

  /** These settings with another endpoint. */
  public S3Settings withEndpoint(@Nullable URI other) {
    return new S3Settings(other, region, addressing, objects, multipart, patience);
  }

  /** These settings with another region. */
  public S3Settings withRegion(@Nullable String other) {
    return new S3Settings(endpoint, other, addressing, objects, multipart, patience);
  }

  /** These settings with the bucket named elsewhere. */
  public S3Settings withAddressing(Addressing other) {
    return new S3Settings(endpoint, region, other, objects, multipart, patience);
  }

  /** These settings with objects stored otherwise. */
  public S3Settings withObjects(ObjectOptions other) {
    return new S3Settings(endpoint, region, addressing, other, multipart, patience);
  }

  /** These settings with large files uploaded otherwise. */
  public S3Settings withMultipart(MultipartOptions other) {
    return new S3Settings(endpoint, region, addressing, objects, other, patience);
  }

  /** These settings with more or less patience. */
  public S3Settings withPatience(Patience other) {
    return new S3Settings(endpoint, region, addressing, objects, multipart, other);
  }
}
