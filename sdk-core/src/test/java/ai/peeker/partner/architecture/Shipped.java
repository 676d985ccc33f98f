package ai.peeker.partner.architecture;

import ai.peeker.partner.PeekerClient;
import ai.peeker.partner.api.ApiTransport;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.util.List;

/** What users of core run: its own classes and the generated ones. */
final class Shipped {
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importLocations(List.of(locationOf(PeekerClient.class), locationOf(ApiTransport.class)));

  private Shipped() {}

  private static Location locationOf(Class<?> member) {
    return Location.of(member.getProtectionDomain().getCodeSource().getLocation());
  }
}
