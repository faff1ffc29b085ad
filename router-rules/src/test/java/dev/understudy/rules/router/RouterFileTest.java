package dev.understudy.rules.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterFileTest {
  private static final String REMEDY =
      "; copy it again from where it was made, or make it again: understudy router fit";

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("moderation-3.json");
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    for (long seed = 0; seed < 20; seed++) {
      TrainedRouter written = SampleRouters.random(seed);
      Path each = folder.resolve("router-" + seed + ".json");
      RouterFile.write(each, written);

      TrainedRouter read = RouterFile.read(each);

      assertThat(read.card()).isEqualTo(written.card());
      assertThat(read.router().table()).as("seed %d", seed).isEqualTo(written.router().table());
      byte[] body = SampleRouters.asking("What of seed " + seed + "?");
      assertThat(read.router().score(body, SampleRouters.CHAT))
          .isEqualTo(written.router().score(body, SampleRouters.CHAT));
    }
  }

  @Test
  void oneRouterGivesTheSameBytesAlways() throws IOException {
    Path other = folder.resolve("other.json");
    RouterFile.write(file, SampleRouters.random(1));
    RouterFile.write(other, SampleRouters.random(1));

    assertThat(Files.readAllBytes(other)).isEqualTo(Files.readAllBytes(file));
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("moderation-3.json", "other.json");
  }

  @Test
  void damageIsNoticedWhereverItIs() throws IOException {
    RouterFile.write(file, SampleRouters.random(2));
    byte[] sound = Files.readAllBytes(file);
    Random dice = new Random(4);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = sound.clone();
      int place = dice.nextInt(damaged.length);
      if (Character.isWhitespace(damaged[place])) {
        continue; // white space between members says nothing
      }
      damaged[place] ^= (byte) (1 << dice.nextInt(7));
      Files.write(file, damaged);

      assertThatThrownBy(() -> RouterFile.read(file))
          .as("byte %d", place)
          .isInstanceOf(UnreadableRouter.class)
          .hasMessageStartingWith(file.toString());
    }
  }

  @Test
  void filesCutOffAnywhereAreRefused() throws IOException {
    RouterFile.write(file, SampleRouters.random(2));
    byte[] sound = Files.readAllBytes(file);
    Random dice = new Random(4);
    for (int i = 0; i < 50; i++) {
      Files.write(file, Arrays.copyOf(sound, dice.nextInt(sound.length - 1)));

      assertThatThrownBy(() -> RouterFile.read(file)).isInstanceOf(UnreadableRouter.class);
    }
  }

  @Test
  void messagesSayWhereAndWhatToDo() throws IOException {
    assertThatThrownBy(() -> RouterFile.read(file))
        .hasMessage(file + ": there is no such router; make it: understudy router fit");

    Files.writeString(file, "{\n\"format\": oops");
    assertThatThrownBy(() -> RouterFile.read(file))
        .hasMessage(file + ":2: expected JSON, but it is broken or cut off" + REMEDY);

    Files.writeString(file, "[]");
    assertThatThrownBy(() -> RouterFile.read(file))
        .hasMessage(file + ": expected a JSON object" + REMEDY);

    Files.writeString(file, "{\"format\": \"student\"}");
    assertThatThrownBy(() -> RouterFile.read(file))
        .hasMessage(file + ": format must be 'understudy-router', found 'student'" + REMEDY);

    Files.writeString(file, "{\"format\": \"understudy-router\", \"version\": 2}");
    assertThatThrownBy(() -> RouterFile.read(file))
        .hasMessage(
            file
                + ": version must be 1, found 2; make the router with this version of understudy,"
                + " or run a newer one");
  }

  @Test
  void editsAreTold() throws IOException {
    RouterFile.write(file, SampleRouters.random(2));
    Files.writeString(
        file,
        Files.readString(file).replace("\"route\" : \"moderation\"", "\"route\" : \"other\""));

    assertThatThrownBy(() -> RouterFile.read(file))
        .hasMessage(file + ": its content does not fit its sha256: it was changed" + REMEDY);
  }

  @Test
  void everyFieldIsChecked() throws IOException {
    refuses(json -> json.remove("bias"), "bias must be a number, found nothing");
    refuses(json -> json.put("route", 3), "route must be a text, found 3");
    refuses(
        json -> json.withObject("/threshold").put("value", 1.5),
        "threshold.value must be within [0, 1], got 1.5");
    refuses(
        json -> json.withObject("/calibration").put("slope", -1),
        "calibration.slope must be greater than 0, got -1.0");
    refuses(
        json -> json.withObject("/ngrams").put("bits", 30), "ngrams.bits must be 10 to 24, got 30");
    refuses(json -> json.withArray("/facts").remove(0), "facts must be 18, found 17");
    refuses(
        json -> json.withObject("/facts/1").put("name", "tokens"),
        "facts[1].name must be 'characters', found 'tokens'");
    refuses(
        json -> json.withObject("/curve/1").put("agreement", "much"),
        "curve[1].agreement must be a number, found string");
    refuses(
        json -> json.withObject("/weights").put("places", "?"), "weights.places must be Base64");
    refuses(
        json -> json.withObject("/weights").put("values", ""),
        "weights.values has fewer numbers than weights.places");
    refuses(
        json -> json.withObject("/weights").put("places", "AA=="),
        "weights.places must rise and stay below 4096, got -1");
    refuses(
        json -> json.put("created", "yesterday"),
        "created must be a time such as 2026-01-31T12:00:00Z");
  }

  private void refuses(Consumer<ObjectNode> change, String message) throws IOException {
    ObjectNode content = RouterJson.write(SampleRouters.random(2));
    change.accept(content);
    Files.write(file, new JsonMapper().writeValueAsBytes(RouterFile.sealed(content)));

    assertThatThrownBy(() -> RouterFile.read(file)).hasMessage(file + ": " + message + REMEDY);
  }

  @Test
  void routersAreNeverChanged() throws IOException {
    RouterFile.write(file, SampleRouters.random(1));
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(() -> RouterFile.write(file, SampleRouters.random(2)))
        .hasMessage(
            file + ": exists, and routers are never changed: give the new one the next number");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }
}
