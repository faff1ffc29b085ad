package dev.understudy.sink.store.s3;

import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says in words what went wrong with a call, and what may help.
 *
 * @param location where the store is
 * @param endpoint the own endpoint, or null
 * @param region the region asked
 */
record Verdict(S3Location location, @Nullable URI endpoint, String region) {

  /** The failure of doing that ({@code "put"}) with an object. */
  S3Failure of(String done, String name, Throwable thrown) {
    SdkException sdk = find(thrown, SdkException.class);
    int attempts = sdk == null || sdk.numAttempts() == null ? 1 : sdk.numAttempts();
    AwsServiceException said = find(thrown, AwsServiceException.class);
    if (said != null) {
      return answered(done, name, said, attempts);
    }
    String message = String.valueOf(thrown.getMessage());
    if (message.contains("Unable to load credentials")) {
      return failure(
          done,
          name,
          "no credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or give the machine a role",
          thrown,
          FailureKind.CREDENTIALS,
          0);
    }
    if (isWithoutConnection(thrown)) {
      return failure(
          done,
          name,
          "no connection in time, attempts: %d; is the endpoint right, up and reachable?"
              .formatted(attempts),
          thrown,
          FailureKind.CONNECTION,
          attempts);
    }
    if (isTimeout(thrown)) {
      return failure(
          done,
          name,
          "no answer in time, attempts: %d".formatted(attempts),
          thrown,
          FailureKind.TIMEOUT,
          attempts);
    }
    return failure(
        done,
        name,
        "%s, attempts: %d; is the endpoint right, up and reachable?"
            .formatted(root(thrown), attempts),
        thrown,
        FailureKind.CONNECTION,
        attempts);
  }

  /** The failure of doing that without asking. */
  S3Failure notAsked(String done, String name, @Nullable String problem) {
    return failure(
        done,
        name,
        "not asked, as the calls before failed: " + problem,
        null,
        FailureKind.BREAKER_OPEN,
        0);
  }

  /** The failure of doing that for a reason of ours. */
  S3Failure failure(
      String done,
      String name,
      String why,
      @Nullable Throwable cause,
      FailureKind kind,
      int attempts) {
    return new S3Failure(sentence(done, name, why), cause, kind, 0, "", attempts);
  }

  private S3Failure answered(String done, String name, AwsServiceException said, int attempts) {
    int status = said.statusCode();
    AwsErrorDetails details = said.awsErrorDetails();
    String code = details == null ? "" : Objects.requireNonNullElse(details.errorCode(), "");
    boolean slow = status == 429 || code.equals("SlowDown") || said.isThrottlingException();
    FailureKind kind =
        slow
            ? FailureKind.THROTTLED
            : status >= 500 && status != 501 ? FailureKind.SERVER : FailureKind.REFUSED;
    String why = "S3 said " + (status + " " + code).strip();
    if (said.requestId() != null) {
      why += " (request " + said.requestId() + ")";
    }
    String remedy = remedy(status, code, details);
    return new S3Failure(
        sentence(done, name, remedy == null ? why : why + ": " + remedy),
        said,
        kind,
        status,
        code,
        attempts);
  }

  private @Nullable String remedy(int status, String code, @Nullable AwsErrorDetails details) {
    return switch (code) {
      case "NoSuchBucket" -> "make bucket '%s', or correct its name".formatted(location.bucket());
      case "RequestTimeTooSkewed" -> "set this machine's clock";
      case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken" ->
          "look at the credentials; these are not, or no longer, valid there";
      case "PermanentRedirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" ->
          elsewhere(details);
      default ->
          switch (status) {
            case 301, 307 -> elsewhere(details);
            case 403 -> "allow these credentials to do that; docs/s3.md has the policy";
            default -> null;
          };
    };
  }

  private String elsewhere(@Nullable AwsErrorDetails details) {
    Optional<String> right =
        details == null || details.sdkHttpResponse() == null
            ? Optional.empty()
            : details.sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region");
    return right
        .map(region -> "the bucket is in another region: set the region to " + region)
        .orElse("the bucket is in another region: set the region to its own");
  }

  private String sentence(String done, String name, String why) {
    String where = endpoint == null ? "S3 in " + region : endpoint.toString();
    return "%s could not be %s at %s: %s".formatted(location.of(name), done, where, why);
  }

  /** Whether no connection came about in time; the SDK gives no type to that. */
  static boolean isWithoutConnection(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (String.valueOf(at.getMessage()).contains("Acquire operation took longer")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTimeout(Throwable thrown) {
    if (find(thrown, ApiCallTimeoutException.class) != null
        || find(thrown, ApiCallAttemptTimeoutException.class) != null
        || find(thrown, TimeoutException.class) != null) {
      return true;
    }
    IOException broken = find(thrown, IOException.class);
    String message = broken == null ? "" : String.valueOf(broken.getMessage());
    return message.startsWith("Read timed out") || message.startsWith("Write timed out");
  }

  private static String root(Throwable thrown) {
    Throwable at = thrown;
    for (Throwable next = at.getCause(); next != null && next != at; next = next.getCause()) {
      at = next;
    }
    String message = at.getMessage();
    return message == null || message.isBlank() ? at.getClass().getSimpleName() : message;
  }

  private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
    }
    return null;
  }
}
