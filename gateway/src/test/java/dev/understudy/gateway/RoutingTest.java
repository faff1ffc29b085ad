package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules send requests to other upstreams than the teacher given at start. */
class RoutingTest {
  @TempDir Path folder;

  @Test
  void requestsGoWhereTheRulesSayAndTheirRowsTellWhy() throws Exception {
    try (ScriptedTeacher usual = ScriptedTeacher.answering("usual");
        ScriptedTeacher byPath = ScriptedTeacher.answering("by path");
        ScriptedTeacher byHeader = ScriptedTeacher.answering("by header")) {
      Files.writeString(
          folder.resolve("rules.yaml"),
          """
          version: 1
          upstreams:
            embedder: {url: "%s"}
            tenant: {url: "%s"}
          routes:
            - {name: vectors, match: {path: /v1/embeddings}, teacher: embedder}
            - {name: tenants, match: {headers: {x-app: tenant}}, teacher: tenant}
          """
              .formatted(byPath.url(), byHeader.url()));
      try (TestGateway gateway = TestGateway.inFrontOf(usual.url(), folder, "rules: rules.yaml");
          RawClient client = RawClient.to(gateway.url("/"))) {
        client.get("/v1/embeddings?x=1").until("by path");
        client.send("GET /v1/x HTTP/1.1\r\nHost: a\r\nX-App: tenant\r\n\r\n").until("by header");
        client.get("/v1/x").until("usual");

        List<String> routes =
            gateway.rows().stream()
                .map(row -> row.get("route") + " " + row.get("upstream") + " " + row.get("launch"))
                .toList();
        assertThat(routes)
            .containsExactlyInAnyOrder(
                "vectors embedder teacher", "tenants tenant teacher", "default teacher teacher");
        assertThat(gateway.rows())
            .allSatisfy(
                row -> assertThat(row.get("rules_version").toString()).matches("[0-9a-f]{12}"));
      }
    }
  }
}
