package dev.understudy.gateway.edit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.understudy.gateway.edit.RouteChange.Kind;
import dev.understudy.gateway.edit.RouteChange.Part;
import dev.understudy.rules.Rules;
import dev.understudy.rules.yaml.RulesFile;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an edit of the rules changes, route by route. */
class RouteChangesTest {
  private static final String BEFORE =
      """
      version: 1
      upstreams:
        small: {url: "http://small/v1"}
        tiny: {url: "http://tiny/v1"}
      routes:
        - name: moderation
          match: {path: /v1/chat/completions, model: "gpt-4*"}
          teacher: teacher
          student: small
          launch: {canary: {share: 5%}, dark: {share: 20%}}
          compare: {as: json, fields: [/is_bad]}
          gate: {different: {max: 5%}}
        - name: support
          match: {path: /v1/chat/completions, model: "gpt-3*"}
          teacher: teacher
          student: small
          launch: {dark: {share: 10%}}
      """;

  private static List<RouteChange> after(String from, String to) {
    assertThat(BEFORE).contains(from);
    return RouteChanges.between(rules(BEFORE), rules(BEFORE.replace(from, to)));
  }

  private static Rules rules(String text) {
    return RulesFile.read("rules.yaml", text.getBytes(UTF_8), URI.create("http://large/v1"))
        .orThrow();
  }

  @Test
  void anotherShareIsToldInWordsAndLeavesTheEvidence() {
    List<RouteChange> changes = after("canary: {share: 5%}", "canary: {share: 25%}");

    assertThat(changes)
        .containsExactly(
            new RouteChange(
                "moderation",
                Kind.CHANGED,
                List.of(new Part("launch", "canary 5%, dark 20%", "canary 25%, dark 20%")),
                false));
  }

  @Test
  void anotherGateBeginsTheEvidenceAnew() {
    RouteChange change = after("different: {max: 5%}", "different: {max: 2%}").get(0);

    assertThat(change.parts())
        .containsExactly(
            new Part(
                "gate",
                "different <= 5%: roll back or hold",
                "different <= 2%: roll back or hold"));
    assertThat(change.evidenceBeginsAnew()).isTrue();
  }

  @Test
  void anotherMatchIsNamed() {
    assertThat(after("gpt-3*", "gpt-2*"))
        .containsExactly(
            new RouteChange(
                "support",
                Kind.CHANGED,
                List.of(new Part("match", "as it is", "otherwise")),
                false));
  }

  @Test
  void anotherStudentIsNamedWithItsPlace() {
    RouteChange change =
        after("student: small\n    launch: {dark", "student: tiny\n    launch: {dark").get(0);

    assertThat(change.route()).isEqualTo("support");
    assertThat(change.parts())
        .contains(new Part("student", "small at http://small/v1", "tiny at http://tiny/v1"));
    assertThat(change.evidenceBeginsAnew()).isTrue();
  }

  @Test
  void routesThatComeAndGoAreTold() {
    List<RouteChange> changes = after("name: support", "name: helpdesk");

    assertThat(changes)
        .extracting(RouteChange::route, RouteChange::kind)
        .containsExactly(tuple("helpdesk", Kind.ADDED), tuple("support", Kind.REMOVED));
    assertThat(changes.get(0).parts())
        .contains(new Part("launch", null, "dark 10%"), new Part("teacher", null, "teacher"));
  }

  @Test
  void commentsChangeNothing() {
    assertThat(after("version: 1\n", "version: 1 # of the rules' form\n")).isEmpty();
  }
}
