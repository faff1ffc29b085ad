package dev.understudy.sink.upkeep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The receipts of earlier erasures, finished or broken off. */
final class ErasureReceipts {
  static final String KIND = "erasure";
  static final String USERS = "users_hmac_sha256";
  static final String REQUESTS = "requests_sha256";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Store store;

  ErasureReceipts(Store store) {
    this.store = store;
  }

  /** The requests of erasures that were about one of these users, as receipts name them. */
  Set<RequestDigest> requestsOf(List<String> users) throws IOException {
    Set<RequestDigest> requests = new HashSet<>();
    for (StoredFile file : store.list(Receipt.FOLDER + KIND + "-")) {
      if (file.name().endsWith(".json")) {
        JsonNode receipt = read(file.name());
        if (isOfOneOf(users, receipt)) {
          for (JsonNode request : receipt.path(REQUESTS)) {
            requests.add(RequestDigest.parse(request.asText()));
          }
        }
      }
    }
    return requests;
  }

  private static boolean isOfOneOf(List<String> users, JsonNode receipt) {
    for (JsonNode user : receipt.path(USERS)) {
      if (users.contains(user.asText())) {
        return true;
      }
    }
    return false;
  }

  private JsonNode read(String name) throws IOException {
    try (InputStream in = Channels.newInputStream(store.open(name))) {
      return JSON.readTree(in);
    } catch (JsonProcessingException e) {
      throw new IOException(name + ": expected a receipt in JSON; move it away and try again", e);
    }
  }
}
