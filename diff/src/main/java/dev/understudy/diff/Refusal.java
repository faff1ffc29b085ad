package dev.understudy.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.understudy.diff.json.JsonText;
import java.util.List;
import java.util.Locale;

/**
 * Tells whether a text declines to answer: a short one (up to {@value #MAX_LENGTH} characters) that
 * opens, after a greeting, an apology or a word on being an AI, with inability or unwillingness to
 * help, as the {@code refusal} of OpenAI's messages does. Known are English, German, French,
 * Spanish, Italian, Portuguese, Dutch, Chinese and Japanese.
 *
 * <p>Conservative: a text is an answer where it goes on about the matter at length, brings code,
 * says that it cannot find or know something, asks for what is missing, or goes on with "but the
 * ..." and the like.
 */
public final class Refusal {
  /** Longer texts are answers, however they begin. */
  static final int MAX_LENGTH = 600;

  /** A refusal declines within its first sentences. */
  private static final int MAX_OPENING = 320;

  private static final String APOLOGY =
      "(?:(?:i'm|i am) (?:very |really |so |truly |deeply |terribly )?sorry|i (?:sincerely )?"
          + "apologi[sz]e|(?:my )?(?:sincere )?apologies|(?:so |very )?sorry|unfortunately"
          + "|regrettably|i regret(?: to say)?|(?:i'm|i am) afraid)"
          + "(?: for (?:the|any) (?:inconvenience|confusion|trouble))?";
  private static final String SELF =
      "(?:as an? (?:responsible |helpful )?(?:ai|artificial intelligence|large language model"
          + "|language model|assistant)[^,.]{0,60}?,?|(?:i'm|i am) (?:just |only )?an ai[^,.]{0,60})";
  private static final String EMPATHY =
      "(?:(?:hello|hi|no|thank you for [^.!]{0,60}|thanks for [^.!]{0,60}"
          + "|i (?:appreciate|understand|know|see|hear) [^.!]{0,100}?"
          + "|it(?:'s| is) important [^.!]{0,100}?)(?:[.,!]| but|, so))";
  private static final String JOINT = "[\\s,.;:!\u2013\u2014-]*(?:but |however,? |that |so )?";
  private static final String ADVERB =
      "(?:(?:really|simply|just|also|still|currently|therefore|unfortunately"
          + "|in good conscience) )?";

  private static final String INABILITY =
      "(?:i "
          + ADVERB
          + "(?:cannot and will not|can't and won't|can't|cannot|can not"
          + "|(?:won't|will not|wouldn't|would not) be able to"
          + "|won't|will not|wouldn't|would not|shouldn't|should not"
          + "|must decline to|have to decline to|need to decline to|decline to|refuse to"
          + "|must refuse to|have to refuse to|prefer not to|would prefer not to)"
          + "|i'd (?:rather not|prefer not to)"
          + "|(?:i'm|i am) "
          + ADVERB
          + "(?:unable to|not able to|not allowed to|not permitted to|not going to"
          + "|not programmed to|not designed to|not willing to|not in a position to))";

  private static final String DEED =
      "(?:assist|help|comply|fulfil|fulfill|do (?:that|this|so|it)|provide|answer|engage"
          + "|participate|take part|create|generate|produce|write|discuss|share|continue|respond"
          + "|describe|translate|perform|carry out|role-?play|pretend|encourage|promote|endorse"
          + "|facilitate|proceed|accommodate|talk about|explain how|tell you how|be of (?:help"
          + "|assistance)|offer (?:advice|guidance|instructions|information|help)"
          + "|give (?:you )?(?:advice|instructions|guidance|medical|legal|financial)"
          + "|process (?:that|this|your) request|complete (?:that|this|your) (?:request|task)"
          + "|support (?:that|this|your|such|requests|the|or promote))";

