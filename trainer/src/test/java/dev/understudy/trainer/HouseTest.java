package dev.understudy.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The trainer stands on the foundations, beside the gateway, and its packages know no circles. */
class HouseTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.understudy");

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("dev.understudy.(**)").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void gatewayAndTrainerMeetOnlyInStoredFiles() {
    noClasses()
        .that()
        .resideInAPackage("dev.understudy.trainer..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.understudy.gateway..", "io.vertx..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideInAPackage("dev.understudy.gateway..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.understudy.trainer..", "org.apache.spark..")
        .check(HOUSE);
  }

  @Test
  void studentsKnowPromptsAndNothingElseOfOurs() {
    noClasses()
        .that()
        .resideInAPackage("dev.understudy.student..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.understudy.diff..",
            "dev.understudy.gateway..",
            "dev.understudy.rules..",
            "dev.understudy.sink..",
            "dev.understudy.trainer..")
        .check(HOUSE);
  }

  @Test
  void onlyTheStagesAndTheirEnginesKnowSpark() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.understudy.trainer.example..",
            "dev.understudy.exchange..",
            "dev.understudy.trainer.label..",
            "dev.understudy.trainer.filter..",
            "dev.understudy.trainer.privacy..",
            "dev.understudy.trainer.preference..",
            "dev.understudy.trainer.page..",
            "dev.understudy.trainer.evaluation..",
            "dev.understudy.trainer.mistakes..",
            "dev.understudy.trainer.export..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.spark..")
        .check(HOUSE);
  }
}
