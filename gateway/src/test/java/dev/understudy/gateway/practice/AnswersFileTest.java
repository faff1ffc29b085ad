package dev.understudy.gateway.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersFileTest {
  private static final List<Turn> SKY = List.of(new Turn("user", "Why is the sky blue?"));

  @Test
  void answerIsFoundUnderItsModelAndMessages() throws Exception {
    AnswerBook book =
        read(
            "{'model':'a','messages':[{'role':'user','content':'Why is the sky"
                + " blue?'}],'answer':'A says.'}\n"
                + "{'model':'b','messages':[{'role':'user','content':'Why is the sky"
                + " blue?'}],'answer':'B says.'}\n");

    assertThat(text(book.find("a", SKY))).isEqualTo("A says.");
    assertThat(text(book.find("b", SKY))).isEqualTo("B says.");
    assertThat(book.models()).containsExactly("a", "b");
  }

  @Test
  void anyModelsAnswerServesWhenTheAskedOneHasNone() throws Exception {
    AnswerBook book =
        read(
            "{'model':'a','messages':[{'role':'user','content':'Why is the sky"
                + " blue?'}],'answer':'A says.'}");

    assertThat(text(book.find("other", SKY))).isEqualTo("A says.");
  }

  @Test
  void laterLineReplacesAnEarlierOne() throws Exception {
    AnswerBook book =
        read(
            "{'model':'a','messages':[{'role':'user','content':'Why is the sky"
                + " blue?'}],'answer':'First.'}\n"
                + "{'model':'a','messages':[{'role':'user','content':'Why is the sky"
                + " blue?'}],'answer':'Second.'}\n");

    assertThat(text(book.find("a", SKY))).isEqualTo("Second.");
    assertThat(book.size()).isEqualTo(1);
  }

  @Test
  void textInPartsIsTheSamePromptAsTextInOnePiece() throws Exception {
    AnswerBook book =
        read(
            "{'messages':[{'role':'user','content':[{'type':'text','text':'Why is the sky"
                + " '},{'type':'text','text':'blue?'}]}],'answer':'Scattering.'}");

    assertThat(text(book.find("any", SKY))).isEqualTo("Scattering.");
  }

  @Test
  void anotherSpeakerIsAnotherPrompt() throws Exception {
    AnswerBook book =
        read(
            "{'messages':[{'role':'system','content':'Why is the sky"
                + " blue?'}],'answer':'Scattering.'}");

    assertThat(book.find("any", SKY)).isEmpty();
  }

  @Test
  void everyWrongLineIsNamedWithItsPlace() {
    String lines =
        """
        {"messages":[{"role":"user","content":"a"}],"answer":"b"}
        [1, 2]
        {"answer":"b"}

        {"messages":[{"role":"user","content":"a"}]}
        {"messages":[{"role":"user","content":"a"}],"answer":7}
        {"messages":[{"role":"user","content":7}],"answer":"b"}
        {"messages":[],"answer":"b"}
        {"messages":
        """;

    assertThatThrownBy(() -> AnswersFile.read("answers.jsonl", new StringReader(lines), book()))
        .isInstanceOf(UnreadableAnswers.class)
        .hasMessage(
            """
            answers.jsonl:2: expected an object with messages and answer, found an array
            answers.jsonl:3: expected an object with messages and answer, found no messages
            answers.jsonl:5: expected an object with messages and answer, found no answer
            answers.jsonl:6: expected answer to be text, found a number
            answers.jsonl:7: expected messages[0].content to be text or an array, found a number
            answers.jsonl:8: expected messages to be an array of at least one message, found an empty array
            answers.jsonl:9: expected JSON, found Unexpected end-of-input within/between Object entries at column 13""");
  }

  @Test
  void missingFileFolderAndEmptyFileAreTold(@TempDir Path folder) throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.jsonl"));

    assertThatThrownBy(() -> AnswersFile.read(folder.resolve("none.jsonl"), book()))
        .hasMessage(folder.resolve("none.jsonl") + ": there is no such file");
    assertThatThrownBy(() -> AnswersFile.read(folder, book()))
        .hasMessage(
            folder
                + ": expected a file of JSON lines, found a folder; captured Parquet is given with"
                + " --captures");
    assertThatThrownBy(() -> AnswersFile.read(empty, book()))
        .hasMessage(empty + ": expected at least one line with messages and answer, found none");
  }

  @Test
  void realTeachersAnswersLoadWithinTwoSecondsOfAProcessor() throws Exception {
    Path real = Path.of("../../shared/data/jigsaw/teacher.gpt-4.jsonl");
    assumeTrue(Files.exists(real), "skipped: no " + real);
    AnswerBook book = new AnswerBook();

    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begun = threads.getCurrentThreadCpuTime();
    AnswersFile.read(real, book);

    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begun))
        .isLessThan(Duration.ofSeconds(2));
    assertThat(book.size()).isGreaterThan(5_000);
    assertThat(book.models()).containsExactly("gpt-4-1106-preview");
  }

  private static AnswerBook read(String lines) throws Exception {
    AnswerBook book = book();
    AnswersFile.read("answers.jsonl", new StringReader(lines.replace('\'', '"')), book);
    return book;
  }

  private static AnswerBook book() {
    return new AnswerBook();
  }

  private static String text(Optional<RecordedAnswer> answer) {
    return String.valueOf(answer.orElseThrow().text());
  }
}
