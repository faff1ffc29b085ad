package dev.understudy.student.serving;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the rooms of serving may know of one another. */
class HouseTest {
  private static final JavaClasses SERVING =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.understudy.student.serving", "dev.understudy.student.command");

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("dev.understudy.(**)").should().beFreeOfCycles().check(SERVING);
  }

  @Test
  void batchesShelvesAndShapesKnowNothingOfSockets() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.understudy.student.serving.batch",
            "dev.understudy.student.serving.shelf",
            "dev.understudy.student.serving.chat")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..")
        .check(SERVING);
  }
}
