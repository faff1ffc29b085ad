package dev.understudy.student.command;

import dev.understudy.student.keyword.KeywordFolder;
import picocli.CommandLine;

/** The command as a program of its own, with models of keywords. */
final class KeywordMain {
  private KeywordMain() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new StudentCommand(new KeywordFolder()::load, () -> "CPU"));
  }
}
