package dev.understudy.exchange.prompt.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.prompt.Turn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsFileTest {
  private static final Template TRANSLATE =
      new Template(
          "translate-0a", 7, List.of(shape("user", "Translate from ", " to ", ": ", "")), false);
  private static final Template SUPPORT =
      new Template("support-0b", 9, List.of(shape("system", "You are the support.")), true);
  private static final Prompts PROMPTS =
      new Prompts(
          new Templates(List.of(TRANSLATE, SUPPORT)),
          Map.of("translate-0a", Pruning.of("{1}>{2}: {3}"), "support-0b", new Pruning.Input()));

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Path file = folder.resolve("prompts.json");

    PromptsFile.write(PROMPTS, file);

    assertThat(PromptsFile.read(file)).isEqualTo(PROMPTS);
    assertThat(folder.toFile().list()).containsExactly("prompts.json");
  }

  @Test
  void executorsGetTheSame() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(PROMPTS);

    Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(read).isEqualTo(PROMPTS);
  }

  @Test
  void theShortenedPromptHasTheSlotsAsTheyAre() {
    assertThat(PROMPTS.apply(json(Turn.of("user", "Translate from A to B: {1} $1 \\"))))
        .isEqualTo(json(Turn.of("user", "A>B: {1} $1 \\")));
  }

  @Test
  void ofATailTheConversationIsLeftWithoutItsInstructions() {
    Turn image = new Turn("user", null, "{\"content\":[{\"type\":\"image_url\"}]}");

    assertThat(PROMPTS.apply(json(Turn.of("system", "You are the support."), image)))
        .isEqualTo(json(image));
  }

  @Test
  void whatIsOfNoTemplateComesBackAsItCame() {
    String other = "[ {\"role\": \"user\", \"content\": \"Hi\"} ]";

    assertThat(PROMPTS.apply(other)).isEqualTo(other);
  }

  @Test
  void otherFilesAreRefused() {
    assertThatThrownBy(() -> PromptsFile.parse("{\"secret\""))
        .hasMessage("not JSON at line 1, column 10");
    assertThatThrownBy(() -> PromptsFile.parse("{}"))
        .hasMessage("not a file of prompts: its format must be understudy-prompts");
    assertThatThrownBy(() -> PromptsFile.parse("{\"format\":\"understudy-prompts\",\"version\":2}"))
        .hasMessage("version 2 cannot be read, only version 1; use the release that wrote it");
  }

  @Test
  void pruningsFitTheirTemplates() {
    Templates templates = new Templates(List.of(TRANSLATE, SUPPORT));

    assertThatThrownBy(() -> new Prompts(templates, Map.of("translate-0a", Pruning.of("{4}"))))
        .hasMessage("the pruned prompt of template 'translate-0a' names slot {4}, but it has 3");
    assertThatThrownBy(() -> new Prompts(templates, Map.of("tanslate", Pruning.of("input"))))
        .hasMessage(
            "there is no template named 'tanslate' to prune; found: support-0b, translate-0a");
    assertThatThrownBy(() -> Pruning.of("shorter"))
        .hasMessage("a pruned prompt must hold {input} or a slot such as {1}");
  }

  @Test
  void usersNameTemplatesByAPieceOfTheirText() {
    Templates templates = new Templates(List.of(TRANSLATE, SUPPORT));
    Map<String, String> names = Map.of("help", "the support", "gone", "no such text");

    assertThat(templates.named(names).all())
        .extracting(Template::name)
        .containsExactlyInAnyOrder("help", "translate-0a");
    assertThat(templates.unused(names)).containsExactly("gone");
  }

  private static Shape shape(String role, String... constants) {
    return new Shape(role, new TextPattern(List.of(constants)));
  }

  private static String json(Turn... turns) {
    return Turn.write(List.of(turns));
  }
}
