package dev.understudy.gateway.process;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What sources log above DEBUG, found by the compiler's own parser. */
final class LogPhrases {
  private static final Set<String> LOGGERS = Set.of("log", "LOG");
  private static final Set<String> DIRECT = Set.of("info", "warn", "error");

  private final Set<Phrase> phrases = new TreeSet<>();
  private final Set<String> odd = new TreeSet<>();

  /**
   * A constant phrase.
   *
   * @param level the word of its level, or an empty text where that is found out at run time
   * @param file where it is logged
   */
  record Phrase(String text, String level, String file) implements Comparable<Phrase> {
    @Override
    public int compareTo(Phrase other) {
      return Comparator.comparing(Phrase::text)
          .thenComparing(Phrase::level)
          .thenComparing(Phrase::file)
          .compare(this, other);
    }
  }

  /** Reads all sources in those folders. */
  static LogPhrases in(Path... folders) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> walk = Files.walk(folder)) {
        walk.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    LogPhrases found = new LogPhrases();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        found.read(unit);
      }
    }
    return found;
  }

  /** The phrases, in the order of the alphabet. */
  Set<Phrase> phrases() {
    return phrases;
  }

  /** Where something is logged that is no constant phrase. */
  Set<String> odd() {
    return odd;
  }

  private void read(CompilationUnitTree unit) {
    String file = Path.of(unit.getSourceFile().toUri()).getFileName().toString();
    Map<String, List<MethodInvocationTree>> calls = new HashMap<>();
    new TreePathScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
        calls.computeIfAbsent(name(call), any -> new ArrayList<>()).add(call);
        return super.visitMethodInvocation(call, null);
      }
    }.scan(unit, null);
    new TreePathScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
        String level = level(call);
        if (level != null && !call.getArguments().isEmpty()) {
          List<String> texts = texts(call.getArguments().get(0), method());
          if (texts.isEmpty()) {
            odd.add(file + ": " + call.getArguments().get(0));
          }
          texts.forEach(text -> phrases.add(new Phrase(text, level, file)));
        }
        return super.visitMethodInvocation(call, null);
      }

      private @Nullable MethodTree method() {
        for (Tree each : getCurrentPath()) {
          if (each instanceof MethodTree method) {
            return method;
          }
        }
        return null;
      }

      private List<String> texts(ExpressionTree value, @Nullable MethodTree method) {
        if (value instanceof IdentifierTree name && method != null) {
          return ofCallers(name.getName().toString(), method);
        }
        return constants(value);
      }

      /** What the callers in this file give for a parameter. */
      private List<String> ofCallers(String parameter, MethodTree method) {
        List<String> texts = new ArrayList<>();
        List<? extends VariableTree> parameters = method.getParameters();
        for (int i = 0; i < parameters.size(); i++) {
          if (parameters.get(i).getName().contentEquals(parameter)) {
            int place = i;
            calls
                .getOrDefault(method.getName().toString(), List.of())
                .forEach(call -> texts.addAll(constants(call.getArguments().get(place))));
          }
        }
        return texts;
      }
    }.scan(unit, null);
  }

  private static String name(MethodInvocationTree call) {
    ExpressionTree select = call.getMethodSelect();
    return select instanceof MemberSelectTree member
        ? member.getIdentifier().toString()
        : select.toString();
  }

  /**
   * The level above DEBUG at which a call logs, empty where it is not plain; null if it does not.
   */
  private static @Nullable String level(MethodInvocationTree call) {
    if (!(call.getMethodSelect() instanceof MemberSelectTree member)) {
      return null;
    }
    String name = name(call);
    if (DIRECT.contains(name) && isLogger(member.getExpression())) {
      return name.toUpperCase(Locale.ROOT);
    }
    if (!name.equals("log") || member.getExpression().toString().equals("Math")) {
      return null;
    }
    ExpressionTree receiver = member.getExpression();
    while (receiver instanceof MethodInvocationTree before
        && before.getMethodSelect() instanceof MemberSelectTree link) {
      if (isLogger(link.getExpression())) {
        String begin = name(before);
        return switch (begin) {
          case "atDebug", "atTrace" -> null;
          case "atLevel" -> "";
          default -> begin.substring("at".length()).toUpperCase(Locale.ROOT);
        };
      }
      receiver = link.getExpression();
    }
    return "";
  }

  private static boolean isLogger(ExpressionTree expression) {
    return expression instanceof IdentifierTree name && LOGGERS.contains(name.getName().toString());
  }

  /** The texts that an expression of constants may have; empty where it is another one. */
  private static List<String> constants(ExpressionTree value) {
    if (value instanceof LiteralTree literal && literal.getValue() instanceof String text) {
      return List.of(text);
    }
    if (value instanceof ParenthesizedTree inner) {
      return constants(inner.getExpression());
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof ConditionalExpressionTree either) {
      texts.addAll(constants(either.getTrueExpression()));
      texts.addAll(constants(either.getFalseExpression()));
    } else if (value instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
      for (String left : constants(sum.getLeftOperand())) {
        constants(sum.getRightOperand()).forEach(right -> texts.add(left + right));
      }
    }
    return texts;
  }
}
