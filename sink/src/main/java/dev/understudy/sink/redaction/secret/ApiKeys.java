package dev.understudy.sink.redaction.secret;

import dev.understudy.sink.redaction.text.Anchored;
import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Finds;
import dev.understudy.sink.redaction.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds keys and tokens by the prefixes that their issuers give them, with the length and the
 * characters that follow. A digit must be among those, which tells {@code sk-some-class-name} from
 * a key.
 */
public final class ApiKeys implements Anchored {
  /** What may follow a prefix. */
  private enum Tail {
    ALPHANUMERIC(Characters::isAlphanumeric),
    UPPER_OR_DIGIT(c -> Characters.isUpper(c) || Characters.isDigit(c)),
    HEX(Characters::isHex),
    BASE64URL(Characters::isBase64Url),
    DOTTED(c -> Characters.isBase64Url(c) || c == '.');

    /** Bit by bit, which of the ASCII characters. */
    private final long below64;

    private final long from64;

    Tail(Predicate<Character> of) {
      long below = 0;
      long above = 0;
      for (char c = 0; c < 64; c++) {
        below |= of.test(c) ? 1L << c : 0;
        above |= of.test((char) (c + 64)) ? 1L << c : 0;
      }
      this.below64 = below;
      this.from64 = above;
    }

    boolean has(char c) {
      return c < 128 && ((c < 64 ? below64 : from64) >>> (c & 63) & 1) != 0;
    }
  }

  /**
   * One issuer's form.
   *
   * @param anchor which of the prefix's characters is rarest in prose
   * @param most the most characters after the prefix; a longer run is no such key
   */
  private record Form(String prefix, int anchor, Tail tail, int least, int most) {
    static Form of(String prefix, Tail tail, int least) {
      return new Form(prefix, prefix.length() - 1, tail, least, Integer.MAX_VALUE);
    }

    static Form exactly(String prefix, int anchor, Tail tail, int length) {
      return new Form(prefix, anchor, tail, length, length);
    }
  }

  private static final List<Form> FORMS =
      List.of(
          // OpenAI, Anthropic, OpenRouter and many that speak like them.
          new Form("sk-", 2, Tail.BASE64URL, 20, Integer.MAX_VALUE),
          // AWS access keys, long-lived and temporary.
          Form.exactly("AKIA", 1, Tail.UPPER_OR_DIGIT, 16),
          Form.exactly("ASIA", 1, Tail.UPPER_OR_DIGIT, 16),
          // Google: API keys, OAuth tokens and client secrets.
          new Form("AIza", 2, Tail.BASE64URL, 35, 40),
          new Form("ya29.", 2, Tail.DOTTED, 20, Integer.MAX_VALUE),
          Form.of("GOCSPX-", Tail.BASE64URL, 20),
          // GitHub, GitLab.
          Form.of("ghp_", Tail.ALPHANUMERIC, 30),
          Form.of("gho_", Tail.ALPHANUMERIC, 30),
          Form.of("ghu_", Tail.ALPHANUMERIC, 30),
          Form.of("ghs_", Tail.ALPHANUMERIC, 30),
          Form.of("ghr_", Tail.ALPHANUMERIC, 30),
          Form.of("github_pat_", Tail.BASE64URL, 22),
          Form.of("glpat-", Tail.BASE64URL, 20),
          // Slack.
          Form.of("xoxb-", Tail.BASE64URL, 10),
          Form.of("xoxp-", Tail.BASE64URL, 10),
          Form.of("xoxa-", Tail.BASE64URL, 10),
          Form.of("xoxr-", Tail.BASE64URL, 10),
          Form.of("xoxs-", Tail.BASE64URL, 10),
          Form.of("xoxe-", Tail.BASE64URL, 10),
          Form.of("xapp-", Tail.BASE64URL, 20),
          // Stripe.
          Form.of("sk_live_", Tail.ALPHANUMERIC, 16),
          Form.of("sk_test_", Tail.ALPHANUMERIC, 16),
          Form.of("rk_live_", Tail.ALPHANUMERIC, 16),
          Form.of("rk_test_", Tail.ALPHANUMERIC, 16),
          Form.of("whsec_", Tail.ALPHANUMERIC, 24),
          // Hugging Face, npm, PyPI, Docker.
          Form.of("hf_", Tail.ALPHANUMERIC, 30),
          Form.of("npm_", Tail.ALPHANUMERIC, 36),
          Form.of("pypi-", Tail.BASE64URL, 50),
          Form.of("dckr_pat_", Tail.BASE64URL, 20),
          // SendGrid, Twilio, Mailgun.
          new Form("SG.", 1, Tail.DOTTED, 60, 75),
          Form.exactly("SK", 1, Tail.HEX, 32),
          Form.exactly("key-", 3, Tail.HEX, 32),
          // Other model providers.
          Form.of("gsk_", Tail.ALPHANUMERIC, 40),
          Form.of("xai-", Tail.ALPHANUMERIC, 60),
          Form.of("pplx-", Tail.ALPHANUMERIC, 40),
          Form.of("nvapi-", Tail.BASE64URL, 50),
          Form.of("r8_", Tail.ALPHANUMERIC, 36),
          // DigitalOcean, Shopify, Vault.
          Form.of("dop_v1_", Tail.HEX, 64),
          Form.of("shpat_", Tail.HEX, 32),
          new Form("hvs.", 1, Tail.BASE64URL, 24, Integer.MAX_VALUE));

  /** Where a prefix stands within a longer word, so much is looked at: in linear time. */
  private static final int LONGEST_WITHIN = 256;

  private static final int WITHOUT_DIGIT = 40;

  private final Form[][] byAnchor = new Form[128][];
  private final String anchors;

  public ApiKeys() {
    StringBuilder used = new StringBuilder();
    for (char anchor = 0; anchor < byAnchor.length; anchor++) {
      List<Form> forms = new ArrayList<>();
      for (Form form : FORMS) {
        if (form.prefix().charAt(form.anchor()) == anchor) {
          forms.add(form);
        }
      }
      byAnchor[anchor] = forms.toArray(new Form[0]);
      if (!forms.isEmpty()) {
        used.append(anchor);
      }
    }
    this.anchors = used.toString();
  }

  @Override
  public String anchors() {
    return anchors;
  }

  @Override
  public void at(Text text, int place, Finds finds) {
    for (Form form : byAnchor[text.at(place)]) {
      int from = place - form.anchor();
      if (text.has(form.prefix(), from) && !Characters.isWord(text.at(from - 1))) {
        look(form, text, from, finds);
      }
    }
  }

  private static void look(Form form, Text text, int from, Finds finds) {
    int body = from + form.prefix().length();
    boolean within = Tail.DOTTED.has(text.at(from - 1));
    int limit = within ? body + LONGEST_WITHIN : text.end();
    int to = body;
    boolean digit = false;
    while (to < limit && form.tail().has(text.at(to))) {
      digit |= Characters.isDigit(text.at(to));
      to++;
      if (within && !digit && to - body == WITHOUT_DIGIT) {
        return;
      }
    }
    while (to > body && (text.at(to - 1) == '.' || text.at(to - 1) == '-')) {
      to--;
    }
    int length = to - body;
    if (digit && length >= form.least() && length <= form.most()) {
      finds.found(text, "API_KEY", text.between(from, to), from, to);
    }
  }
}
