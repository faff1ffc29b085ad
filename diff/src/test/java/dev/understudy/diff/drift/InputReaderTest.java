package dev.understudy.diff.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.prompt.CapturedRequest;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.exchange.prompt.template.PromptsFile;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputReaderTest {
  private static final Prompts TEMPLATES =
      PromptsFile.parse(
          """
          {"format":"understudy-prompts","version":1,"templates":[
           {"name":"ask-1","rows":9,"tail":false,
            "messages":[{"role":"user","text":["Is this rude and not for the young? ",""]}],
            "prune":"none"}]}
          """);

  private static InputFacts read(String body) {
    return Objects.requireNonNull(
        new InputReader(Prompts.NONE).read(new CapturedRequest("chat", null, null, body, false)));
  }

  @Test
  void plainConversationIsCounted() {
    InputFacts facts =
        read(
            """
            {"messages":[{"role":"system","content":"Be kind."},
                         {"role":"user","content":"Who was the king of this land in 1066?"}]}
            """);

    assertThat(facts)
        .isEqualTo(
            new InputFacts(
                46,
                14,
                2,
                false,
                false,
                "en",
                null,
                "Who was the king of this land in 1066?",
                null));
  }

  @Test
  void toolsAreOnOfferOrWereCalled() {
    String offered =
        """
        {"messages":[{"role":"user","content":"Hi"}],
         "tools":[{"type":"function","function":{"name":"weather"}}]}
        """;
    String called =
        """
        {"messages":[{"role":"user","content":"Hi"},
          {"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function",
            "function":{"name":"weather","arguments":"{}"}}]}]}
        """;
    String neither =
        """
        {"messages":[{"role":"user","content":"What does \\"tool_calls\\": mean?","name":"x"}]}
        """;

    assertThat(read(offered).tools()).isTrue();
    assertThat(read(called).tools()).isTrue();
    assertThat(read(neither).tools()).isFalse();
  }

  @Test
  void partThatIsNoTextIsAnImage() {
    String image =
        """
        {"messages":[{"role":"user","content":[{"type":"text","text":"What is this?"},
          {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}
        """;
    String text =
        """
        {"messages":[{"role":"user","content":[{"type":"text","text":"What is this?"}]}]}
        """;

    assertThat(read(image).images()).isTrue();
    assertThat(read(text).images()).isFalse();
  }

  @Test
  void languageIsThatOfWhatVariesAndNotOfTheTemplate() {
    InputReader reader = new InputReader(TEMPLATES);
    String german = "Das ist nicht der Weg, und die Zeit ist auch nicht mit uns.";

    InputFacts facts =
        reader.read(
            List.of(Turn.of("user", "Is this rude and not for the young? " + german)), false);

    assertThat(facts.template()).isEqualTo("ask-1");
    assertThat(facts.language()).isEqualTo("de");
    assertThat(facts.varying()).isEqualTo(german);
  }

  @Test
  void promptOfNoTemplateIsSaidToBeSo() {
    InputReader reader = new InputReader(TEMPLATES);

    InputFacts facts = reader.read(List.of(Turn.of("user", "Hello")), false);

    assertThat(facts.template()).isEqualTo("none");
  }

  @Test
  void whatIsNoConversationHasNoFacts() {
    InputReader reader = new InputReader(Prompts.NONE);

    assertThat(reader.read(new CapturedRequest("chat", null, null, "{\"messages\":[", true)))
        .isNull();
  }

  @Test
  void contentStaysOutOfWhatIsPrinted() {
    assertThat(read("{\"messages\":[{\"role\":\"user\",\"content\":\"secret\"}]}").toString())
        .isEqualTo("InputFacts[characters=6, turns=1, language=latin]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | What is the reason that you are not here with us?",
        "en | I do, so send a note to me as to what to do on a page.",
        "de | Ich weiß nicht, was das ist und wie es mit dir ist.",
        "fr | Je ne sais pas ce que vous avez dans la tête pour les vacances.",
        "es | No sé lo que es, pero la casa de los padres es una de las mejores.",
        "pt | Eu não sei o que é, mas uma casa não é como se fosse do pai.",
        "it | Non so che cosa sia, ma la casa della madre è con il giardino.",
        "nl | Ik weet het niet, maar een huis is niet van de stad en het is er.",
        "sv | Jag vet inte vad det är, och som du är på en resa med mig.",
        "pl | Nie wiem, co to jest i jak się do tego przyznać, ale na pewno.",
        "ru | Я не знаю, что это и как он на это смотрит.",
        "uk | Я не знаю, що це і як він на це дивиться.",
        "zh | 我不知道这是什么意思",
        "ja | これは何ですか、私は分かりません",
        "ko | 이것이 무엇인지 모르겠습니다",
        "el | Δεν ξέρω τι είναι αυτό",
        "arabic | لا أعرف ما هذا",
        "latin | Pernambuco Albuquerque",
        "cyrillic | Владивосток",
        "none | 12 + 30 = ?"
      })
  void languageIsGuessed(String language, String text) {
    assertThat(LanguageGuess.of(text)).isEqualTo(language);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 42! ",
        "What is the capital of that country, and who is its president?",
        "Der Hund ist nicht auf dem Dach, und die Katze schon.",
        "il gatto non con del and the of to is in that",
        "Xyzzy plugh frotz",
        "la la la"
      })
  void textsOfAsciiAreGuessedAsAllOthers(String text) {
    assertThat(LanguageGuess.of(text + "\u2013")).isEqualTo(LanguageGuess.of(text));
  }
}
