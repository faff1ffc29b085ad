package dev.understudy.gateway;

import dev.understudy.gateway.demo.DemoCommand;
import dev.understudy.gateway.demo.Launched;
import dev.understudy.gateway.edit.StoredCaptures;
import dev.understudy.gateway.named.StudentFiles;
import dev.understudy.gateway.practice.ReplayCommand;
import dev.understudy.gateway.practice.TeacherCommand;
import dev.understudy.gateway.redaction.CapturesRedact;
import dev.understudy.rules.command.RulesCommand;
import dev.understudy.sink.inspect.CapturesCommand;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code understudy} program: names its commands and runs one. */
@Command(
    name = "understudy",
    mixinStandardHelpOptions = true,
    version = "Understudy 0.1.0",
    sortOptions = false,
    description = {
      "A logging proxy and shadow-deployment gateway for LLM traffic.",
      "Point an application's base URL at the gateway; every call lands in Parquet."
    },
    subcommands = {
      GatewayCommand.class,
      TeacherCommand.class,
      ReplayCommand.class,
      CapturesCommand.class,
      RulesCommand.class,
      HelpCommand.class
    },
    footerHeading = "%nPrograms of their own:%n",
    footer = {
      "  dataset     Makes training sets of captures.",
      "  train       Trains students of a training set.",
      "  experiment  Varies one setting of a training at a time.",
      "  ablate      Tells how much more data would bring.",
      "  evaluate    Tells how well students do on a test.",
      "  router      Learns which requests a student gets right.",
      "  drift       Tells whether requests are still like those in training.",
      "  student     Serves trained students as an OpenAI-compatible endpoint."
    })
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    int status = commandLine().execute(arguments);
    System.exit(status);
  }

  /** The commands as typed, to be executed once or taken apart, by one thread. */
  public static CommandLine commandLine() {
    CommandLine all = new CommandLine(new Main(), new Parts()).addSubcommand(demo());
    CommandLine captures = Objects.requireNonNull(all.getSubcommands().get("captures"));
    captures.addSubcommand(new CapturesRedact()); // it knows rules
    return all;
  }

  /** Makes commands; those of rules are told how to open what others know to read. */
  private static final class Parts implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> kind) throws Exception {
      return kind == RulesCommand.class
          ? kind.cast(new RulesCommand(new StudentFiles(), StoredCaptures::at))
          : CommandLine.defaultFactory().create(kind);
    }
  }

  private static DemoCommand demo() {
    return new DemoCommand(config -> new DemoGateway(Gateway.start(config)), Launched.fromSystem());
  }
}
