package dev.understudy.rules.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes and reads routers: see the package for what stands where. */
public final class RouterFile {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SHA = "sha256";

  /** A router has some hundreds of kilobytes; what is larger by far is something else. */
  private static final long MOST_BYTES = 64L << 20;

  private static final String REMEDY =
      "; copy it again from where it was made, or make it again: understudy router fit";

  private RouterFile() {}

  /**
   * Writes a router into a new file, whole or not at all.
   *
   * @throws IOException if there is such a file, as routers are never changed, or it cannot be
   *     written
   */
  public static void write(Path file, TrainedRouter router) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(
          file + ": exists, and routers are never changed: give the new one the next number");
    }
    byte[] bytes =
        JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(sealed(RouterJson.write(router)));
    Path target = file.toAbsolutePath();
    Path unfinished = target.resolveSibling("." + file.getFileName() + ".unfinished");
    Files.createDirectories(target.getParent());
    try (FileChannel out =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
        out.write(left);
      }
      out.force(true);
    }
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Reads a router.
   *
   * @throws UnreadableRouter if there is none, or it is damaged, or of another version; the message
   *     names the file, the place and the remedy
   */
  public static TrainedRouter read(Path file) throws UnreadableRouter {
    JsonNode json = json(file);
    try {
      RouterJson.requireVersion(json);
      if (!json.path(SHA).asText().equals(sha256(without(json)))) {
        throw new IllegalArgumentException("its content does not fit its sha256: it was changed");
      }
      return RouterJson.read(json);
    } catch (RouterJson.OtherVersion other) {
      throw new UnreadableRouter(file + ": " + other.getMessage(), other);
    } catch (IllegalArgumentException wrong) {
      throw new UnreadableRouter(file + ": " + wrong.getMessage() + REMEDY, wrong);
    }
  }

  private static JsonNode json(Path file) throws UnreadableRouter {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new UnreadableRouter(
            "%s: expected a router, found a file of %,d bytes".formatted(file, Files.size(file))
                + REMEDY,
            null);
      }
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      if (!json.isObject()) {
        throw new UnreadableRouter(file + ": expected a JSON object" + REMEDY, null);
      }
      return json;
    } catch (JsonProcessingException broken) {
      throw new UnreadableRouter(
          "%s:%d: expected JSON, but it is broken or cut off"
                  .formatted(
                      file, broken.getLocation() == null ? 1 : broken.getLocation().getLineNr())
              + REMEDY,
          broken);
    } catch (NoSuchFileException none) {
      throw new UnreadableRouter(
          file + ": there is no such router; make it: understudy router fit", none);
    } catch (UnreadableRouter ours) {
      throw ours;
    } catch (IOException failed) {
      throw new UnreadableRouter(file + ": cannot be read: " + failed.getMessage(), failed);
    }
  }

  private static ObjectNode without(JsonNode json) {
    ObjectNode content = json.deepCopy();
    content.remove(SHA);
    return content;
  }

  /** The same with its checksum. */
  static ObjectNode sealed(ObjectNode content) {
    ObjectNode rest = without(content);
    return rest.put(SHA, sha256(rest));
  }

  private static String sha256(ObjectNode content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
