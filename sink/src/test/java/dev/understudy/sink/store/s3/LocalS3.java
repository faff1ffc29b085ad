package dev.understudy.sink.store.s3;

import java.io.InputStream;
import java.net.URI;
import java.util.UUID;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A real server that speaks as S3 does and keeps everything in memory. */
public final class LocalS3 {
  public static final String ACCESS_KEY = "local-access-key";
  public static final String SECRET_KEY = "local-secret-key";
  private static final int SKEW_SECONDS = 4 * 60 * 60;

  private final S3Proxy server;
  private final BlobStore objects;
  private final S3AsyncClient client;

  private LocalS3(AuthenticationType authentication, @Nullable String host) throws Exception {
    objects = new OneAtATime(new TransientNio2BlobStore());
    S3Proxy.Builder builder =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .maximumTimeSkew(SKEW_SECONDS)
            .ignoreUnknownHeaders(true)
            .awsAuthentication(authentication, ACCESS_KEY, SECRET_KEY);
    server = (host == null ? builder : builder.virtualHost(host)).build();
    server.start();
    client =
        Line.open(
                new S3Location("any", ""),
                S3Settings.DEFAULTS.withEndpoint(endpoint()),
                credentials(),
                new Counters())
            .client();
  }

  /** One that checks signatures. */
  public static LocalS3 start() throws Exception {
    return new LocalS3(AuthenticationType.AWS_V4, null);
  }

  /** One that lets everybody do everything, so that requests may be changed on their way. */
  public static LocalS3 startOpen() throws Exception {
    return new LocalS3(AuthenticationType.NONE, null);
  }

  /** One that finds the bucket in front of that name. */
  static LocalS3 startAt(String host) throws Exception {
    return new LocalS3(AuthenticationType.AWS_V4, host);
  }

  /** A new empty bucket. */
  public S3Location bucket() {
    return bucket("bucket-" + UUID.randomUUID());
  }

  /** A new empty bucket of that name. */
  S3Location bucket(String name) {
    objects.createContainer(name);
    return new S3Location(name, "captures");
  }

  public int port() {
    return server.getPort();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** The keys it takes. */
  public static AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
  }

  /** A plain client, for looking behind the store's back. */
  public S3AsyncClient client() {
    return client;
  }

  public void stop() throws Exception {
    client.close();
    server.stop();
  }

  /** Looks at a write's condition and does it in one step, as S3 does and the server does not. */
  private static final class OneAtATime extends ForwardingBlobStore {
    OneAtATime(BlobStore objects) {
      super(objects);
    }

    @Override
    public synchronized PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
      checkVersion(request.bucket(), request.key(), request.ifMatch());
      return super.putBlob(request, content);
    }

    @Override
    public synchronized CompleteMultipartUploadResponse completeMultipartUpload(
        MultipartUpload upload, CompleteMultipartUploadRequest request) {
      checkVersion(request.bucket(), request.key(), request.ifMatch());
      return super.completeMultipartUpload(upload, request);
    }

    private void checkVersion(String bucket, String key, @Nullable String wanted) {
      HeadObjectResponse there = wanted == null ? null : blobMetadataIfPresent(bucket, key);
      if (there != null && !unquoted(there.eTag()).equals(unquoted(wanted))) {
        throw S3Exception.builder().statusCode(412).message("another version").build();
      }
    }

    private static String unquoted(@Nullable String version) {
      return String.valueOf(version).replace("\"", "");
    }
  }
}
