package dev.understudy.archives.pages;

import java.util.ArrayList;
import java.util.List;

/**
 * A command on a page.
 *
 * @param page the page's name
 * @param line where it begins, from 1
 * @param text all of it, without line breaks that a backslash takes away
 */
record DocumentedCommand(String page, int line, String text) {

  /** The commands of a block in their order. */
  static List<DocumentedCommand> of(Page page, Page.Block block) {
    List<DocumentedCommand> commands = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int begun = block.line();
    for (int i = 0; i < block.lines().size(); i++) {
      if (text.length() == 0) {
        begun = block.line() + i;
      }
      text.append(block.lines().get(i));
      if (text.toString().endsWith("\\")) {
        text.setLength(text.length() - 1);
      } else if (Words.areOpen(text.toString())) {
        text.append('\n');
      } else {
        if (!text.toString().isBlank()) {
          commands.add(new DocumentedCommand(page.name(), begun, text.toString().strip()));
        }
        text.setLength(0);
      }
    }
    if (text.length() > 0) {
      throw new IllegalStateException(
          "%s:%d: the command has no end: %s".formatted(page.name(), begun, text));
    }
    return commands;
  }

  @Override
  public String toString() {
    return "%s:%d: %s".formatted(page, line, text);
  }
}
