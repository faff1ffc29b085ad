package dev.understudy.rules.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class YamlTest {
  @Test
  void everyKindOfEntryIsRead() {
    String text =
        """
        patience: 30s
        nothing: none
        names: [a, b]
        inner: {size: 64KiB}
        items:
          - {name: one}
          - {name: two}
        """;

    record Read(
        Duration patience, Object nothing, List<String> names, long size, List<String> items) {}
    Parsed<Read> parsed =
        read(
            text,
            in ->
                new Read(
                    in.value("patience", Scalar.DURATION, Duration.ZERO),
                    String.valueOf(in.valueOrNone("nothing", Scalar.TEXT, "x")),
                    in.list("names", Scalar.NAME, List.of()),
                    in.section("inner", inner -> inner.value("size", Scalar.BYTES, 0L)),
                    in.sections("items", item -> item.required("name", Scalar.NAME))));

    assertThat(parsed.orThrow())
        .isEqualTo(
            new Read(
                Duration.ofSeconds(30), "null", List.of("a", "b"), 65536, List.of("one", "two")));
  }

  @Test
  void absentKeysReadAsTheirDefaults() {
    Parsed<List<Object>> parsed =
        read(
            "# nothing but a comment\n",
            in ->
                List.of(
                    in.value("a", Scalar.TEXT, "x"),
                    in.section("b", b -> b.value("c", Scalar.TEXT, "y")),
                    in.list("d", Scalar.TEXT, List.of("z")),
                    in.sections("e", e -> "never")));

    assertThat(parsed.orThrow()).isEqualTo(List.of("x", "y", List.of("z"), List.of()));
  }

  @Test
  void allProblemsAreReportedInTheOrderOfTheirPlaces() {
    String text =
        """
        lisen: 1.2.3.4:80
        inner:
          wait: soon
          size: {}
          size: 1B
        names: a
        tls:
        list: [1, x]
        """;

    Parsed<?> parsed =
        read(
            text,
            in -> {
              in.required("listen", Scalar.HOST_PORT);
              in.list("names", Scalar.NAME, List.of());
              in.sectionOrNull("tls", tls -> tls.required("key", Scalar.TEXT));
              in.list("list", Scalar.integer(0, 9), List.of());
              return in.section(
                  "inner",
                  inner -> {
                    inner.value("size", Scalar.BYTES, 0L);
                    return inner.value("wait", Scalar.DURATION, Duration.ZERO);
                  });
            });

    assertThat(parsed.problems().stream().map(Problem::toString))
        .containsExactly(
            "t.yaml:1:1: listen is required",
            "t.yaml:1:1: unknown key 'lisen', did you mean 'listen'?",
            "t.yaml:3:9: inner.wait must be a duration such as 250ms, 30s, 5m or 1h, got 'soon'",
            "t.yaml:4:9: inner.size must be a single value, got a map",
            "t.yaml:5:3: duplicate key 'size', first on line 4",
            "t.yaml:6:8: names must be a list, got 'a'",
            "t.yaml:7:5: tls has no value; give it one or remove the key",
            "t.yaml:8:11: each of list must be a whole number within [0, 9], got 'x'");
  }

  @Test
  void unknownKeysWithoutALikelyMeaningListTheKnownOnes() {
    Parsed<?> parsed =
        read(
            "inner: {zzzzzz: 1}\n",
            in ->
                in.section(
                    "inner",
                    inner ->
                        inner.value("first", Scalar.TEXT, "")
                            + inner.value("second", Scalar.TEXT, "")));

    assertProblem(parsed, "t.yaml:1:9: unknown key 'zzzzzz' in inner; known: first, second");
  }

  @Test
  void wrongShapesAreNamed() {
    assertProblem(read("- a\n", in -> ""), "t.yaml:1:1: the file must be a map of keys to values");
    assertProblem(read("[a]: b\n", in -> ""), "t.yaml:1:1: a key must be a plain word");
    assertProblem(
        read("a: [x]\n", in -> in.section("a", a -> a.required("b", Scalar.TEXT))),
        "t.yaml:1:4: a must be a map of keys to values, got a list");
    assertProblem(
        read("a: [x]\n", in -> in.sections("a", a -> a.required("b", Scalar.TEXT))),
        "t.yaml:1:5: each item must be a map of keys to values, got 'x'");
  }

  @Test
  void whatIsNotYamlHasAPlaceToo() {
    assertProblem(
        read("a:\n\tb: 1\n", in -> ""),
        "t.yaml:2:1: not YAML: found character '\\t(TAB)' that cannot start any token."
            + " (Do not use \\t(TAB) for indentation) (while scanning for the next token)");
    assertProblem(
        read("a: 'open\n", in -> ""),
        "t.yaml:2:1: not YAML: found unexpected end of stream (while scanning a quoted scalar)");
    assertProblem(
        read("a: 1\nb: x\u0007\n", in -> ""),
        "t.yaml:2:5: not YAML: the character U+0007 is not allowed");
    assertProblem(
        read("a: *nobody\n", in -> ""), "t.yaml:1:4: not YAML: found undefined alias nobody");
  }

  @Test
  void aForbiddenCharacterIsFoundFarDownTheFile() {
    assertProblem(
        read("a: é\uD83D\uDE00\r\n".repeat(2_000) + "b: é\u0000\n", in -> ""),
        "t.yaml:2001:5: not YAML: the character U+0000 is not allowed");
  }

  @Test
  void whatWouldBeIgnoredIsRefused() {
    assertProblem(
        read("a: 1\n---\nb: 2\n", in -> ""),
        "t.yaml:2:1: only one document is read; remove what follows this '---'");
    assertProblem(
        read("a: !secret x\n", in -> ""), "t.yaml:1:4: tags are not read; remove '!secret'");
  }

  @Test
  @Timeout(20)
  void filesMadeToExhaustAreRefusedBeforeTheyAreBuilt() {
    assertProblem(
        read("a: " + "[".repeat(100_000), in -> ""), "t.yaml:1:35: nested more than 32 deep");
    assertProblem(
        read("a: &a 1\nb: [" + "*a,".repeat(51) + "]\n", in -> ""),
        "t.yaml:2:155: more than 50 aliases (*name)");
    assertProblem(
        Yaml.read("t.yaml", new byte[Yaml.MOST_BYTES + 1], in -> ""),
        "t.yaml: is larger than 1MiB");
  }

  @Test
  void anAliasOfItselfIsNoTrap() {
    assertProblem(
        read("a: &a {b: *a}\n", in -> in.section("a", a -> a.value("b", Scalar.TEXT, ""))),
        "t.yaml:1:4: a.b must be a single value, got a map");
  }

  @Test
  void aliasesMeanWhatTheyStandFor() {
    Parsed<List<Long>> parsed =
        read(
            "a: &same {n: 1B}\nb: *same\n",
            in ->
                List.of(
                    in.section("a", a -> a.required("n", Scalar.BYTES)),
                    in.section("b", b -> b.required("n", Scalar.BYTES))));

    assertThat(parsed.orThrow()).containsExactly(1L, 1L);
  }

  @Test
  void onlyUtf8IsRead() {
    assertProblem(
        Yaml.read("t.yaml", new byte[] {'a', ':', ' ', (byte) 0xff}, in -> ""),
        "t.yaml: is not UTF-8 text");
    assertThat(read("\uFEFFa: é\n", in -> in.required("a", Scalar.TEXT)).orThrow()).isEqualTo("é");
  }

  @Test
  void anAbsentFileIsAProblemAndSoIsAFolder(@TempDir Path folder) throws Exception {
    Path absent = folder.resolve("no.yaml");
    Path present = Files.writeString(folder.resolve("yes.yaml"), "a: 1\n");

    assertProblem(
        Yaml.bytes("no.yaml", absent), "no.yaml: no such file (looked for " + absent + ")");
    assertProblem(Yaml.bytes("x", folder), "x: cannot be read: Is a directory");
    assertThat(Yaml.bytes("yes.yaml", present).orThrow()).isEqualTo("a: 1\n".getBytes(UTF_8));
  }

  @Test
  void whatIsWrittenReadsAsTheSame() {
    Map<String, Object> document =
        Map.of("text", "a: #b", "inner", Map.of("list", List.of("1", "*", "x-*")));

    Parsed<Map<String, Object>> parsed =
        read(
            Yaml.write(document),
            in ->
                Map.of(
                    "text", in.required("text", Scalar.TEXT),
                    "inner",
                        in.section(
                            "inner",
                            inner -> Map.of("list", inner.list("list", Scalar.TEXT, List.of())))));

    assertThat(parsed.orThrow()).isEqualTo(document);
  }

  @Test
  void variantsAreReadAsTheWholeWithTheirEntriesLaidOverIt() {
    String text =
        """
        size: 1
        inner: {a: x, b: y}
        variants:
          plain: {}
          other:
            size: 2
            inner: {b: z}
        """;

    Parsed<Map<String, String>> parsed = read(text, in -> in.variants("variants", YamlTest::all));

    assertThat(parsed.orThrow()).isEqualTo(Map.of("plain", "plain 1 x y", "other", "other 2 x z"));
  }

  @Test
  void aProblemThatAllVariantsShareIsToldOnce() {
    String text =
        """
        size: much
        inner: {a: x, b: y, wrong: no}
        variants: {one: {}, two: {inner: {worse: no}}}
        """;

    Parsed<?> parsed = read(text, in -> in.variants("variants", YamlTest::all));

    assertThat(parsed.problems().stream().map(Problem::toString))
        .containsExactly(
            "t.yaml:1:7: size must be a whole number within [0, 9], got 'much'",
            "t.yaml:2:21: unknown key 'wrong' in inner; known: a, b",
            "t.yaml:3:35: unknown key 'worse' in inner; known: a, b");
  }

  private static String all(String name, Section in) {
    return name
        + " "
        + in.value("size", Scalar.integer(0, 9), 0)
        + in.section(
            "inner",
            inner ->
                " " + inner.required("a", Scalar.TEXT) + " " + inner.required("b", Scalar.TEXT));
  }

  @Test
  void oneValueReadsAsAListOfOne() {
    Parsed<List<String>> parsed =
        read(
            "one: a\nmore: [b, c]\n",
            in ->
                in.keys().stream()
                    .flatMap(key -> in.oneOrMore(key, Scalar.TEXT).stream())
                    .toList());

    assertThat(parsed.orThrow()).containsExactly("a", "b", "c");
  }

  private static <T> Parsed<T> read(String text, Function<Section, T> reader) {
    return Yaml.read("t.yaml", text.getBytes(UTF_8), reader);
  }

  private static void assertProblem(Parsed<?> parsed, String problem) {
    assertThat(parsed.problems().stream().map(Problem::toString)).containsExactly(problem);
  }
}
