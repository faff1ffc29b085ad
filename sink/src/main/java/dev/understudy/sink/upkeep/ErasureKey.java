package dev.understudy.sink.upkeep;

import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.Versioned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Names users in receipts without telling who they are: the HMAC-SHA-256 of their id, under a
 * random key of this store. Whoever has the key can try ids; without it a receipt tells nobody's.
 */
final class ErasureKey {
  static final String NAME = "receipts/erasure-key";
  private static final String MAC = "HmacSHA256";

  private final byte[] key;

  private ErasureKey(byte[] key) {
    this.key = key;
  }

  /** The store's key; null where none was made yet. */
  static @Nullable ErasureKey read(Store store) throws IOException {
    Versioned there = store.read(NAME);
    if (there == null) {
      return null;
    }
    try {
      String hex = new String(there.bytes(), StandardCharsets.UTF_8).strip();
      return new ErasureKey(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw new IOException(NAME + ": expected a key in hex, found something else", e);
    }
  }

  /** The store's key, made where it is missing. */
  static ErasureKey make(Store store) throws IOException {
    while (true) {
      ErasureKey there = read(store);
      if (there != null) {
        return there;
      }
      byte[] random = new byte[32];
      new SecureRandom().nextBytes(random);
      store.replaceIf(
          NAME, null, HexFormat.of().formatHex(random).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The names of these in receipts, in their order. */
  List<String> names(Collection<String> ids) {
    return ids.stream().map(this::name).sorted().toList();
  }

  private String name(String id) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return HexFormat.of().formatHex(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + MAC, e);
    }
  }
}
