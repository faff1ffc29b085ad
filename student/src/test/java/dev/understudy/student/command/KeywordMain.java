package dev.understudy.student.command;

import dev.understudy.student.keyword.KeywordFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The command as a program of its own, with models of keywords. */
final class KeywordMain {
  private KeywordMain() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new StudentCommand(new KeywordFolder()::load, new Cpu()));
  }

  /** As many threads as are asked for. */
  private static final class Cpu implements Machine {
    @Override
    public String device() {
      return "CPU";
    }

    @Override
    public int threads(@Nullable Integer asked) {
      return asked == null ? 1 : asked;
    }
  }
}
