package dev.understudy.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The foundations know nothing of the roofs, and no packages know each other in circles. */
class HouseTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.understudy");

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("dev.understudy.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @ParameterizedTest
  @CsvSource({
    "exchange, rules",
    "exchange, sink",
    "exchange, diff",
    "diff, rules",
    "diff, sink",
    "diff, gateway",
    "rules, diff",
    "sink, diff",
    "exchange, gateway",
    "rules, sink",
    "rules, gateway",
    "sink, rules",
    "sink, gateway",
  })
  void foundationsKnowNothingOfWhatStandsBesideOrAboveThem(String module, String other) {
    noClasses()
        .that()
        .resideInAPackage("dev.understudy." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.understudy." + other + "..")
        .check(HOUSE);
  }

  @ParameterizedTest
  @CsvSource({"exchange", "diff", "rules", "sink"})
  void onlyTheGatewaySpeaksHttp(String module) {
    noClasses()
        .that()
        .resideInAPackage("dev.understudy." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..")
        .check(HOUSE);
  }

  @Test
  void theDecisionIsPure() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.understudy.rules.decision..", "dev.understudy.rules.match..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio.file..", "java.time..", "java.net.http..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .check(HOUSE);
  }
}
