package dev.understudy.rules.command;

import static dev.understudy.rules.command.Wording.count;
import static dev.understudy.rules.command.Wording.percent;
import static dev.understudy.rules.command.Wording.rate;

import dev.understudy.rules.Launch;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.preview.Calls;
import dev.understudy.rules.preview.Load;
import dev.understudy.rules.preview.Preview;
import dev.understudy.rules.preview.Preview.Kept;
import dev.understudy.rules.preview.Preview.Move;
import dev.understudy.rules.preview.Preview.Way;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A preview as a page for a terminal.
 *
 * @param preview what came of it
 * @param rules the new rules
 */
record PreviewPage(Preview preview, Rules rules) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  void print(PrintWriter out) {
    out.printf(
        "%s in %s over %s, %s to %s%n",
        count(preview.requests(), "request"),
        count(preview.files(), "file"),
        span(preview.span()),
        TIME.format(preview.from()),
        TIME.format(preview.to()));
    out.println();
    out.println(summary());
    out.println();
    printMoves(out);
    printLoads(out);
    printKept(out);
    printRemarks(out);
  }

  private String summary() {
    if (preview.movedRequests() == 0) {
      return "No request would move.";
    }
    String requests =
        "%s of requests".formatted(percent(preview.movedRequests(), preview.requests()));
    return preview.users() == 0
        ? requests + " would move."
        : requests
            + " and "
            + percent(preview.movedUsers(), preview.users())
            + " of users would move.";
  }

  private void printMoves(PrintWriter out) {
    TextTable table =
        new TextTable("route", "served by", ">requests", ">share", ">users", ">share");
    for (Move move : preview.moves()) {
      Way way = move.way();
      table.add(
          arrow(way.oldRoute(), way.newRoute()),
          arrow(way.oldUpstream(), way.newUpstream()),
          count(move.requests()),
          percent(move.requests(), preview.requests()),
          move.users() == 0 ? "-" : count(move.users()),
          move.users() == 0 ? "-" : percent(move.users(), preview.users()));
    }
    table.print(out);
  }

  private static String arrow(String before, String after) {
    return before.equals(after) ? before : before + " -> " + after;
  }

  private void printLoads(PrintWriter out) {
    if (preview.loads().isEmpty()) {
      return;
    }
    out.println();
    out.println("Requests per second, on the mean and in the peak minute");
    TextTable table =
        new TextTable(
            "upstream",
            ">served",
            ">peak",
            ">shadow",
            ">peak",
            ">together",
            ">peak",
            "shadow cost");
    for (Load load : preview.loads()) {
      table.add(
          load.upstream().name(),
          mean(load.served()),
          peak(load.served()),
          mean(load.shadow()),
          peak(load.shadow()),
          mean(load.all()),
          peak(load.all()),
          cost(load));
    }
    table.print(out);
  }

  private String mean(Calls calls) {
    return rate(calls.perSecond(preview.span()));
  }

  private String peak(Calls calls) {
    return rate(calls.peakPerSecond(preview.span()));
  }

  private String cost(Load load) {
    if (load.shadow().count() == 0) {
      return "-";
    }
    Double usd = load.shadowUsdPerHour(preview.span());
    if (usd == null) {
      return "unknown: the upstream has no price";
    }
    String perHour = Wording.dollars(usd) + " per hour";
    return load.uncounted() == 0
        ? perHour
        : perHour + ", without " + count(load.uncounted(), "call") + " whose tokens are not known";
  }

  private void printKept(PrintWriter out) {
    if (preview.kept().isEmpty()) {
      return;
    }
    out.println();
    out.println("Dealt to a student but kept from it");
    TextTable table = new TextTable("route", "dealt to", "why", ">requests", ">share");
    for (Kept kept : preview.kept()) {
      table.add(
          kept.reason().route(),
          kept.reason().shadow() ? "rehearse" : "serve",
          kept.reason().why(),
          count(kept.requests()),
          percent(kept.requests(), preview.requests()));
    }
    table.print(out);
  }

  private void printRemarks(PrintWriter out) {
    List<String> budgets = budgets();
    boolean hasRemarks =
        !budgets.isEmpty()
            || !preview.leftOut().isEmpty()
            || preview.byRequest() > 0
            || preview.byBucket() > 0
            || preview.unread() > 0
            || !preview.unrecorded().isEmpty();
    if (hasRemarks) {
      out.println();
    }
    if (!preview.leftOut().isEmpty()) {
      out.printf(
          "Left out, so that their requests are missing here: %s.%n",
          count(preview.leftOut().size(), "file"));
      preview.leftOut().forEach(line -> out.println("  " + line));
    }
    budgets.forEach(out::println);
    if (preview.byBucket() > 0) {
      out.printf(
          "Without a sticky key in the captures, dealt by the recorded bucket: %s.%n",
          count(preview.byBucket(), "request"));
    }
    if (preview.byRequest() > 0) {
      out.printf(
          "Without a sticky key in the captures, dealt by their own id: %s; shares are as expected,"
              + " users are not known.%n",
          count(preview.byRequest(), "request"));
    }
    if (preview.unread() > 0) {
      out.printf(
          "Kept from a student as their bodies are not in the captures, so that neither its router"
              + " nor its training could be asked: %s.%n",
          count(preview.unread(), "request"));
    }
    for (String header : preview.unrecorded()) {
      out.printf(
          "No captured request shows the header '%s', which rules ask for: either no client sends"
              + " it or the gateway does not record it (capture.request_headers).%n",
          header);
    }
  }

  /** The routes whose shadow calls may cost no more than something. */
  private List<String> budgets() {
    List<String> budgets = new ArrayList<>();
    for (Route route : rules.routes()) {
      Launch.Dark dark = route.launch().dark();
      BigDecimal usdPerHour = dark == null ? null : dark.budget().usdPerHour();
      if (usdPerHour != null) {
        budgets.add(
            "Route '%s' allows $%s per hour for shadow calls on each gateway; more are not made."
                .formatted(route.name(), usdPerHour.toPlainString()));
      }
    }
    return budgets;
  }

  private static String span(Duration span) {
    if (span.toHours() >= 48) {
      return "%d days %d h".formatted(span.toDays(), span.toHoursPart());
    }
    return span.toHours() > 0
        ? "%d h %d min".formatted(span.toHours(), span.toMinutesPart())
        : "%d min %d s".formatted(span.toMinutes(), span.toSecondsPart());
  }
}
