package dev.understudy.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.Sticky;
import dev.understudy.rules.Sticky.Kind;
import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.request.SampleRequest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StickyKeyTest {
  private static final Sticky USER = new Sticky(Kind.USER, "");
  private static final Sticky SESSION = new Sticky(Kind.SESSION, "");
  private static final Sticky API_KEY = new Sticky(Kind.API_KEY, "");
  private static final RequestBody BODY =
      new RequestBody(null, "ann", "s-body", false, null, null, 1, 0, 1, null);

  @Test
  void eachKindFindsItsKey() {
    SampleRequest request = head(Map.of("x-user-id", "u-1", "x-session-id", "s-1")).with(BODY);

    assertThat(StickyKey.of(Sticky.header("x-user-id"), request)).isEqualTo("u-1");
    assertThat(StickyKey.of(USER, request)).isEqualTo("ann");
    assertThat(StickyKey.of(SESSION, request)).isEqualTo("s-1");
    assertThat(StickyKey.of(SESSION, head(Map.of()).with(BODY))).isEqualTo("s-body");
    assertThat(StickyKey.of(Sticky.REQUEST, request)).isEqualTo(new UUID(1, 2).toString());
  }

  @Test
  void aKeyThatIsMissingOrBlankIsNone() {
    SampleRequest request = head(Map.of("x-user-id", " ")).with(null);

    assertThat(StickyKey.of(Sticky.header("x-user-id"), request)).isNull();
    assertThat(StickyKey.of(Sticky.header("x-other"), request)).isNull();
    assertThat(StickyKey.of(USER, request)).isNull();
    assertThat(StickyKey.of(SESSION, request)).isNull();
    assertThat(StickyKey.of(API_KEY, request)).isNull();
  }

  @Test
  void anApiKeyIsGivenAsItsHashWhereverItStands() {
    String sha256OfSecret = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    assertThat(StickyKey.of(API_KEY, head(Map.of("authorization", "Bearer secret"))))
        .isEqualTo(sha256OfSecret);
    assertThat(StickyKey.of(API_KEY, head(Map.of("authorization", "bearer  secret "))))
        .isEqualTo(sha256OfSecret);
    assertThat(StickyKey.of(API_KEY, head(Map.of("x-api-key", "secret"))))
        .isEqualTo(sha256OfSecret);
    assertThat(StickyKey.of(API_KEY, head(Map.of("api-key", "secret")))).isEqualTo(sha256OfSecret);
  }

  @Test
  void aKeyInTheBodyIsAtHandOnceTheBodyWasRead() {
    SampleRequest unread = head(Map.of());

    assertThat(StickyKey.isAtHand(USER, unread)).isFalse();
    assertThat(StickyKey.isAtHand(SESSION, unread)).isFalse();
    assertThat(StickyKey.isAtHand(SESSION, head(Map.of("x-session-id", "s")))).isTrue();
    assertThat(StickyKey.isAtHand(API_KEY, unread)).isTrue();
    assertThat(StickyKey.isAtHand(USER, unread.with(null))).isTrue();
  }

  private static SampleRequest head(Map<String, String> headers) {
    return SampleRequest.head("POST", DealtRequest.CHAT, headers);
  }
}
