package ai.peeker.partner.architecture;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.api.ApiTransport;
import ai.peeker.partner.testing.LocalPeeker;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.util.stream.Stream;

/** The classes of the generated layer, core and the testing module. */
final class Shipped {
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importLocations(
              Stream.of(ApiTransport.class, PeekerClient.class, LocalPeeker.class)
                  .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                  .map(Location::of)
                  .toList());

  private Shipped() {}
}
