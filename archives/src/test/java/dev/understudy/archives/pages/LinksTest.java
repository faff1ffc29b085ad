package dev.understudy.archives.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What pages link to is there. */
class LinksTest {

  @Test
  void linksLeadToFilesAndHeadingsThatExist() throws IOException {
    List<String> broken = new ArrayList<>();
    int followed = 0;

    for (Page page : Page.all()) {
      for (Page.Link link : page.links()) {
        if (!link.target().matches("(https?|mailto):.*")) {
          followed++;
          if (!leadsSomewhere(page, link.target())) {
            broken.add("%s:%d: %s".formatted(page.name(), link.line(), link.target()));
          }
        }
      }
    }

    assertThat(broken).isEmpty();
    assertThat(followed).isGreaterThan(200);
  }

  @Test
  void everyPageOfDocsIsLinkedFromReadme() throws IOException {
    List<String> linked =
        Page.read(Page.ROOT.resolve("README.md")).links().stream().map(Page.Link::target).toList();

    assertThat(Page.withCommands().stream().map(Page::name))
        .filteredOn(name -> name.matches("docs/[^/]+"))
        .allSatisfy(name -> assertThat(linked).contains(name));
  }

  private static boolean leadsSomewhere(Page from, String target) throws IOException {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path folder = Objects.requireNonNull(from.file().getParent());
    Path file = path.isEmpty() ? from.file() : folder.resolve(path).normalize();
    if (!Files.exists(file) || !file.startsWith(Page.ROOT)) {
      return false;
    }
    return hash < 0 || Page.read(file).anchors().contains(target.substring(hash + 1));
  }
}
