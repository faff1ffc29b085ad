package dev.understudy.sink.upkeep.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.place.StorePlace;
import dev.understudy.sink.store.place.StorePlaceReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every command of the upkeep takes: the store, whether to touch it, the form to print in. */
final class UpkeepOptions {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "PLACE",
      converter = StorePlaceReader.class,
      description = "Where a gateway's captures are stored: a folder, or s3://bucket/prefix.")
  private StorePlace place = StorePlace.parse("captures");

  @Option(names = "--dry-run", description = "Tell what would be done, and touch nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print JSON for scripts.")
  private boolean json;

  /** Whether the store is only to be looked at. */
  boolean dryRun() {
    return dryRun;
  }

  /** Something to do with a store. */
  interface Job {
    /** Does it, or only looks; answers what there is to tell, in words and for scripts. */
    Told run(Store store) throws IOException;
  }

  /**
   * What there is to tell.
   *
   * @param lines in words
   * @param json for scripts
   */
  record Told(List<String> lines, ObjectNode json) {
    Told {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Opens the store, lets the job run and prints what it tells; answers the status to exit with.
   */
  int run(Job job) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (Store store = open()) {
      Told told = job.run(store);
      if (json) {
        out.println(told.json());
      } else {
        told.lines().forEach(out::println);
      }
      return DONE;
    } catch (NoSuchFileException e) {
      err.println(e.getFile() + ": gone while it was read: run the command again");
      return FAILED;
    } catch (IOException e) {
      err.println(e.getMessage());
      return FAILED;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private Store open() throws IOException {
    Store reading = place.openForReading(); // a folder that is not there is not to be made
    if (dryRun) {
      return reading;
    }
    reading.close();
    return place.open();
  }

  /** Tells a person what is odd, at once. */
  void note(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  /** The command line is wrong, as that says. */
  ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
