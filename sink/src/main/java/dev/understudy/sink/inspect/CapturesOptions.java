package dev.understudy.sink.inspect;

import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.place.StorePlace;
import dev.understudy.sink.store.place.StorePlaceReader;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every captures command takes: the store, and the form to print in. */
final class CapturesOptions {
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "PLACE",
      converter = StorePlaceReader.class,
      description = "Where a gateway's captures are stored: a folder, or s3://bucket/prefix.")
  private StorePlace place = StorePlace.parse("captures");

  @Option(names = "--json", description = "Print JSON for scripts.")
  private boolean json;

  /** Whether JSON is asked for. */
  boolean json() {
    return json;
  }

  /** Where answers go. */
  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** How many columns the terminal has, as the shell says; without end where nobody says. */
  int terminalColumns() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9]\\d{1,4}")
        ? Integer.parseInt(columns)
        : NO_LIMIT;
  }

  /**
   * Opens the store, lets a question be asked of it, and tells what goes wrong.
   *
   * @param scope what the question is about
   */
  int ask(Scope scope, Question question) {
    return askOfStore(scope, (store, captures) -> question.answer(captures));
  }

  /** The same for a question that is also about the store's files. */
  int askOfStore(Scope scope, StoreQuestion question) {
    PrintWriter err = spec.commandLine().getErr();
    try (Store store = place.openForReading();
        CapturedExchanges captures = CapturedExchanges.open(store, scope, this::note)) {
      try {
        return question.answer(store, captures);
      } finally {
        captures.leftOut().forEach(line -> err.println("left out: " + line));
      }
    } catch (UnreadableCaptures | IOException e) {
      return failed(ExitStatus.NOTHING, String.valueOf(e.getMessage()));
    } finally {
      out().flush();
      err.flush();
    }
  }

  private void note(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  /** Says what is wrong, and answers with the status to exit with. */
  int failed(int status, String message) {
    spec.commandLine().getErr().println(message);
    return status;
  }

  /** Something to find out from captures, and to print. */
  interface Question {
    /** Prints the answer and returns the status to exit with. */
    int answer(CapturedExchanges captures) throws UnreadableCaptures;
  }

  /** Something to find out from captures and from the files they lie in, and to print. */
  interface StoreQuestion {
    /** Prints the answer and returns the status to exit with. */
    int answer(Store store, CapturedExchanges captures) throws UnreadableCaptures, IOException;
  }
}
