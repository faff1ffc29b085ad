package dev.understudy.deploy.running;

import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A server that speaks as S3 does and keeps one bucket in memory. */
public final class EmbeddedS3 {
  /** Its bucket. */
  public static final String BUCKET = "acme-llm";

  private static final String ACCESS_KEY = "embedded-access-key";
  private static final String SECRET_KEY = "embedded-secret-key";

  private final S3Proxy server;

  /** Starts it on a free port. */
  public EmbeddedS3() throws Exception {
    BlobStore objects = new OneAtATime(new TransientNio2BlobStore());
    objects.createContainer(BUCKET);
    server =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .ignoreUnknownHeaders(true)
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .build();
    server.start();
  }

  /** What a program needs in its environment to reach it. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3",
        "http://127.0.0.1:" + server.getPort(),
        "AWS_REGION",
        "eu-west-1",
        "AWS_ACCESS_KEY_ID",
        ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY",
        SECRET_KEY);
  }

  /** Ends it. */
  public void stop() throws Exception {
    server.stop();
  }

  /** Looks at a write's condition and does it in one step, as S3 does and the server does not. */
  private static final class OneAtATime extends ForwardingBlobStore {
    OneAtATime(BlobStore objects) {
      super(objects);
    }

    @Override
    public synchronized PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
      String wanted = request.ifMatch();
      HeadObjectResponse there =
          wanted == null ? null : blobMetadataIfPresent(request.bucket(), request.key());
      if (there != null && !unquoted(there.eTag()).equals(unquoted(wanted))) {
        throw S3Exception.builder().statusCode(412).message("another version").build();
      }
      return super.putBlob(request, content);
    }

    private static String unquoted(@Nullable String version) {
      return String.valueOf(version).replace("\"", "");
    }
  }
}
