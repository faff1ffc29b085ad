package dev.understudy.deploy.clients;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.MultipartField;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FilePurpose;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.responses.ResponseCreateParams;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** What a Java application does with OpenAI's own client, and everything it sees of it. */
final class JavaClient implements AutoCloseable {
  private final URI url;
  private final OpenAIClient client;
  private final List<String> transcript = new ArrayList<>();

  JavaClient(URI url) {
    this.url = url;
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl(url + "/v1")
            .apiKey("sk-test")
            .organization("org-1")
            .maxRetries(2)
            .build();
  }

  /** Plays all scenarios; a line for each. */
  List<String> transcript() {
    answers();
    streams();
    uploads();
    errors();
    breaks();
    return transcript;
  }

  @Override
  public void close() {
    client.close();
  }

  private void answers() {
    play("chat", () -> client.chat().completions().create(chat("gpt-4").build()));
    play("chat and its response", () -> head(chat("gpt-4")));
    play("tools", () -> client.chat().completions().create(withTool(chat("gpt-4")).build()));
    play(
        "log probabilities",
        () -> client.chat().completions().create(chat("gpt-4").logprobs(true).build()));
    play(
        "a large prompt",
        () ->
            client
                .chat()
                .completions()
                .create(chat("gpt-4").addUserMessage("ü".repeat(1_000_000)).build()));
    play("response", () -> client.responses().create(response()));
    play("embeddings", () -> client.embeddings().create(embeddings().build()));
    play(
        "embeddings as floats",
        () ->
            client
                .embeddings()
                .create(
                    embeddings()
                        .encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT)
                        .build()));
    play("models", () -> client.models().list().items());
    play(
        "image",
        () ->
            client
                .images()
                .generate(
                    ImageGenerateParams.builder().prompt("A cat").model("gpt-image-1").build())
                .hashCode());
    play("compressed", () -> client.chat().completions().create(chat("gpt-4/gzip").build()));
  }

  private void streams() {
    play("chat streamed", () -> chunks(chat("gpt-4"), 99));
    play("tools streamed", () -> chunks(withTool(chat("gpt-4")), 99));
    play("compressed stream", () -> chunks(chat("gpt-4/gzip"), 99));
    play("CR LF and comments", () -> chunks(chat("gpt-4/crlf"), 99));
    play(
        "response streamed",
        () -> {
          try (var events = client.responses().createStreaming(response())) {
            return events.stream().toList();
          }
        });
    play("first words come while the rest is held", this::heldStream);
    play("the application leaves in the stream", () -> chunks(chat("gpt-4/stall-3"), 3));
  }

  private void uploads() {
    byte[] bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    MultipartField<InputStream> file =
        MultipartField.<InputStream>builder()
            .value(new ByteArrayInputStream(bytes))
            .filename("Zürich.jsonl")
            .build();
    play(
        "file uploaded",
        () ->
            client
                .files()
                .create(
                    FileCreateParams.builder().file(file).purpose(FilePurpose.FINE_TUNE).build()));
    play(
        "file read",
        () -> {
          try (HttpResponse content = client.files().content("file-1")) {
            return Arrays.hashCode(content.body().readAllBytes());
          }
        });
    play(
        "audio transcribed",
        () ->
            client
                .audio()
                .transcriptions()
                .create(
                    TranscriptionCreateParams.builder().file(bytes).model("whisper-1").build()));
  }

  private void errors() {
    for (int status : new int[] {400, 401, 403, 404, 422}) {
      play("error " + status, () -> create("gpt-4/fails-" + status));
    }
    play("busy twice, back after milliseconds", () -> create("gpt-4/busy-20"));
    play("busy, back after a second", () -> create("gpt-4/wait-1"));
    play("failing once with 500", () -> create("gpt-4/flaky-500"));
    play("error in the stream", () -> chunks(chat("gpt-4/breaks-3"), 99));
    play("unknown model", () -> client.models().retrieve("gpt-5/x?y"));
  }

  private void breaks() {
    play("stream cut", () -> chunks(chat("gpt-4/cut-700"), 99));
    play("stream cut between two events", () -> chunks(chat("gpt-4/drop-3"), 99));
    play("answer cut", () -> create("gpt-4/cut-100"));
    RequestOptions hurried = RequestOptions.builder().timeout(Duration.ofSeconds(3)).build();
    play(
        "no answer in time",
        () ->
            client
                .withOptions(options -> options.maxRetries(0))
                .chat()
                .completions()
                .create(chat("gpt-4/silent").build(), hurried));
  }

  private Object create(String model) {
    return client.chat().completions().create(chat(model).build());
  }

  private String head(ChatCompletionCreateParams.Builder params) {
    try (var raw = client.chat().completions().withRawResponse().create(params.build())) {
      return raw.statusCode() + " " + visible(raw.headers());
    }
  }

  private static Map<String, List<String>> visible(com.openai.core.http.Headers headers) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.names().forEach(name -> all.put(name, headers.values(name)));
    all.keySet().removeIf(name -> name.matches("(?i)connection|keep-alive|x-understudy-.*"));
    return all;
  }

  /** At most so many chunks, then the application leaves; and the error, should one come. */
  private List<String> chunks(ChatCompletionCreateParams.Builder params, int most) {
    List<String> seen = new ArrayList<>();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(params.build())) {
      stream.stream().limit(most).forEach(chunk -> seen.add(chunk.toString()));
    } catch (RuntimeException e) {
      seen.add(told(e));
    }
    return seen;
  }

  private List<String> heldStream() {
    List<String> seen = new ArrayList<>();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(chat("gpt-4/held-3").build())) {
      Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
      for (int i = 0; i < 3; i++) {
        seen.add(chunks.next().toString());
      }
      client.models().retrieve("let-go");
      chunks.forEachRemaining(chunk -> seen.add(chunk.toString()));
    }
    return seen;
  }

  private static ChatCompletionCreateParams.Builder chat(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("Grüße 👩‍👩‍👧‍👦?");
  }

  private static ChatCompletionCreateParams.Builder withTool(
      ChatCompletionCreateParams.Builder params) {
    FunctionParameters parameters =
        FunctionParameters.builder()
            .putAdditionalProperty("type", JsonValue.from("object"))
            .build();
    return params.addFunctionTool(
        FunctionDefinition.builder().name("weather").parameters(parameters).build());
  }

  private static ResponseCreateParams response() {
    return ResponseCreateParams.builder().model("gpt-4.1").input("Hi").build();
  }

  private static EmbeddingCreateParams.Builder embeddings() {
    return EmbeddingCreateParams.builder().model("text-embedding-3-small").input("a");
  }

  private void play(String scenario, Callable<?> calls) {
    String saw;
    try {
      saw = String.valueOf(calls.call());
    } catch (Exception e) {
      saw = told(e);
    }
    transcript.add(scenario + ": " + saw.replace(url.getAuthority(), "<base>"));
  }

  private static String told(Throwable error) {
    String told = error.getClass().getName() + " " + error.getMessage();
    if (error instanceof OpenAIServiceException refused) {
      told += " " + refused.statusCode() + " " + refused.code() + " " + visible(refused.headers());
    }
    // The client's own deadline: what its reading thread sees of it is a race within the client.
    boolean ownDeadline = error instanceof InterruptedIOException;
    Throwable cause = ownDeadline ? null : error.getCause();
    return cause == null ? told : told + "; because of " + told(cause);
  }
}
