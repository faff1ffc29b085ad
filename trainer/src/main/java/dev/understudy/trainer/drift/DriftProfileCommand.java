package dev.understudy.trainer.drift;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.diff.drift.Feature;
import dev.understudy.diff.drift.InputProfileJson;
import dev.understudy.diff.drift.StudentInputs;
import dev.understudy.diff.label.LabelReader;
import dev.understudy.trainer.corpus.UnreadableCaptures;
import dev.understudy.trainer.run.FileTrouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy drift profile}: a profile of what was captured. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = {
      "Writes how a route's captured requests are spread, for students that were not trained here:",
      "requests are watched for drift away from it as from a student.json. It holds no texts."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:written",
      "1:something cannot be read or written, or too little was captured",
      "2:the command line is wrong"
    })
final class DriftProfileCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final JsonMapper JSON = new JsonMapper();

  @Mixin private RouteOptions options = new RouteOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the profile goes, such as profile.json; there must be none yet.")
  private Path out = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CapturedInputs captured = options.captured(spec);
    LabelReader labels = options.labels(spec);
    try {
      write(CapturedProfile.of(captured, labels, options.teacher()));
      return 0;
    } catch (IOException | IllegalArgumentException | UnreadableCaptures failure) {
      spec.commandLine().getErr().println(FileTrouble.wording(failure));
      return FAILED;
    }
  }

  private void write(CapturedProfile made) throws IOException {
    if (Files.exists(out)) {
      throw new FileAlreadyExistsException(
          out.toString(), null, "exists; name another file, as gateways may be watching by it");
    }
    ObjectNode inputs = InputProfileJson.write(made.profile());
    String pick = options.pick();
    if (pick != null && made.profile().names(Feature.LABEL) != null) {
      inputs.put(StudentInputs.PICK, pick);
    }
    ObjectNode file = JSON.createObjectNode();
    file.set("inputs", inputs);
    Files.writeString(out, file.toPrettyString() + System.lineSeparator());
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.printf(
        Locale.ROOT,
        "wrote %s: %,d of %,d requests of route %s, the first of each user, conversation and key%n",
        out,
        made.profile().rows(),
        made.requests(),
        options.route());
    terminal.printf(Locale.ROOT, "%,d of them have a label%n", made.labelled());
    terminal.printf("in the route's rules:%n  drift: {profile: %s}%n", out.getFileName());
    terminal.flush();
  }
}
