package ai.peeker.partner.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.peeker.partner.PeekerClient;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;

/** Holds the direction of dependencies between packages, and what each may use. */
class ArchitectureTest {
  private static final String ROOT = "ai.peeker.partner";

  @Test
  void packages_dependOnlyInTheDirectionOfACall() {
    Architectures.LayeredArchitecture packages =
        Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
            .layer("model")
            .definedBy(ROOT + ".model")
            .layer("api")
            .definedBy(ROOT + ".api")
            .layer("root")
            .definedBy(ROOT)
            .layer("order")
            .definedBy(ROOT + ".order")
            .layer("plan")
            .definedBy(ROOT + ".plan")
            .layer("call")
            .definedBy(ROOT + ".call")
            .layer("error")
            .definedBy(ROOT + ".error")
            .layer("webhook")
            .definedBy(ROOT + ".webhook")
            .layer("store")
            .definedBy(ROOT + ".webhook.store")
            .layer("internal.call")
            .definedBy(ROOT + ".internal.call")
            .layer("http")
            .definedBy(ROOT + ".internal.http")
            .layer("ratelimit")
            .definedBy(ROOT + ".ratelimit")
            .layer("internal.ratelimit")
            .definedBy(ROOT + ".internal.ratelimit")
            .layer("jdbc")
            .definedBy(ROOT + ".internal.jdbc")
            .layer("time")
            .definedBy(ROOT + ".internal.time")
            .layer("library")
            .definedBy(ROOT + ".internal.library")
            .layer("json")
            .definedBy(ROOT + ".internal.json")
            .layer("domain")
            .definedBy(ROOT + ".domain")
            .layer("poll")
            .definedBy(ROOT + ".poll")
            .layer("names")
            .definedBy(ROOT + ".internal.domain")
            .layer("batch")
            .definedBy(ROOT + ".internal.batch")
            .layer("internal.poll")
            .definedBy(ROOT + ".internal.poll")
            .layer("internal.order")
            .definedBy(ROOT + ".internal.order")
            .ensureAllClassesAreContainedInArchitecture();
    packages
        .whereLayer("model")
        .mayNotAccessAnyLayer()
        .whereLayer("api")
        .mayOnlyAccessLayers("model")
        // a listener is notified of attempts, which the generated layer defines
        .whereLayer("call")
        .mayOnlyAccessLayers("api", "internal.order")
        .whereLayer("internal.order")
        .mayNotAccessAnyLayer()
        // a CallException has its attempts, which the generated layer defines
        .whereLayer("error")
        .mayOnlyAccessLayers("model", "call", "api")
        .whereLayer("order")
        .mayOnlyAccessLayers("model", "error", "names")
        .whereLayer("names")
        .mayNotAccessAnyLayer()
        .whereLayer("domain")
        .mayOnlyAccessLayers("model", "error")
        .whereLayer("plan")
        .mayOnlyAccessLayers("model", "order")
        // a verified webhook ends the time between two polls
        .whereLayer("poll")
        .mayOnlyAccessLayers("model", "error", "webhook")
        .whereLayer("batch")
        .mayOnlyAccessLayers("internal.call", "time", "call", "error")
        .whereLayer("internal.poll")
        .mayOnlyAccessLayers("poll", "internal.call", "time", "call", "error", "model")
        // a store for a database waits before it repeats a transaction
        .whereLayer("store")
        .mayOnlyAccessLayers("time", "jdbc")
        // a verified body is parsed with the same JSON reader as a response
        .whereLayer("webhook")
        .mayOnlyAccessLayers("store", "model", "error", "json")
        .whereLayer("json")
        .mayOnlyAccessLayers("model", "error", "library")
        .whereLayer("library")
        .mayNotAccessAnyLayer()
        .whereLayer("time")
        .mayNotAccessAnyLayer()
        .whereLayer("http")
        .mayOnlyAccessLayers("api", "model", "time", "library")
        // a limiter that several machines share has one of its own for an outage
        .whereLayer("ratelimit")
        .mayOnlyAccessLayers("call", "time", "jdbc", "internal.ratelimit")
        .whereLayer("internal.ratelimit")
        .mayOnlyAccessLayers("http", "time", "call")
        .whereLayer("jdbc")
        .mayNotAccessAnyLayer()
        .whereLayer("internal.call")
        .mayOnlyAccessLayers(
            "http", "json", "time", "call", "error", "api", "model", "internal.order")
        .check(Shipped.CLASSES);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(Shipped.CLASSES);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT)
        .check(Shipped.CLASSES);
  }

  @Test
  void okHttp_isUsedOnlyInItsPackageAndOneBuilderMethod() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".internal.http")
        .and()
        .doNotBelongToAnyOf(PeekerClient.Builder.class)
        .and()
        .doNotHaveFullyQualifiedName(
            ROOT + ".ClientBuilder") // its superclass, which has the method
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("okhttp3..", "okio..", "kotlin..")
        .check(Shipped.CLASSES);
  }

  @Test
  void jackson_isUsedOnlyInItsPackageAndByModels() {
    noClasses()
        .that()
        .doNotHaveSimpleName("ModelSerializer")
        .and()
        .doNotHaveSimpleName("ModelDeserializer")
        .and()
        .doNotHaveSimpleName("JsonModel") // whose annotations name those two
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml.jackson.databind..")
        .because("a mapper is only loaded if the application uses one")
        .check(Shipped.CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".internal.json", ROOT + ".model")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml..")
        .check(Shipped.CLASSES);
  }

  @Test
  void webhooks_needNoHttp() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".webhook..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".webhook..",
            ROOT + ".model",
            ROOT + ".error",
            ROOT + ".internal.json",
            ROOT + ".internal.time",
            ROOT + ".internal.jdbc",
            "java.io",
            "java.lang..",
            "java.util..",
            "java.time..",
            "java.nio.charset",
            "java.security..",
            "javax.crypto..",
            "java.sql",
            "javax.sql",
            "org.jspecify.annotations")
        .check(Shipped.CLASSES);
  }

  private static final String JDBC =
      "ai\\.peeker\\.partner\\.(ratelimit\\..*|internal\\.jdbc\\..*|webhook\\.store\\."
          + "(Jdbc|EventTables|DatabaseKind|SqlFailures|DataSourceTransactions|GuardedConnection).*)";

  /** An application without JdbcEventStore and JdbcRateLimiter loads nothing of java.sql. */
  @Test
  void sql_isUsedOnlyByTheStoreAndTheLimiterForDatabases() {
    noClasses()
        .that()
        .haveNameNotMatching(JDBC)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(".*\\.webhook\\.store\\.Jdbc.*")
        .check(Shipped.CLASSES);
  }
}
