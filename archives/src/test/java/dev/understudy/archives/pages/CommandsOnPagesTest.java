package dev.understudy.archives.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.archives.Serving;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.description.Description;
import org.assertj.core.description.TextDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command on README, CONTRIBUTING and the pages of docs is run, in the order in which they
 * stand there. Those that cannot be run here stand in {@link Elsewhere}, and those of them that are
 * ours are at least taken apart by the program they are for.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsOnPagesTest {
  private static final Pattern ASSIGNMENTS =
      Pattern.compile("(?:export )?((?:\\w+=(?:\"[^\"]*\"|'[^']*'|[^\\s'\"]*)(?:\\s+|$))+)");
  private static final Pattern LOOP = Pattern.compile("for (\\w+) in (\\S+) .*; do");
  private static final Pattern OURS =
      Pattern.compile("(?:\\w+=(?:'[^']*'|\\S+) )*(?:\\./)?understudy ((?s).*)");
  private static final Pattern HARMLESS =
      Pattern.compile("(?s)(curl|cp|mkdir|openssl|printf|while read) .*");
  private static final Pattern SUBMITTED = Pattern.compile(".* understudy-trainer\\.jar (.*)");
  private static final Set<String> SERVERS = Set.of("gateway", "teacher", "student");

  /** Commands that find nothing here, and how they say so. */
  private static final Map<String, String> FIND_NOTHING =
      Map.of(
          "captures list captures --model gpt-4 --status 5xx --since 2h",
          "no exchange matches",
          "captures reconcile --sent gateway-1/firehose/sent --sent gateway-2/firehose/sent"
              + " --arrived bucket --settled 20m",
          "nothing was sent: no file of sent ids to compare with");

  private final Set<List<String>> done = new HashSet<>();
  private final Path folder;
  private final Place place;
  private final CommandLoops loops;

  CommandsOnPagesTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.place = Place.in(folder);
    this.loops = new CommandLoops(folder, Map.of("OPENAI_API_KEY", "none"));
    Files.writeString(folder.resolve(".curlrc"), "fail\nsilent\nshow-error\n");
  }

  @AfterAll
  void end() throws Exception {
    loops.close();
    place.close();
  }

  @TestFactory
  Stream<DynamicTest> everyCommandHolds() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Page page : Page.withCommands()) {
      for (Page.Block block : page.blocks()) {
        if (block.language().equals("sh")) {
          Map<String, String> variables = new HashMap<>();
          for (DocumentedCommand command : DocumentedCommand.of(page, block)) {
            tests.add(
                DynamicTest.dynamicTest(command.toString(), () -> inTime(command, variables)));
          }
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(100);
    tests.add(
        DynamicTest.dynamicTest(
            "docs/upgrading.md: numbers of the formats that were written", this::formats));
    return tests.stream();
  }

  private void formats() throws Exception {
    assertThat(WrittenFormats.onThePage()).isEqualTo(WrittenFormats.in(folder));
  }

  /** One that hangs fails by its name, instead of stopping the build. */
  private void inTime(DocumentedCommand command, Map<String, String> variables) {
    assertTimeoutPreemptively(
        Duration.ofMinutes(5), () -> check(command, variables), command.toString());
  }

  private void check(DocumentedCommand command, Map<String, String> variables) throws Exception {
    String text = command.text();
    Matcher loop = LOOP.matcher(text);
    Matcher assignments = ASSIGNMENTS.matcher(text);
    Matcher ours = OURS.matcher(text);
    if (loop.matches()) {
      variables.put(loop.group(1), loop.group(2));
    } else if (assignments.matches()) {
      assign(place.here(assignments.group(1)), variables);
    } else if (Elsewhere.of(text) != null) {
      Matcher submitted = SUBMITTED.matcher(text);
      if (ours.matches() || submitted.matches()) {
        parse(command, Words.of(ours.matches() ? ours.group(1) : submitted.group(1), variables));
      }
    } else if (ours.matches()) {
      run(command, Words.of(place.here(ours.group(1) + " "), variables));
    } else if (!text.equals("done")) {
      sh(command, variables);
    }
  }

  private static void assign(String assignments, Map<String, String> variables) {
    for (String each : Words.of(assignments, variables).all()) {
      variables.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
    }
  }

  private void parse(DocumentedCommand command, Words words) throws Exception {
    Outcome parsed = loops.parse(words.before(">").all());

    assertThat(parsed.status()).as(told(command, parsed.err())).isZero();
  }

  private void run(DocumentedCommand command, Words words) throws Exception {
    if (!done.add(words.all())) {
      return;
    }
    if (SERVERS.contains(words.all().get(0)) && !words.all().contains("--print-config")) {
      try (Serving serving = place.serve(words.all())) {
        assertThat(serving.terminated()).as(command.toString()).isZero();
      }
      return;
    }
    Outcome outcome = loops.run(words.before(">").all());
    String nothing = FIND_NOTHING.get(String.join(" ", words.all()));
    if (nothing == null) {
      assertThat(outcome.status()).as(told(command, outcome.err() + outcome.out())).isZero();
    } else {
      assertThat(outcome.err() + outcome.out()).as(command.toString()).contains(nothing);
      assertThat(outcome.status()).as(command.toString()).isOne();
    }
    int file = words.all().indexOf(">") + 1;
    if (file > 0) {
      assertThat(outcome.out()).isNotEmpty();
      Files.writeString(folder.resolve(words.all().get(file)), outcome.out());
    }
  }

  private void sh(DocumentedCommand command, Map<String, String> variables) throws Exception {
    assertThat(command.text())
        .as("a command that may be run here; give others a line in Elsewhere")
        .matches(HARMLESS);
    String program = command.text().substring(0, command.text().indexOf(' '));
    assumeTrue(
        new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0,
        program + " is needed to run this");
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-euc", place.here(command.text()))
            .directory(folder.toFile())
            .redirectErrorStream(true);
    shell.environment().put("CURL_HOME", folder.toString());
    shell.environment().putAll(variables);
    Process process = shell.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(told(command, said)).isZero();
  }

  private static Description told(DocumentedCommand command, String said) {
    return new TextDescription("%s%n%s", command, said);
  }

  @Test
  void whatCannotBeRunHereStandsOnSomePage() throws Exception {
    List<String> all = new ArrayList<>();
    for (Page page : Page.withCommands()) {
      for (Page.Block block : page.blocks()) {
        DocumentedCommand.of(page, block).forEach(command -> all.add(command.text()));
      }
    }

    assertThat(Elsewhere.ALL).allSatisfy(each -> assertThat(all).anyMatch(each::speaksOf));
  }
}
