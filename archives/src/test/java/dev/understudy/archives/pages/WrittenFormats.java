package dev.understudy.archives.pages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The numbers of the formats that programs write, by what docs/upgrading.md calls them. */
final class WrittenFormats {
  private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| (\\d+) \\| [\\d to]+ \\|.*");
  private static final int PLACE_IN_A_SEGMENT = 8;

  private WrittenFormats() {}

  /** As the page has them. */
  static Map<String, Integer> onThePage() throws IOException {
    Map<String, Integer> all = new TreeMap<>();
    for (String line : Page.read(Page.ROOT.resolve("docs/upgrading.md")).lines()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        all.put(row.group(1), Integer.parseInt(row.group(2)));
      }
    }
    return all;
  }

  /** As they stand in the files of a place in which all commands were run. */
  static Map<String, Integer> in(Path place) throws IOException {
    Map<String, Integer> all = new TreeMap<>();
    all.put("spool segments", ofSegment(place.resolve("captures/.spool")));
    all.put("ledger (`ledger/rollouts.json`)", number(place, "captures/ledger/rollouts.json"));
    all.put("rules (`version`)", number(place, "rules.yaml"));
    all.put("students (`student.json`)", number(place, "students/moderation/student.json"));
    all.put(
        "profiles of inputs (`inputs` of `student.json`)",
        number(place, "students/moderation/student.json", "\"inputs\" : \\{\\s*\"version\" : "));
    all.put("prompts (`prompts.json`)", number(place, "students/moderation/prompts.json"));
    all.put("routers", number(place, "moderation-router-1.json"));
    all.put("files of datasets and trainings (`version`)", number(place, "students.yaml"));
    return all;
  }

  private static int number(Path place, String file) throws IOException {
    return number(place, file, "\\bversion\"? ?: ?");
  }

  private static int number(Path place, String file, String before) throws IOException {
    Matcher found =
        Pattern.compile(before + "(\\d+)").matcher(Files.readString(place.resolve(file)));
    if (!found.find()) {
      throw new IllegalStateException(file + " has no number after " + before);
    }
    return Integer.parseInt(found.group(1));
  }

  private static int ofSegment(Path spool) throws IOException {
    try (Stream<Path> files = Files.list(spool)) {
      Path segment =
          files
              .filter(file -> file.toString().matches(".*\\.(open|sealed)"))
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("nothing is in " + spool));
      return ByteBuffer.wrap(Files.readAllBytes(segment)).getInt(PLACE_IN_A_SEGMENT);
    }
  }
}
