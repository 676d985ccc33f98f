package ai.peeker.partner.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.peeker.partner.testing.LocalPeeker;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the direction of the dependencies between LocalPeeker's packages. */
class LocalPeekerPackagesTest {
  private static final String ROOT = "ai.peeker.partner.testing";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importUrl(LocalPeeker.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void packages_haveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void internalPackages_doNotUseThePublicOnes() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".internal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT, ROOT + ".junit", ROOT + ".assertj")
        .check(CLASSES);
  }

  @Test
  void rulesOfResources_doNotUseTheWebServer() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".internal.server", ROOT + ".internal.fault")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("mockwebserver3..")
        .check(CLASSES);
  }
}
