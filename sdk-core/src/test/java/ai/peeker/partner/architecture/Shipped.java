package ai.peeker.partner.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.util.List;

/** What users of core run: its own classes and the generated ones. */
final class Shipped {
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importLocations(
              List.of(
                  Location.of(Modules.CORE.location()), Location.of(Modules.GENERATED.location())));

  private Shipped() {}
}
