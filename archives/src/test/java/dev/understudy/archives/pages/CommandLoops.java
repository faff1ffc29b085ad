package dev.understudy.archives.pages;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link CommandLoop} for each program, started with its first command and ended with this. Used
 * by one thread.
 */
final class CommandLoops implements AutoCloseable {
  private final Path folder;
  private final Map<String, String> environment;
  private final Map<Built, Loop> loops = new EnumMap<>(Built.class);

  /** Commands are run in that folder; what goes wrong beside them is logged in it. */
  CommandLoops(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /** Runs a command to its end. */
  Outcome run(List<String> words) throws IOException {
    return of(Built.of(words.get(0))).ask(1, words);
  }

  /** Takes a command apart without running it: status 2 where the program does not know a word. */
  Outcome parse(List<String> words) throws IOException {
    return of(Built.of(words.get(0))).ask(0, words);
  }

  private Loop of(Built program) throws IOException {
    Loop there = loops.get(program);
    if (there == null) {
      ProcessBuilder jvm =
          program
              .jvm(CommandLoop.class.getName(), List.of(program.main()))
              .directory(folder.toFile())
              .redirectError(folder.resolve(program + ".log").toFile());
      jvm.environment().putAll(environment);
      there = new Loop(jvm.start());
      loops.put(program, there);
    }
    return there;
  }

  @Override
  public void close() throws IOException {
    for (Loop loop : loops.values()) {
      loop.end();
    }
  }

  /** The near end of one. */
  private static final class Loop {
    private final DataOutputStream asked;
    private final DataInputStream told;

    Loop(Process process) {
      this.asked = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
      this.told = new DataInputStream(process.getInputStream());
    }

    Outcome ask(int kind, List<String> words) throws IOException {
      asked.write(kind);
      asked.writeInt(words.size());
      for (String word : words) {
        asked.writeUTF(word);
      }
      asked.flush();
      return new Outcome(told.readInt(), text(), text());
    }

    private String text() throws IOException {
      return new String(told.readNBytes(told.readInt()), StandardCharsets.UTF_8);
    }

    void end() throws IOException {
      asked.close();
      told.transferTo(OutputStream.nullOutputStream()); // until it has ended
    }
  }
}
