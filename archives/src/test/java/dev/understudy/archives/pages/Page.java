package dev.understudy.archives.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page in Markdown, as GitHub shows it.
 *
 * @param file where it lies
 * @param lines its lines
 */
record Page(Path file, List<String> lines) {
  /** The folder that README is in. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern FENCE = Pattern.compile("\\s*```(\\w*).*");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?)#* *");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");

  /** A link, and the number of the line it stands in, from 1. */
  record Link(int line, String target) {}

  /** Lines between two fences, and the number of the first, from 1. */
  record Block(String language, int line, List<String> lines) {}

  static Page read(Path file) throws IOException {
    return new Page(file, Files.readAllLines(file));
  }

  /** README, CONTRIBUTING and the pages of docs, in this order. */
  static List<Page> withCommands() throws IOException {
    List<Page> all = new ArrayList<>(List.of(read(ROOT.resolve("README.md"))));
    all.add(read(ROOT.resolve("CONTRIBUTING.md")));
    all.addAll(below(ROOT.resolve("docs")));
    return all;
  }

  /** Those, and all others for people. */
  static List<Page> all() throws IOException {
    List<Page> all = new ArrayList<>(withCommands());
    all.add(read(ROOT.resolve("CHANGELOG.md")));
    all.addAll(below(ROOT.resolve("bench")));
    return all;
  }

  private static List<Page> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Page> pages = new ArrayList<>();
      for (Path file :
          files
              .filter(each -> each.toString().endsWith(".md"))
              .filter(each -> !each.toString().contains("/target/"))
              .sorted()
              .toList()) {
        pages.add(read(file));
      }
      return pages;
    }
  }

  /** What it is called in messages. */
  String name() {
    return ROOT.relativize(file).toString();
  }

  /** What stands between fences. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    Block open = null;
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (!fence.matches()) {
        if (open != null) {
          open.lines().add(lines.get(i));
        }
      } else if (open == null) {
        open = new Block(fence.group(1), i + 2, new ArrayList<>());
      } else {
        blocks.add(open);
        open = null;
      }
    }
    if (open != null) {
      throw new IllegalStateException("%s:%d: a fence is not closed".formatted(name(), open.line));
    }
    return blocks;
  }

  /** Links and pictures in its text. */
  List<Link> links() {
    List<Link> links = new ArrayList<>();
    Set<Integer> fenced = fenced();
    for (int i = 0; i < lines.size(); i++) {
      if (!fenced.contains(i + 1)) {
        Matcher link = LINK.matcher(CODE.matcher(lines.get(i)).replaceAll("code"));
        while (link.find()) {
          links.add(new Link(i + 1, link.group(1)));
        }
      }
    }
    return links;
  }

  /** What a link to one of its headings names behind {@code #}. */
  Set<String> anchors() {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    Set<Integer> fenced = fenced();
    for (int i = 0; i < lines.size(); i++) {
      Matcher heading = HEADING.matcher(lines.get(i));
      if (!fenced.contains(i + 1) && heading.matches()) {
        String words = heading.group(1).strip().toLowerCase(Locale.ROOT);
        String slug = words.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
        int before = seen.merge(slug, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? slug : slug + "-" + before);
      }
    }
    return anchors;
  }

  private Set<Integer> fenced() {
    Set<Integer> numbers = new HashSet<>();
    for (Block block : blocks()) {
      for (int i = 0; i < block.lines().size(); i++) {
        numbers.add(block.line() + i);
      }
    }
    return numbers;
  }
}