  private static final String UNWILLING =
      "(?:(?:that|this)(?:'s| is) (?:not )?something (?:that )?(?:i|i'm|i am) "
          + "(?:can't|cannot|can|won't|will|not able|unable|able|not willing|willing"
          + "|not comfortable|comfortable)"
          + "|(?:i'm|i am) not comfortable|i (?:don't|do not) feel comfortable"
          + "|i (?:must|have to|need to|will have to|am going to have to) "
          + "(?:respectfully |politely )?(?:decline|refuse)"
          + "|i (?:respectfully |politely )?decline"
          + "|(?:it|that|this|doing so) (?:is|would be) "
          + "(?:not appropriate|inappropriate|unethical|irresponsible|wrong) for me to"
          + "|(?:it|that|this|doing so|your request|this request|that request) "
          + "(?:is against|goes against|would go against|violates|would violate|conflicts with) "
          + "(?:my|openai's|anthropic's|our (?:content|usage|safety)) "
          + "|my (?:safety )?(?:guidelines|programming|policies|principles|training) "
          + "(?:don't|do not|doesn't|does not|prevent|prevents|prohibit|prohibits|forbid|forbids))";

  private static final Pattern ENGLISH =
      Pattern.compile(
          "^(?:(?:"
              + String.join("|", APOLOGY, SELF, EMPATHY)
              + ")"
              + JOINT
              + "){0,4}(?:"
              + INABILITY
              + " "
              + ADVERB
              + DEED
              + "|"
              + UNWILLING
              + ")(?:[^a-z0-9]|$|\\b)");

  private static final List<Pattern> OTHERS =
      List.of(
          Pattern.compile(
              "^(?:(?:es )?tut mir (?:sehr )?leid|entschuldigung|entschuldigen sie|leider"
                  + "|ich bedau(?:e)?re)?[\\s,.:!\u2013-]*(?:aber |dass )?(?:als ki[^,]{0,40}, )?"
                  + "(?:(?:das |dabei |damit |hierbei |da |darauf |daran )?(?:kann|darf|m\u00f6chte"
                  + "|werde) ich|ich (?:kann|darf|m\u00f6chte|werde))[^.!?]{0,80}? nicht "
                  + "(?:[a-z\u00e4\u00f6\u00fc]+ )?(?:helfen|weiterhelfen|unterst\u00fctzen"
                  + "|beantworten|bereitstellen|behilflich|erf\u00fcllen|nachkommen|antworten"
                  + "|erstellen|verfassen|schreiben|liefern|mitwirken|teilnehmen)"),
          Pattern.compile(
              "^(?:leider )?(?:ich bin|bin ich) (?:leider )?nicht in der lage, (?:ihnen |dir |euch )?"
                  + "(?:diese|bei|dabei|damit|das|solche|inhalte)"),
          Pattern.compile(
              "^(?:(?:je suis )?(?:vraiment |sincèrement )?désolée?|je m'excuse|malheureusement"
                  + "|navrée?)?[\\s,.:!\u2013-]*(?:mais )?(?:en tant qu[^,]{0,60}, )?je "
                  + "(?:ne (?:peux|puis|suis)[^.!?]{0,60}?|refuse de |dois (?:refuser|décliner)"
                  + "[^.!?]{0,20})(?:aider|assister|répondre|fournir|accéder|satisfaire"
                  + "|faire cela|créer|générer|écrire|donner suite|participer|refuser|décliner)"),
          Pattern.compile(
              "^(?:lo siento|lamento|perd[oó]n|lamentablemente|disculpa|disculpe)?(?: mucho)?"
                  + "[\\s,.:!\u2013-]*(?:pero )?(?:como (?:una )?(?:ia|modelo|asistente)[^,]{0,50}, "
                  + ")?(?:no (?:puedo|podr[eé]|me es posible|estoy)|debo rechazar)[^.!?]{0,50}?"
                  + "(?:ayudar|asistir|cumplir|proporcionar|responder|crear|generar|escribir"
                  + "|hacer eso|participar|ofrecer|rechazar)"),
          Pattern.compile(
              "^(?:mi dispiace|spiacente|purtroppo|mi scuso)?[\\s,.:!\u2013-]*(?:ma )?"
                  + "(?:in quanto[^,]{0,50}, )?non (?:posso|sono in grado)[^.!?]{0,50}?"
                  + "(?:aiutar|assister|fornir|risponder|soddisfare|crear|generar|scriver"
                  + "|farlo|partecipare)"),
          Pattern.compile(
              "^(?:desculpe|desculpa|lamento|sinto muito|infelizmente)?[\\s,.:!\u2013-]*(?:mas )?"
                  + "(?:como [^,]{0,50}, )?(?:eu )?n\u00e3o (?:posso|consigo|estou)[^.!?]{0,50}?"
                  + "(?:ajudar|ajud\u00e1|auxiliar|fornecer|responder|atender|criar|gerar"
                  + "|escrever|fazer isso|participar)"),
          Pattern.compile(
              "^(?:het spijt (?:me|mij)|sorry|helaas)?[\\s,.:!\u2013-]*(?:maar )?"
                  + "(?:ik kan|(?:daar|hier)(?:mee|bij)? kan ik|kan ik)[^.!?]{0,60}? niet "
                  + "(?:[a-z]+ ){0,2}(?:helpen|beantwoorden|verstrekken|assisteren|voldoen"
                  + "|schrijven|maken)"),
          Pattern.compile(
              "^(?:[很非常实在]*抱歉|对不起|對不起|不好意思)?[\\s，,。！!]*(?:但是?)?我?"
                  + "(?:无法|無法|不能|没法|没有办法|不可以)[^。！？]{0,20}?"
                  + "(?:帮助|协助|提供|回答|满足|讨论|生成|继续|回应|幫助|協助|滿足|討論)"),
          Pattern.compile(
              "^(?:大変)?(?:申し訳(?:ございません|ありません)|すみません|ごめんなさい)?が?[\\s、,。]*"
                  + "[^。]{0,40}?(?:お手伝い|お答え|対応|回答|提供|お応え|お力添え)[^。]{0,12}?"
                  + "(?:できません|できかねます|いたしかねます|することはできません)"));

