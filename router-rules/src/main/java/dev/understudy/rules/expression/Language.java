package dev.understudy.rules.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.understudy.rules.expression.UnreadableCondition.Issue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The part of CEL that conditions are written in: its operators and functions over {@link
 * Variable}, without loops ({@code exists, all, map, filter}) and without {@code dyn}, which would
 * hide mistakes from the type checker. Patterns are literal texts, headers are looked up by name.
 */
final class Language {
  private static final int MOST_CODE_POINTS = 2_000;
  private static final int MOST_NODES = 300;
  private static final int MOST_DEPTH = 64;
  private static final int MOST_PATTERN_STEPS = 1_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(MOST_CODE_POINTS)
          .maxParseExpressionNodeCount(MOST_NODES)
          .maxParseRecursionDepth(MOST_DEPTH)
          .maxRegexProgramSize(MOST_PATTERN_STEPS)
          .enableComprehension(false)
          .enableHeterogeneousNumericComparisons(true)
          .build();
  private static final CelCompiler COMPILER = compiler();
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

  private final CelAbstractSyntaxTree tree;
  private final Set<Variable> variables = EnumSet.noneOf(Variable.class);
  private final Set<String> headers = new HashSet<>();
  private final List<Issue> issues = new ArrayList<>();

  private Language(CelAbstractSyntaxTree tree) {
    this.tree = tree;
  }

  /**
   * A checked expression.
   *
   * @param program gives its value; any thread may ask it
   * @param variables what it asks about, at least one
   * @param headers the headers it asks for
   */
  record Compiled(CelRuntime.Program program, Set<Variable> variables, Headers headers) {}

  static Compiled compile(String text) throws UnreadableCondition {
    try {
      CelValidationResult result = COMPILER.compile(text);
      if (result.hasError()) {
        throw new UnreadableCondition(Complaint.all(text, result.getErrors()));
      }
      CelAbstractSyntaxTree tree = result.getAst();
      Language language = new Language(tree);
      language.look(tree.getExpr());
      if (language.issues.isEmpty() && language.variables.isEmpty()) {
        language.issues.add(new Issue(0, "asks nothing about the request"));
      }
      if (!language.issues.isEmpty()) {
        throw new UnreadableCondition(language.issues);
      }
      return new Compiled(
          RUNTIME.createProgram(tree), language.variables, new Headers(language.headers));
    } catch (CelValidationException | CelEvaluationException | RuntimeException failed) {
      throw new UnreadableCondition(
          List.of(new Issue(0, "cannot be compiled: " + failed.getMessage())));
    }
  }

  private static CelCompiler compiler() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.HAS)
            .setResultType(SimpleType.BOOL);
    for (Variable variable : Variable.values()) {
      builder.addVar(variable.word, variable.type);
    }
    return builder.build();
  }

  private void look(CelExpr node) {
    Optional<Variable> variable = variable(node);
    if (variable.isPresent()) {
      variables.add(variable.get());
      if (variable.get() == Variable.HEADERS) {
        complain(node, "asks for all headers; ask for one: request.headers['x-app']");
      }
      return;
    }
    switch (node.getKind()) {
      case SELECT -> lookAtEntry(node.select().operand(), node.select().field());
      case CALL -> lookAtCall(node, node.call());
      case LIST -> node.list().elements().forEach(this::look);
      case MAP ->
          node.map()
              .entries()
              .forEach(
                  entry -> {
                    look(entry.key());
                    look(entry.value());
                  });
      case STRUCT -> complain(node, "makes a message, of which there are none");
      case COMPREHENSION -> complain(node, "loops, which conditions do not");
      case NOT_SET, CONSTANT, IDENT -> {}
    }
  }

  private void lookAtCall(CelExpr node, CelExpr.CelCall call) {
    List<CelExpr> arguments = call.args();
    call.target().ifPresent(this::look);
    switch (call.function()) {
      case "_[_]" -> lookAtEntry(arguments.get(0), arguments.get(1));
      case "@in" -> lookAtEntry(arguments.get(1), arguments.get(0));
      case "dyn" -> complain(node, "must not use dyn(), which hides mistakes until requests come");
      case "matches" -> {
        lookAtPattern(arguments.get(arguments.size() - 1));
        arguments.subList(0, arguments.size() - 1).forEach(this::look);
      }
      default -> arguments.forEach(this::look);
    }
  }

  private void lookAtEntry(CelExpr map, CelExpr key) {
    if (!isHeaders(map)) {
      look(map);
      look(key);
    } else if (isText(key)) {
      lookAtEntry(map, key.constant().stringValue());
    } else {
      complain(key, "must name the header by a literal text: request.headers['x-app']");
    }
  }

  private void lookAtEntry(CelExpr map, String key) {
    if (isHeaders(map)) {
      variables.add(Variable.HEADERS);
      headers.add(key);
    } else {
      look(map);
    }
  }

  private void lookAtPattern(CelExpr node) {
    if (!isText(node)) {
      complain(node, "must give matches() a literal text as its pattern");
      return;
    }
    try {
      if (Pattern.compile(node.constant().stringValue()).programSize() > MOST_PATTERN_STEPS) {
        complain(node, "has a pattern that may cost too much");
      }
    } catch (PatternSyntaxException broken) {
      complain(node, "has a pattern that is not RE2: " + broken.getDescription());
    }
  }

  private static boolean isText(CelExpr node) {
    return node.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && node.constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }

  private boolean isHeaders(CelExpr node) {
    return variable(node).equals(Optional.of(Variable.HEADERS));
  }

  private Optional<Variable> variable(CelExpr node) {
    return tree.getReference(node.id())
        .map(CelReference::name)
        .flatMap(name -> Optional.ofNullable(Variable.named(name)));
  }

  private void complain(CelExpr node, String message) {
    int offset = tree.getSource().getPositionsMap().getOrDefault(node.id(), 0);
    issues.add(new Issue(offset, message));
  }
}
