package dev.understudy.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.diff.drift.InputProfileJson;
import dev.understudy.diff.drift.InputReader;
import dev.understudy.diff.drift.ProfileDraft;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.prompt.template.Prompts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Descriptions of students that were trained on short questions in one language. */
final class TrainedStudent {
  static final String ENGLISH = "the of and to is in that it you for are page is bad this";
  static final String GERMAN = "der die das und ist nicht ein ich zu mit Seite sie es auf";
  private static final JsonMapper JSON = new JsonMapper();

  private TrainedStudent() {}

  /** Writes the description of one that was trained on such words; in one step. */
  static void write(Path file, String words) throws IOException {
    InputReader reader = new InputReader(Prompts.NONE);
    Random random = new Random(4);
    List<ProfileDraft.Row> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      List<Turn> asked = List.of(Turn.of("user", text(words, 8 + random.nextInt(8), random)));
      rows.add(new ProfileDraft.Row("row-" + i, reader.read(asked, false)));
    }
    ObjectNode student = JSON.createObjectNode();
    student.set("inputs", InputProfileJson.write(ProfileDraft.of(rows)));
    Path aside = file.resolveSibling(file.getFileName() + ".aside");
    Files.writeString(aside, student.toString());
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** So many of the words. */
  static String text(String words, int count, Random random) {
    String[] all = words.split(" ", -1);
    StringBuilder text = new StringBuilder();
    for (int i = count; i > 0; i--) {
      text.append(all[random.nextInt(all.length)]).append(' ');
    }
    return text.toString().strip();
  }
}