  /** What goes on to answer, or asks for what is missing, after all. */
  private static final Pattern ANSWERS =
      Pattern.compile(
          "```|\\b(?:but|however|that said|instead)[,:]? (?:here|the |it |it's |there |based on"
              + "|in general|generally|from |what i |my best|as of |roughly|about |you'll find)"
              + "|^[^.!?]{0,160}\\b(?:without|until|unless|before) (?:you|knowing|seeing|more"
              + "|having|access|the |a |an |i )"
              + "|\\baber (?:hier|die |der |das |es )|\\bmais (?:voici|le |la |il )"
              + "|\\bpero (?:aquí|el |la )");

  private static final String MEMBER = "refusal";

  /** Longer JSON says more than that it declines. */
  private static final int MOST_JSON = 2_000;

  private Refusal() {}

  /** Whether the text is one. */
  public static boolean isOne(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > MAX_LENGTH) {
      return false;
    }
    String said = stripped.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
    String opening = said.substring(0, Math.min(said.length(), MAX_OPENING));
    int end = declining(opening);
    return end >= 0 && !ANSWERS.matcher(said.substring(end)).find() && !said.contains("```");
  }

  /**
   * Whether the text is JSON that declines: in a member {@code refusal}, or in each of its texts
   * where it is an object of nothing else.
   */
  public static boolean isWithin(String answer) {
    if (answer.length() > MOST_JSON || answer.indexOf('{') < 0) {
      return false;
    }
    JsonNode value = JsonText.of(answer).value();
    if (value == null || !value.isObject()) {
      return false;
    }
    if (!value.path(MEMBER).asText("").isBlank() && value.path(MEMBER).isTextual()) {
      return true;
    }
    int texts = 0;
    for (JsonNode member : value) {
      if (member.isTextual() && !member.textValue().isBlank()) {
        if (!isOne(member.textValue())) {
          return false;
        }
        texts++;
      } else if (!member.isNull() && !member.isTextual()) {
        return false;
      }
    }
    return texts > 0;
  }

  /** Where the words that decline end, or -1 where there are none. */
  private static int declining(String opening) {
    Matcher english = ENGLISH.matcher(opening);
    if (english.find()) {
      return english.end();
    }
    for (Pattern other : OTHERS) {
      Matcher matcher = other.matcher(opening);
      if (matcher.find()) {
        return matcher.end();
      }
    }
    return -1;
  }
}
