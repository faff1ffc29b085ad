package dev.understudy.gateway.practice;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code understudy replay}: asks again what was asked once. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Asks again what was asked once, as applications would: to practise, or to put recorded"
          + " traffic on a new gateway's record.",
      "Requests come from JSON lines with messages and, where given, model, id (told in the"
          + " request's metadata) and gold (the right answer)."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every request was answered",
      "1:one was not, or the requests cannot be read",
      "2:the command line is wrong"
    })
public final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--requests",
      paramLabel = "FILE",
      required = true,
      description = "Recorded requests, one JSON object per line; may be repeated.")
  private List<Path> requests = List.of();

  @Option(
      names = "--to",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080/v1",
      description = "The base URL to ask (default: ${DEFAULT-VALUE}).")
  private URI to = URI.create("http://127.0.0.1:8080/v1");

  @Option(
      names = "--header",
      paramLabel = "NAME=VALUE",
      description = "A header of every call; may be repeated.")
  private Map<String, String> headers = Map.of();

  @Option(
      names = "--metadata",
      paramLabel = "NAME=VALUE",
      description = "Goes into every request's metadata; may be repeated.")
  private Map<String, String> metadata = Map.of();

  @Option(
      names = "--correct",
      description = "Tell the gateway each request's gold answer as a correction.")
  private boolean correct;

  @Option(
      names = "--label",
      paramLabel = "POINTER",
      description = {
        "Where answers, gold ones too, have their label, such as /is_bad; prints who answered how"
            + " many of the requests, and how many of these rightly."
      })
  private @Nullable String label;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      defaultValue = "8",
      description = "How many calls are in flight (default: ${DEFAULT-VALUE}).")
  private int atOnce = 8;

  /** Asks, waits and tells. */
  @Override
  public Integer call() throws InterruptedException {
    if (atOnce < 1) {
      throw new ParameterException(
          spec.commandLine(), "--at-once: expected at least 1, found " + atOnce);
    }
    requireSendable();
    GoldLabels marks = label == null ? null : marks(label);
    PrintWriter err = spec.commandLine().getErr();
    List<RecordedRequest> all = new ArrayList<>();
    try {
      for (Path file : requests) {
        all.addAll(RecordedRequest.read(file));
      }
    } catch (UnreadableAnswers e) {
      err.println(e.getMessage());
      err.flush();
      return 1;
    }
    Asking.Tally tally = new Asking(to, headers, metadata, correct, marks).run(all, atOnce);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%,d requests: %,d answered, %,d corrected, %,d failed%n",
        all.size(), tally.answered(), tally.corrected(), tally.failed());
    if (marks != null) {
      marks.print(out);
    }
    out.flush();
    if (!tally.trouble().isEmpty()) {
      err.println("first trouble: " + tally.trouble());
      err.flush();
    }
    return tally.failed() == 0 && tally.trouble().isEmpty() ? 0 : 1;
  }

  private GoldLabels marks(String pointer) {
    try {
      return GoldLabels.at(pointer);
    } catch (IllegalArgumentException noPointer) {
      throw new ParameterException(
          spec.commandLine(),
          "--label: expected a JSON pointer such as /is_bad, found '%s'".formatted(pointer));
    }
  }

  /** Values of headers may be keys, so no message repeats one. */
  private void requireSendable() {
    if (!List.of("http", "https").contains(String.valueOf(to.getScheme()))
        || to.getHost() == null) {
      throw new ParameterException(
          spec.commandLine(), "--to: expected an http or https URL, found '%s'".formatted(to));
    }
    for (Map.Entry<String, String> each : headers.entrySet()) {
      if (!Asking.isSendable(each.getKey(), each.getValue())) {
        throw new ParameterException(
            spec.commandLine(),
            "--header %s: this name, or its value, cannot be sent as a header"
                .formatted(each.getKey()));
      }
    }
  }
}
