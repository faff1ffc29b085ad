package dev.understudy.gateway.access;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider on this machine: it signs people in without asking, holds its clients to PKCE
 * and signs ID tokens by RS256, or as a test has it do.
 */
final class TestProvider implements AutoCloseable {
  static final String CLIENT = "understudy";
  static final String SECRET = "secret-of-client";

  private static final KeyPair FIRST = rsa(); // made once, as that takes its time
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final String issuer;
  private final Supplier<Instant> now;
  private final Map<String, HttpServerRequest> codes = new ConcurrentHashMap<>();
  private volatile KeyPair keys = FIRST;
  private volatile String keyId = "key-1";
  private volatile UnaryOperator<JsonObject> claims = UnaryOperator.identity();
  private volatile UnaryOperator<String> token = UnaryOperator.identity();
  private volatile UnaryOperator<JsonObject> answer = UnaryOperator.identity();
  private volatile @Nullable Refusing refusing;
  private final List<JsonObject> otherKeys = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
  private volatile String holding = "";

  /** How the provider answers whatever a path is asked. */
  private record Refusing(String path, int status, String type, String body) {}

  /** A provider that listens. */
  TestProvider(int port, Supplier<Instant> now) {
    this.now = now;
    this.server = vertx.createHttpServer().requestHandler(this::answer);
    this.issuer = "http://127.0.0.1:" + server.listen(port, "127.0.0.1").await().actualPort();
  }

  String issuer() {
    return issuer;
  }

  /** What is changed of the claims before they are signed. */
  void claiming(UnaryOperator<JsonObject> change) {
    claims = change;
  }

  /** What is changed of a token after it was signed. */
  void forging(UnaryOperator<String> change) {
    token = change;
  }

  /** What is changed of answers that hold tokens. */
  void answering(UnaryOperator<JsonObject> change) {
    answer = change;
  }

  /** Answers all calls of that path so from now on. */
  void refusing(String path, int status, String type, String body) {
    refusing = new Refusing(path, status, type, body);
  }

  /** Answers as it should again. */
  void recover() {
    refusing = null;
  }

  /** Answers no call of that path until it is released. */
  void hold(String path) {
    holding = path;
  }

  /** Answers what was held. */
  void release() {
    holding = "";
    held.forEach(request -> vertx.runOnContext(any -> answer(request)));
  }

  /** Publishes one more key. */
  void publish(JsonObject key) {
    otherKeys.add(key);
  }

  /** How often that path was asked. */
  long asked(String path) {
    return asked.stream().filter(path::equals).count();
  }

  /** Claims as its tokens hold them, signed by its keys. */
  String signed(JsonObject claims) {
    JsonObject header = new JsonObject().put("alg", "RS256").put("typ", "JWT").put("kid", keyId);
    return sign(part(header) + "." + part(claims), keys);
  }

  /** Signs with other keys from now on. */
  void changeKeys() {
    keys = rsa();
    keyId = "key-2";
  }

  /** Signs with keys it does not publish. */
  void signWithForeignKeys() {
    KeyPair foreign = rsa();
    token = signed -> sign(signed.substring(0, signed.lastIndexOf('.')), foreign);
  }

  private void answer(HttpServerRequest request) {
    String path = String.valueOf(request.path());
    if (holding.equals(path)) {
      held.add(request);
      return;
    }
    asked.add(path);
    Refusing now = refusing;
    if (now != null && now.path.equals(path)) {
      request
          .response()
          .setStatusCode(now.status)
          .putHeader("content-type", now.type)
          .end(now.body);
      return;
    }
    switch (path) {
      case "/.well-known/openid-configuration" -> json(request, discovery());
      case "/keys" -> json(request, publicKeys());
      case "/authorize" -> authorize(request);
      case "/token" ->
          request.setExpectMultipart(true).end().onSuccess(read -> json(request, redeem(request)));
      default -> request.response().setStatusCode(404).end();
    }
  }

  private JsonObject discovery() {
    return new JsonObject()
        .put("issuer", issuer)
        .put("authorization_endpoint", issuer + "/authorize")
        .put("token_endpoint", issuer + "/token")
        .put("jwks_uri", issuer + "/keys")
        .put("grant_types_supported", new JsonArray().add("authorization_code"));
  }

  private JsonObject publicKeys() {
    JsonArray all = new JsonArray();
    otherKeys.forEach(all::add);
    return new JsonObject().put("keys", all.add(publicKey()));
  }

  private JsonObject publicKey() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    return new JsonObject()
        .put("kty", "RSA")
        .put("use", "sig")
        .put("alg", "RS256")
        .put("kid", keyId)
        .put("n", number(key.getModulus()))
        .put("e", number(key.getPublicExponent()));
  }

  private void authorize(HttpServerRequest request) {
    String code = "code-" + codes.size();
    codes.put(code, request);
    request
        .response()
        .setStatusCode(302)
        .putHeader(
            "location",
            request.getParam("redirect_uri")
                + "?code="
                + code
                + "&state="
                + URLEncoder.encode(request.getParam("state"), StandardCharsets.UTF_8))
        .end();
  }

  /** Each code is redeemed once, by who asked for it. */
  private JsonObject redeem(HttpServerRequest request) {
    HttpServerRequest asked = codes.remove(request.getFormAttribute("code"));
    String basic =
        Base64.getEncoder()
            .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    if (asked == null
        || !("Basic " + basic).equals(request.getHeader("authorization"))
        || !Objects.equals(asked.getParam("client_id"), CLIENT)
        || !Objects.equals(asked.getParam("code_challenge_method"), "S256")
        || !hash(String.valueOf(request.getFormAttribute("code_verifier")))
            .equals(asked.getParam("code_challenge"))
        || !Objects.equals(
            asked.getParam("redirect_uri"), request.getFormAttribute("redirect_uri"))) {
      request.response().setStatusCode(400); // RFC 6749, section 5.2
      return new JsonObject().put("error", "invalid_grant");
    }
    long seconds = now.get().getEpochSecond();
    JsonObject said =
        new JsonObject()
            .put("iss", issuer)
            .put("aud", CLIENT)
            .put("sub", "7f3a")
            .put("preferred_username", "ada")
            .put("groups", new JsonArray().add("staff").add("ml"))
            .put("nonce", asked.getParam("nonce"))
            .put("iat", seconds)
            .put("exp", seconds + 300);
    return answer.apply(
        new JsonObject()
            .put("access_token", "opaque")
            .put("token_type", "Bearer")
            .put("expires_in", 300)
            .put("id_token", token.apply(signed(claims.apply(said)))));
  }

  private static void json(HttpServerRequest request, JsonObject answer) {
    request.response().putHeader("content-type", "application/json").end(answer.encode());
  }

  static String part(JsonObject json) {
    return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return BASE64.encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private static String hash(String verifier) {
    try {
      return BASE64.encodeToString(
          MessageDigest.getInstance("SHA-256")
              .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sign(String base, KeyPair keys) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(base.getBytes(StandardCharsets.US_ASCII));
      return base + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
