package dev.understudy.student;

import dev.understudy.student.command.StudentCommand;
import dev.understudy.student.command.TorchMachine;
import dev.understudy.student.engine.TorchEngine;
import dev.understudy.student.loading.Students;
import dev.understudy.student.model.Model;
import dev.understudy.student.serving.shelf.UnloadableModel;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The students' server of the {@code understudy} program: names its command and runs it. */
@Command(
    name = "understudy",
    mixinStandardHelpOptions = true,
    version = "Understudy 0.1.0",
    description = "The server of trained students.",
    subcommands = CommandLine.HelpCommand.class)
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    TorchEngine.workOffline();
    System.exit(
        new CommandLine(new Main())
            .addSubcommand(new StudentCommand(Main::load, new TorchMachine()))
            .execute(arguments));
  }

  private static Model load(Path folder) throws UnloadableModel {
    try {
      return Students.load(folder);
    } catch (IOException unusable) {
      throw new UnloadableModel(String.valueOf(unusable.getMessage()), unusable);
    }
  }
}
