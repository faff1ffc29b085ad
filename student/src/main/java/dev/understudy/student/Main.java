package dev.understudy.student;

import dev.understudy.student.command.Devices;
import dev.understudy.student.command.StudentCommand;
import dev.understudy.student.model.Model;
import dev.understudy.student.serving.shelf.ModelLoader;
import dev.understudy.student.serving.shelf.UnloadableModel;
import java.nio.file.Path;
import java.util.ServiceLoader;
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
    stayOffline();
    System.exit(
        new CommandLine(new Main())
            .addSubcommand(new StudentCommand(Main::load, Devices::describe))
            .execute(arguments));
  }

  /** DJL's natives come with the program: nothing is to be downloaded, and nobody told of it. */
  private static void stayOffline() {
    System.setProperty("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
    System.setProperty("OPT_OUT_TRACKING", System.getProperty("OPT_OUT_TRACKING", "true"));
  }

  /** Loads by the loader that the class path brings. */
  private static Model load(Path folder) throws UnloadableModel {
    ModelLoader loader =
        ServiceLoader.load(ModelLoader.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new UnloadableModel(
                        folder + ": this program was put together without a loader of models",
                        null));
    return loader.load(folder);
  }
}
