package dev.understudy.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every object of every overlay, as kustomize renders it, is one that Kubernetes knows. */
class ManifestsTest {
  static final List<String> OVERLAYS = Manifests.OVERLAYS;

  @TempDir private Path folder;

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void everyFieldIsKnownAndOfItsType(String overlay) throws IOException {
    List<JsonNode> objects = Manifests.of(overlay).objects();

    assertThat(objects).hasSizeGreaterThan(8);
    assertThat(objects.stream().map(StrictKinds::problem).flatMap(Optional::stream)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void nothingThatIsRequiredIsLacking(String overlay) throws IOException {
    List<JsonNode> objects =
        Manifests.of(overlay).objects().stream()
            .filter(each -> !each.path("kind").asText().equals("SparkApplication"))
            .toList();

    assertThat(schemas(objects)).isEmpty();
  }

  @Test
  void templateOfExecutorsIsAPod() throws IOException {
    JsonNode pod =
        Manifests.tree(Files.readString(Path.of("components/spark-submit/executor.yaml")));

    assertThat(StrictKinds.problem(pod)).isEmpty();
  }

  @Test
  void misspeltFieldIsTold() throws IOException {
    ObjectNode object = copy("StatefulSet", "understudy-gateway");
    ((ObjectNode) object.at("/spec/template/spec/containers/0")).put("imagePullPolcy", "Always");

    assertThat(StrictKinds.problem(object).orElse(""))
        .startsWith(
            "apps/v1 StatefulSet: /spec/template/spec/containers/0/imagePullPolcy:"
                + " Unrecognized field \"imagePullPolcy\"");
  }

  @Test
  void numberWhereATextBelongsIsTold() throws IOException {
    ObjectNode object = copy("StatefulSet", "understudy-gateway");
    ((ObjectNode) object.at("/spec/template/spec/containers/0/env/0")).put("value", 8080);

    assertThat(StrictKinds.problem(object).orElse(""))
        .startsWith(
            "apps/v1 StatefulSet: /spec/template/spec/containers/0/env/0/value: Cannot coerce");
  }

  @Test
  void lackingSelectorIsTold() throws IOException {
    ObjectNode object = copy("StatefulSet", "understudy-gateway");
    ((ObjectNode) object.at("/spec")).remove("selector");

    assertThat(schemas(List.of(object)))
        .singleElement()
        .asString()
        .startsWith("StatefulSet understudy-gateway: ")
        .contains("selector");
  }

  private static ObjectNode copy(String kind, String name) throws IOException {
    return Manifests.of("prod").one(kind, name).deepCopy();
  }

  private List<String> schemas(List<JsonNode> objects) throws IOException {
    Path file = folder.resolve("objects.json");
    new ObjectMapper().writeValue(file.toFile(), objects);
    return Tools.installed().node("schemas.mjs", List.of(file));
  }
}
