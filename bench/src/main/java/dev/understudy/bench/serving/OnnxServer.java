package dev.understudy.bench.serving;

import dev.understudy.student.command.Machine;
import dev.understudy.student.command.StudentCommand;
import dev.understudy.student.model.Model;
import dev.understudy.student.serving.shelf.UnloadableModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The students' server with ONNX Runtime in PyTorch's place: HTTP and batches are the same code.
 */
public final class OnnxServer {
  private OnnxServer() {}

  /**
   * Serves until the process ends.
   *
   * @param args the encoder, how many threads an operation may use, and the options of {@code
   *     understudy student}
   */
  public static void main(String[] args) {
    String encoder = args[0];
    int threads = Integer.parseInt(args[1]);
    String[] options = Arrays.copyOfRange(args, 2, args.length);
    StudentCommand command =
        new StudentCommand(folder -> load(folder, encoder, threads), new OnnxMachine());
    System.exit(new CommandLine(command).execute(options));
  }

  /** Leaves the threads of an operation to each model's session. */
  private static final class OnnxMachine implements Machine {
    @Override
    public String device() {
      return "ONNX Runtime";
    }

    @Override
    public int threads(@Nullable Integer asked) {
      return asked == null ? 1 : asked;
    }
  }

  private static Model load(Path folder, String encoder, int threads) throws UnloadableModel {
    try {
      return StudentMaker.onOnnxRuntime(folder, encoder, threads);
    } catch (IOException unusable) {
      throw new UnloadableModel(String.valueOf(unusable.getMessage()), unusable);
    }
  }
}
