package dev.understudy.gateway.access;

import dev.understudy.gateway.secret.Secret;
import dev.understudy.rules.yaml.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom the admin port answers.
 *
 * @param token the one token that needs no name, an operator's, or null
 * @param tokens tokens by name, no two of them equal
 * @param console what the console shows to whom
 * @param oidc the provider that people sign in with, or null
 */
public record AccessSettings(
    @Nullable Secret token,
    List<Token> tokens,
    ConsoleSettings console,
    @Nullable OidcSettings oidc) {
  /** This machine alone may call. */
  public static final AccessSettings NONE =
      new AccessSettings(null, List.of(), ConsoleSettings.DEFAULT, null);

  private static final String ADMIN_TOKEN = "admin_token";
  private static final String ADMIN_TOKENS = "admin_tokens";

  /** Copies the list. */
  public AccessSettings {
    tokens = List.copyOf(tokens);
  }

  /** One token without a name, or none, and else as usual. */
  public static AccessSettings of(@Nullable Secret token) {
    return new AccessSettings(token, List.of(), ConsoleSettings.DEFAULT, null);
  }

  /**
   * Reads the keys {@code admin_token}, {@code admin_tokens}, {@code console} and {@code oidc}.
   *
   * @param in the whole of the settings
   * @param folder what relative paths start from
   */
  public static AccessSettings read(Section in, Map<String, String> environment, Path folder) {
    AccessSettings read =
        new AccessSettings(
            in.valueOrNull(ADMIN_TOKEN, Secret.in(environment, folder)),
            in.sections(ADMIN_TOKENS, token -> Token.read(token, environment, folder)),
            in.section("console", ConsoleSettings::read),
            in.sectionOrNull("oidc", oidc -> OidcSettings.read(oidc, environment, folder)));
    if (in.isSound()) {
      read.checkTokens(in);
    }
    return read;
  }

  private void checkTokens(Section in) {
    for (int i = 0; i < tokens.size(); i++) {
      Token later = tokens.get(i);
      if (token != null && token.matches(later.secret().secret())) {
        in.problemAtItem(ADMIN_TOKENS, i, same(ADMIN_TOKEN, later));
      }
      for (Token earlier : tokens.subList(0, i)) {
        if (earlier.name().equals(later.name())) {
          in.problemAtItem(
              ADMIN_TOKENS, i, "admin_tokens has the name '%s' twice".formatted(later.name()));
        }
        if (earlier.secret().matches(later.secret().secret())) {
          in.problemAtItem(ADMIN_TOKENS, i, same("'" + earlier.name() + "'", later));
        }
      }
    }
  }

  private static String same(String one, Token other) {
    return "%s and '%s' are the same token; each must have its own".formatted(one, other.name());
  }

  /** Adds every setting to the keys of the whole. */
  public void write(Map<String, Object> keys) {
    if (token != null) {
      keys.put(ADMIN_TOKEN, token.source());
    }
    if (!tokens.isEmpty()) {
      keys.put(ADMIN_TOKENS, tokens.stream().map(Token::written).toList());
    }
    keys.put("console", console.written());
    if (oidc != null) {
      keys.put("oidc", oidc.written());
    }
  }

  /** Whether callers are asked who they are. */
  public boolean isGuarded() {
    return token != null || !tokens.isEmpty() || oidc != null;
  }

  /** Every token; the one without a name is called by where it is kept. */
  List<Token> known() {
    List<Token> known = new ArrayList<>();
    if (token != null) {
      known.add(new Token(token.source(), Role.OPERATOR, token));
    }
    known.addAll(tokens);
    return List.copyOf(known);
  }
}
