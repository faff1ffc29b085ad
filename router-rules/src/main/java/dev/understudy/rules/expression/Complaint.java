package dev.understudy.rules.expression;

import dev.cel.common.CelIssue;
import dev.understudy.rules.expression.UnreadableCondition.Issue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what CEL's parser and checker complain about in words that point to the remedy. */
final class Complaint {
  private static final Set<String> LOOPS =
      Set.of("all", "exists", "exists_one", "existsOne", "filter", "map");
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern NO_OVERLOAD =
      Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*");
  private static final Pattern WRONG_TYPE =
      Pattern.compile("expected type '([^']*)' but found '([^']*)'.*");
  private static final Pattern REQUEST =
      Pattern.compile("request(\\s*\\.\\s*[A-Za-z_][A-Za-z_0-9]*)?");

  private Complaint() {}

  static List<Issue> all(String text, List<CelIssue> complaints) {
    List<Issue> issues = new ArrayList<>();
    for (CelIssue complaint : complaints) {
      int offset = offset(text, complaint);
      Matcher undeclared = UNDECLARED.matcher(complaint.getMessage());
      if (undeclared.matches() && LOOPS.contains(undeclared.group(1))) {
        String loop = undeclared.group(1);
        return List.of( // what stands in the loop is not declared either
            new Issue(offset, "has no loops, and so no " + loop + "(); write the cases out"));
      }
      issues.add(new Issue(offset, message(text, offset, complaint.getMessage())));
    }
    return issues;
  }

  private static String message(String text, int offset, String complaint) {
    Matcher undeclared = UNDECLARED.matcher(complaint);
    if (undeclared.matches()) {
      return undeclared(text, offset, undeclared.group(1));
    }
    Matcher overload = NO_OVERLOAD.matcher(complaint);
    if (overload.matches()) {
      String operator = overload.group(1).replaceAll("[_@]", "");
      return "cannot apply " + operator + " to " + overload.group(2);
    }
    Matcher type = WRONG_TYPE.matcher(complaint);
    if (type.matches()) {
      return "must be true or false, but is of type " + type.group(2);
    }
    int list = complaint.indexOf(" expecting {");
    return "is not CEL: " + (list < 0 ? complaint : complaint.substring(0, list));
  }

  private static String undeclared(String text, int offset, String name) {
    if (name.equals("request")) {
      Matcher path = REQUEST.matcher(text);
      if (path.find(text.offsetByCodePoints(0, offset))) {
        name = path.group().replaceAll("\\s", "");
      }
    }
    return "knows no " + name + "; known: " + Variable.known();
  }

  /** CEL counts lines from 1 and columns from 0, in code points. */
  private static int offset(String text, CelIssue complaint) {
    int line = Math.max(1, complaint.getSourceLocation().getLine());
    int before =
        Arrays.stream(text.split("\n", -1))
            .limit(line - 1L)
            .mapToInt(each -> each.codePointCount(0, each.length()) + 1)
            .sum();
    int offset = before + Math.max(0, complaint.getSourceLocation().getColumn());
    return Math.min(offset, text.codePointCount(0, text.length()));
  }
}
