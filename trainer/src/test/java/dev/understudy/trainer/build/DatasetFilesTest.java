package dev.understudy.trainer.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.command.DatasetCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Commands that tell of a file and its captures, and make nothing. */
class DatasetFilesTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void capture() throws IOException {
    PlantedTraffic traffic = new PlantedTraffic(3);
    traffic.good(50);
    traffic.forbidden(10);
    traffic.writeTo(folder.resolve("captures"), "000001");
  }

  private int understudy(String... words) {
    CommandLine command = DatasetCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(words);
  }

  private String file(String... lines) throws IOException {
    return BuiltSet.file(folder, "set.yaml", lines).toString();
  }

  @Test
  void soundFileIsGood() throws IOException {
    String file =
        file("version: 1", "name: all", "captures: captures", "sets: {a: {}, b: {seed: 2}}");

    assertThat(understudy("check", file)).isZero();
    assertThat(out).hasToString(file + ": good; sets: a, b\n");
    assertThat(understudy("check", file, "--set", "c")).isEqualTo(1);
    assertThat(err).hasToString("no set named 'c'; there are: a, b\n");
  }

  @Test
  void allProblemsAreToldAtOnceWithTheirPlaces() throws IOException {
    String file =
        file(
            "version: 2",
            "name: work",
            "captures: [captures, 's3://']",
            "seed: -1",
            "corpus: {sources: [{name: a, gold: some}, {name: a}]}",
            "filters: {refusal: true, length: {input: {min: 5, max: 2}}}",
            "dedupe: {near: {threshold: 20%}}",
            "splits: {validation: 50%, test_indist: 50%}",
            "balance: {caps: {user: 0}, mix: {by: cluster, to: {a: 50%, b: 40%}}}",
            "exports: {formats: [openai, word]}",
            "privacy: {redact: [names], secrets: ignore}",
            "prices: {training: free}");

    assertThat(understudy("check", file)).isEqualTo(1);
    assertThat(err.toString().replace(file, "set.yaml"))
        .isEqualTo(
            """
            set.yaml:1:10: version must be 1, got '2'
            set.yaml:2:7: name must not be work or frozen, nor begin with a dot, got 'work'
            set.yaml:3:22: each of captures must be a folder or s3://bucket/prefix, got 's3://'
            set.yaml:4:7: seed must be a whole number within [0, 2147483647], got '-1'
            set.yaml:5:36: gold must be prefer, ignore or only, got 'some'
            set.yaml:5:43: corpus.sources has two named 'a'
            set.yaml:6:11: unknown key 'refusal' in filters, did you mean 'refusals'?
            set.yaml:6:56: filters.length.input.max (2) must be at least min (5)
            set.yaml:7:28: dedupe.near.threshold must be within [0.5, 1], that is [50%, 100%], \
            got '20%'
            set.yaml:8:9: splits leaves nothing to train on: validation and test_indist are all \
            of it
            set.yaml:9:24: balance.caps.user must be above 0
            set.yaml:9:33: balance.mix by cluster needs balance.clusters
            set.yaml:9:51: balance.mix.to must add up to 100%, got 90.0%
            set.yaml:10:29: each of exports.formats must be openai, openai-preference, \
            trl-prompt-completion, trl-messages, trl-preference, sharegpt or parquet, got 'word'
            set.yaml:11:20: each of privacy.redact must be email, phone, card, iban, \
            national_id, ip, api_key, jwt or private_key, got 'names'
            set.yaml:11:37: privacy.secrets must be fail or warn, got 'ignore'
            set.yaml:12:20: prices.training must be US dollars for a million tokens, such as \
            2.5, got 'free'
            """);
  }

  @Test
  void missingCapturesAreTold() throws IOException {
    String file = file("version: 1", "name: all", "captures: nowhere");

    assertThat(understudy("check", file)).isEqualTo(1);
    assertThat(err)
        .hasToString(
            folder.resolve("nowhere")
                + ": there is no such folder; expected one that a gateway captured into\n");
  }

  @Test
  void estimateTellsWhatWouldGoInAndMakesNothing() throws IOException {
    String file = file("version: 1", "name: all", "captures: captures", "prices: {training: 8}");

    assertThat(understudy("build", file, "--estimate")).isZero();
    assertThat(out)
        .hasToString(
            """
            set all: 70 exchanges in 1 files, 0.1 MB; looked at 70
              at most about 50 examples, 8,060 tokens for one pass of training
              cost: about $0.06 a pass
            """);
    assertThat(folder.resolve("all")).doesNotExist();
  }

  @Test
  void stageAloneSaysWhatItNeeds() throws IOException {
    String file = file("version: 1", "name: all", "captures: captures", "sets: {a: {}, b: {}}");
    String to = folder.resolve("to").toString();

    assertThat(understudy("dedupe", file, "--out", to)).isEqualTo(1);
    assertThat(understudy("dedupe", file, "--set", "a", "--out", to)).isEqualTo(1);
    assertThat(understudy("dedupe", file, "--set", "a", "--in", to, "--out", to)).isEqualTo(1);
    assertThat(err)
        .hasToString(
            file
                + " describes several sets: say which with --set: a, b\n"
                + "--in is required: the folder that the stage before dedupe made\n"
                + to
                + ": has no manifest.json; give a folder that a stage of this program has written\n");
  }
}
