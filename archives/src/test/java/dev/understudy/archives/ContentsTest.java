package dev.understudy.archives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in the archives. */
class ContentsTest {
  private static final String OURS = "dev.understudy";

  @ParameterizedTest
  @EnumSource
  void archiveHasOneFolderWithAllThatAProgramNeeds(Program program) throws Exception {
    try (Stream<Path> beside = Files.list(program.home())) {
      assertThat(beside.map(each -> each.getFileName().toString()))
          .contains(
              "LICENSE",
              "README.md",
              "THIRD-PARTY.txt",
              "bin",
              "sbom.json",
              program.word() + ".jar")
          .allMatch(
              name ->
                  name.matches(
                      "LICENSE|README.md|THIRD-PARTY.txt|bin|conf|jars|lib|sbom.json|systemd|.*\\.jar"));
    }
    assertThat(program.script()).isExecutable();
    assertThat(Files.readString(program.home().resolve("README.md")))
        .contains("bin/" + program.word())
        .doesNotContain("${");
  }

  @ParameterizedTest
  @EnumSource
  void materialsAreListedAsTheSchemaSays(Program program) throws Exception {
    File sbom = program.home().resolve("sbom.json").toFile();

    assertThat(new JsonParser().validate(sbom)).isEmpty();
    assertThat(new JsonParser().parse(sbom).getMetadata().getComponent().getGroup())
        .isEqualTo(OURS);
  }

  @ParameterizedTest
  @EnumSource
  void materialsAreTheLibrariesByteForByte(Program program) throws Exception {
    Map<String, String> listed = new TreeMap<>();
    Bom sbom = new JsonParser().parse(program.home().resolve("sbom.json").toFile());
    for (Component each : sbom.getComponents()) {
      if (!each.getGroup().equals(OURS)) { // ours are packed after they were listed
        listed.put(fileName(each), sha256(each));
      }
    }
    Map<String, String> present = new TreeMap<>();
    for (Path jar : program.jars()) {
      if (!jar.getFileName().toString().startsWith("understudy")) {
        present.put(jar.getFileName().toString(), sha256(jar));
      }
    }

    assertThat(listed).isEqualTo(present);
  }

  @ParameterizedTest
  @EnumSource
  void thirdPartiesAndTheirLicencesAreListedForPeople(Program program) throws Exception {
    String list = Files.readString(program.home().resolve("THIRD-PARTY.txt"));
    Bom sbom = new JsonParser().parse(program.home().resolve("sbom.json").toFile());

    for (Component each : sbom.getComponents()) {
      if (!each.getGroup().equals(OURS)) {
        assertThat(list)
            .contains("%s:%s:%s".formatted(each.getGroup(), each.getName(), each.getVersion()));
      }
    }
    assertThat(list).doesNotContain("Unknown license");
  }

  @ParameterizedTest
  @EnumSource
  void nothingTellsWhereItWasBuilt(Program program) throws Exception {
    String root = Path.of("..").toRealPath().toString();
    String home = System.getProperty("user.home") + "/";
    List<String> found = new ArrayList<>();

    for (String file :
        List.of("README.md", "THIRD-PARTY.txt", "sbom.json", "bin/" + program.word())) {
      String text = Files.readString(program.home().resolve(file));
      if (text.contains(root) || text.contains(home)) {
        found.add(file);
      }
    }
    for (Path jar : program.jars()) {
      if (jar.getFileName().toString().startsWith("understudy")) {
        found.addAll(tellsOf(root, jar));
      }
    }

    assertThat(found).isEmpty();
  }

  private static List<String> tellsOf(String root, Path jar) throws Exception {
    List<String> found = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().toList()) {
        try (InputStream in = file.getInputStream(entry)) {
          String bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
          if (bytes.contains(root)) {
            found.add(jar.getFileName() + "!" + entry.getName());
          }
        }
      }
    }
    return found;
  }

  /** As Maven names the file of a component. */
  private static String fileName(Component component) throws Exception {
    String classifier =
        component.getPurl().contains("classifier=")
            ? "-" + component.getPurl().replaceAll(".*classifier=([^&]*).*", "$1")
            : "";
    return "%s-%s%s.jar".formatted(component.getName(), component.getVersion(), classifier);
  }

  private static String sha256(Component component) {
    return component.getHashes().stream()
        .filter(hash -> hash.getAlgorithm().equals("SHA-256"))
        .map(Hash::getValue)
        .findFirst()
        .orElse("");
  }

  private static String sha256(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = Files.newInputStream(file)) {
      byte[] some = new byte[1 << 16];
      for (int length = in.read(some); length >= 0; length = in.read(some)) {
        digest.update(some, 0, length);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
