package dev.understudy.trainer.drift;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Tells whether requests are still like those a student was trained on. */
@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    description = "Tells whether requests are still like those a student was trained on.",
    subcommands = {
      DriftReportCommand.class,
      DriftProfileCommand.class,
      CommandLine.HelpCommand.class
    })
public final class DriftCommand {}
