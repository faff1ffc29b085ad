package dev.understudy.trainer.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs as users run them: a gateway captures into a bucket, a job reads it there. */
class S3CapturesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void trainingSetIsMadeOfCapturesInABucket() throws Exception {
    BlobStore objects = new TransientNio2BlobStore();
    objects.createContainer("acme");
    S3Proxy s3 =
        S3Proxy.builder()
            .blobStore(objects)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .ignoreUnknownHeaders(true)
            .awsAuthentication(AuthenticationType.AWS_V4, "some-access-key", "some-secret-key")
            .build();
    s3.start();
    try {
      Map<String, String> environment =
          Map.of(
              "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + s3.getPort(),
              "AWS_REGION", "eu-west-1",
              "AWS_ACCESS_KEY_ID", "some-access-key",
              "AWS_SECRET_ACCESS_KEY", "some-secret-key");
      capture(environment);
      Path file = folder.resolve("set.yaml");
      Files.writeString(
          file,
          """
          version: 1
          name: colours
          captures: s3://acme/captures
          corpus: {sources: [{name: all, tags: {batch: x}}]}
          splits: {validation: 5, test_indist: 10}
          exports: {formats: [openai]}
          """);

      String told =
          UnderstudyProcess.job(List.of("dataset", "build", file.toString()), environment);

      assertThat(told).contains("set colours").contains("data card: ");
      assertThat(Files.readAllLines(folder.resolve("colours/colours/openai/train.jsonl")))
          .hasSize(45);
      assertThat(Files.readString(folder.resolve("colours/colours/manifest.json")))
          .contains("\"checksum\" : \"etag:");
    } finally {
      s3.stop();
    }
  }

  private void capture(Map<String, String> environment) throws Exception {
    List<JsonNode> recorded = IntStream.range(0, 60).mapToObj(S3CapturesTest::call).toList();
    Path answers = folder.resolve("answers.jsonl");
    Files.write(answers, recorded.stream().map(JsonNode::toString).toList());
    try (UnderstudyProcess teacher =
            UnderstudyProcess.start(
                List.of("teacher", "--answers", answers.toString(), "--listen", "127.0.0.1:0"),
                Map.of());
        UnderstudyProcess gateway =
            UnderstudyProcess.start(
                List.of(
                    "gateway",
                    "--teacher",
                    "http://" + teacher.address() + "/v1",
                    "--listen",
                    "127.0.0.1:0",
                    "--admin",
                    "127.0.0.1:0",
                    "--captures",
                    "s3://acme/captures"),
                environment)) {
      UnderstudyProcess.call(
          List.of(
              "replay",
              "--requests",
              answers.toString(),
              "--to",
              "http://" + gateway.address() + "/v1",
              "--metadata",
              "batch=x",
              "--correct"));
    }
  }

  private static JsonNode call(int number) {
    ObjectNode call = JSON.createObjectNode();
    call.put("id", "c" + number).put("model", "large-1").put("answer", "Colour " + number * 7);
    call.putArray("messages")
        .addObject()
        .put("role", "user")
        .put("content", "Which colour has number " + number * 31 + "?");
    call.putObject("gold").put("colour", number);
    return call;
  }
}
