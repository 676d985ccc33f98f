package ai.peeker.partner.dbscheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The computed figures of the guide. */
class FleetLoadTest {
  private static final Path GUIDE =
      Path.of(System.getProperty("openapi.spec"))
          .toAbsolutePath()
          .resolveSibling("docs/webhooks-at-scale.md");

  @Test
  void load_ofFiftyMachinesAndAMillionOrdersADay_isThatOfTheGuide() throws IOException {
    assertThat(Files.readString(GUIDE)).contains(FleetLoad.OF_THE_GUIDE.tables());
  }
}
