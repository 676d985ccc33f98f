package ai.peeker.partner.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.util.stream.Stream;

/** The classes of all published modules. */
final class Shipped {
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importLocations(
              Stream.of(Modules.values()).map(module -> Location.of(module.location())).toList());

  private Shipped() {}
}
