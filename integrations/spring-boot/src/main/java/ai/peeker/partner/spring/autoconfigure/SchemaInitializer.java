package ai.peeker.partner.spring.autoconfigure;

import ai.peeker.partner.spring.PeekerPartnerProperties;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;

/** Creates tables at startup, as the properties ask for. */
final class SchemaInitializer {
  private SchemaInitializer() {}

  static DataSourceScriptDatabaseInitializer of(
      String schema, DataSource dataSource, PeekerPartnerProperties properties) {
    DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
    settings.setMode(
        DatabaseInitializationMode.valueOf(properties.webhook().jdbc().initializeSchema().name()));
    settings.setContinueOnError(true); // the tables may exist
    boolean always = settings.getMode() == DatabaseInitializationMode.ALWAYS;
    if (always || isEmbedded(settings, dataSource)) { // others may be down when this starts
      settings.setSchemaLocations(
          new PlatformPlaceholderDatabaseDriverResolver()
              .withDriverPlatform(DatabaseDriver.MARIADB, "mysql")
              .resolveAll(dataSource, always ? schema : "optional:" + schema));
    }
    return new DataSourceScriptDatabaseInitializer(dataSource, settings);
  }

  private static boolean isEmbedded(
      DatabaseInitializationSettings settings, DataSource dataSource) {
    return settings.getMode() == DatabaseInitializationMode.EMBEDDED
        && EmbeddedDatabaseConnection.isEmbedded(dataSource);
  }
}
