package dev.understudy.archives.pages;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Runs commands of one program one after another in this JVM, each as if it were alone: dozens of
 * commands would else start as many JVMs. It is started with that program's libraries.
 *
 * <p>It reads from its input, for each command, whether to run it or to take it apart only, the
 * number of its words and the words; it writes the status, what the command printed, and what it
 * complained of. It ends with its input.
 */
public final class CommandLoop {
  private final Method commandLine;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private CommandLoop(Method commandLine) {
    this.commandLine = commandLine;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  /** Takes the name of the program's main class, which has a static {@code commandLine()}. */
  public static void main(String[] arguments) throws Exception {
    CommandLoop loop = new CommandLoop(Class.forName(arguments[0]).getMethod("commandLine"));
    DataInputStream asked = new DataInputStream(System.in);
    DataOutputStream told =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    for (int kind = asked.read(); kind >= 0; kind = asked.read()) {
      loop.answer(kind == 1, words(asked), told);
    }
    System.exit(0); // whatever threads commands left behind
  }

  private static List<String> words(DataInputStream asked) throws IOException {
    List<String> words = new ArrayList<>();
    for (int left = asked.readInt(); left > 0; left--) {
      words.add(asked.readUTF());
    }
    return words;
  }

  private void answer(boolean run, List<String> words, DataOutputStream told) throws Exception {
    out.reset();
    err.reset();
    CommandLine line = (CommandLine) commandLine.invoke(null);
    String[] arguments = words.toArray(String[]::new);
    told.writeInt(run ? line.execute(arguments) : parse(line, arguments));
    System.out.flush();
    System.err.flush();
    write(out, told);
    write(err, told);
    told.flush();
  }

  private static int parse(CommandLine line, String[] arguments) {
    try {
      line.parseArgs(arguments);
      return CommandLine.ExitCode.OK;
    } catch (ParameterException wrong) {
      System.err.println(wrong.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }

  private static void write(ByteArrayOutputStream said, DataOutputStream told) throws IOException {
    told.writeInt(said.size());
    said.writeTo(told);
  }
}
